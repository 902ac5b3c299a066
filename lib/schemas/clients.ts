import * as z from 'zod/mini'
import { CLIENT_STATUSES, type ClientStatus } from '@/lib/queries/clients'
import { safeHref } from '@/lib/rules/links'

const NAME_MAX_LENGTH = 120
const WEBSITE_MAX_LENGTH = 500
const NOTES_MAX_LENGTH = 10_000

/** A client as its form holds it; empty strings for what is not given. */
export const clientSchema = z.object({
  name: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, { error: 'Give the client a name.' }),
      z.maxLength(NAME_MAX_LENGTH, { error: `Use at most ${NAME_MAX_LENGTH} characters.` }),
    ),
  website: z.string().check(
    z.trim(),
    z.maxLength(WEBSITE_MAX_LENGTH, { error: `Use at most ${WEBSITE_MAX_LENGTH} characters.` }),
    z.refine((value) => value === '' || safeHref(value) !== null, {
      error: 'Enter the address of a website, such as northquay.example.',
    }),
  ),
  status: z.enum(CLIENT_STATUSES),
  notes: z
    .string()
    .check(z.trim(), z.maxLength(NOTES_MAX_LENGTH, { error: 'Use at most 10,000 characters.' })),
})

export type ClientForm = z.infer<typeof clientSchema>

type StoredClient = { name: string; website: string | null; status: ClientStatus; notes: string | null }

/** A stored client as its form shows it. */
export function toClientForm(client: StoredClient): ClientForm {
  return {
    name: client.name,
    website: client.website ?? '',
    status: client.status,
    notes: client.notes ?? '',
  }
}

export const NEW_CLIENT_FORM: ClientForm = { name: '', website: '', status: 'active', notes: '' }
