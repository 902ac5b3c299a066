import * as z from 'zod/mini'

export const SUBJECT_MAX_LENGTH = 150
export const BODY_MAX_LENGTH = 5000

/** An update to everybody on a run. */
export const runUpdateSchema = z.object({
  subject: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, { error: 'Say in a few words what it is about.' }),
      z.maxLength(SUBJECT_MAX_LENGTH, { error: `Use at most ${SUBJECT_MAX_LENGTH} characters.` }),
    ),
  body: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, { error: 'Write what people should know.' }),
      z.maxLength(BODY_MAX_LENGTH, { error: 'Use at most 5,000 characters.' }),
    ),
})

/** What the preview route answers with: the mail as it would be sent. */
export const mailPreviewSchema = z.object({ subject: z.string(), html: z.string(), text: z.string() })
export type MailPreview = z.infer<typeof mailPreviewSchema>
