import * as z from 'zod/mini'
import {
  TICKET_DESCRIPTION_MAX_LENGTH,
  TICKET_PRIORITIES,
  TICKET_TITLE_MAX_LENGTH,
  VISIBILITIES,
} from '@/lib/rules/tickets'

export const ticketTitle = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, { error: 'Give the ticket a title.' }),
    z.maxLength(TICKET_TITLE_MAX_LENGTH, { error: `Use at most ${TICKET_TITLE_MAX_LENGTH} characters.` }),
  )

export const ticketDescription = z.string().check(
  z.trim(),
  z.maxLength(TICKET_DESCRIPTION_MAX_LENGTH, {
    error: `Use at most ${TICKET_DESCRIPTION_MAX_LENGTH} characters.`,
  }),
)

const day = z.string().check(z.regex(/^(\d{4}-\d\d-\d\d)?$/, { error: 'Enter a date.' }))

/** A new ticket as its form holds it; empty strings for what is not given. */
export const ticketSchema = z.object({
  clientId: z.uuid({ error: 'Choose a client.' }),
  title: ticketTitle,
  description: ticketDescription,
  priority: z.enum(TICKET_PRIORITIES),
  assigneeId: z.union([z.literal(''), z.uuid()]),
  dueOn: day,
  visibility: z.enum(VISIBILITIES),
})

export type TicketForm = z.infer<typeof ticketSchema>

/** An empty form; without a client the person chooses one. */
export function newTicketForm(clientId: string | null): TicketForm {
  return {
    clientId: clientId ?? '',
    title: '',
    description: '',
    priority: 'normal',
    assigneeId: '',
    dueOn: '',
    visibility: 'internal',
  }
}
