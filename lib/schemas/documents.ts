import * as z from 'zod/mini'
import { VISIBILITIES } from '@/lib/rules/document-list-params'
import { endingOf } from '@/lib/rules/document-types'
import { isSafeLink } from '@/lib/rules/document-links'

const name = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, { error: 'Give it a name.' }),
    z.maxLength(200, { error: 'Use at most 200 characters.' }),
  )

export const linkSchema = z.object({
  url: z
    .string()
    .check(
      z.trim(),
      z.maxLength(2000, { error: 'This address is too long.' }),
      z.refine(isSafeLink, { error: 'Enter a whole address that begins with https://.' }),
    ),
  name,
  visibility: z.enum(VISIBILITIES),
})
export type LinkForm = z.infer<typeof linkSchema>

/** A file keeps the ending that says what it is; a link has none to keep. */
export function renameSchema(current: { name: string; isFile: boolean }) {
  const ending = current.isFile ? endingOf(current.name) : ''
  return z.object({
    name:
      ending === ''
        ? name
        : name.check(
            z.refine((value) => endingOf(value) === ending, {
              error: `Keep .${ending} at the end: it says what kind of file this is.`,
            }),
          ),
  })
}
export type RenameForm = { name: string }
