import { z } from 'zod'

// Checked on the server only, so the full zod costs no visitor anything.
const REASON_MAX_LENGTH = 500

/** The six digits, as people paste them: with blanks or a hyphen in the middle. */
export const claimCodeSchema = z.object({
  code: z
    .string()
    .transform((text) => text.replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits from the message.')),
})

/** How somebody turns an invitation down: why, whether for good, and whether it should be looked into. */
export const refusalSchema = z.object({
  reason: z
    .string()
    .transform((text) => Array.from(text.trim()).slice(0, REASON_MAX_LENGTH).join(''))
    .optional()
    .transform((text) => text || null),
  stop: z.stringbool().optional().default(false),
  report: z.stringbool().optional().default(false),
})

export const invitationIdSchema = z.object({ invitation_id: z.guid() })
export const sharedRunIdSchema = z.object({ run_id: z.guid() })
export const muteSchema = z.object({ run_id: z.guid(), muted: z.stringbool() })
