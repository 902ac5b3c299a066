import { z } from 'zod'
import { SLUG_MAX_LENGTH, SLUG_MIN_LENGTH, SLUG_PATTERN } from '@/lib/rules/slugs'

// Checked on the server only, so the full zod costs no visitor anything. A password is never trimmed: blanks belong to it.
const PASSWORD_MIN_LENGTH = 10
/** bcrypt reads no more bytes than this; silently ignoring the rest would be a lie. */
const PASSWORD_MAX_BYTES = 72

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(320, 'This address is too long.')
  .pipe(z.email('Enter an e-mail address such as name@example.org.'))

const code = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits from the message.'))

const newPassword = z
  .string()
  .min(PASSWORD_MIN_LENGTH, `Use at least ${PASSWORD_MIN_LENGTH} characters.`)
  .refine((text) => new TextEncoder().encode(text).length <= PASSWORD_MAX_BYTES, {
    message: `Use at most ${PASSWORD_MAX_BYTES} characters.`,
  })

export const emailSchema = z.object({ email })
export const passwordSignInSchema = z.object({
  email,
  password: z.string().min(1, 'Enter your password.').max(1_000),
})
export const codeSchema = z.object({ email, code })
export const accountSchema = z.object({ email, password: newPassword })
export const resetSchema = z.object({ email, code, password: newPassword })
export const newPasswordSchema = z.object({ password: newPassword })

/** What /auth/confirm accepts from a link in a message. */
export const confirmSchema = z.object({
  token_hash: z.string().min(10).max(200),
  type: z.enum(['signup', 'magiclink', 'recovery', 'invite', 'email_change', 'email']),
})

export const agencySchema = z.object({
  full_name: z.string().trim().min(1, 'Enter your name.').max(120, 'Use at most 120 characters.'),
  name: z.string().trim().min(1, 'Enter the name of your agency.').max(120, 'Use at most 120 characters.'),
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .min(SLUG_MIN_LENGTH, `Use at least ${SLUG_MIN_LENGTH} characters.`)
    .max(SLUG_MAX_LENGTH, `Use at most ${SLUG_MAX_LENGTH} characters.`)
    .regex(SLUG_PATTERN, 'Use lowercase letters, digits and single hyphens between them.'),
})
