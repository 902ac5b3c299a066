import * as z from 'zod/mini'
import {
  ALERT_DESCRIPTION_MAX_LENGTH,
  ALERT_KEY_MAX_LENGTH,
  ALERT_TITLE_MAX_LENGTH,
  SEVERITIES,
} from '@/lib/rules/alerts'

const limited = (length: number) =>
  z
    .string()
    .check(z.trim(), z.maxLength(length, { error: `Use at most ${length.toLocaleString('en')} characters.` }))

/** An alert raised by hand, as its form holds it: empty strings for what is not given. */
export const raiseAlertSchema = z.object({
  clientId: z.uuid({ error: 'Choose the client.' }),
  severity: z.enum(SEVERITIES),
  title: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, { error: 'Say in a few words what is wrong.' }),
      z.maxLength(ALERT_TITLE_MAX_LENGTH, { error: `Use at most ${ALERT_TITLE_MAX_LENGTH} characters.` }),
    ),
  description: limited(ALERT_DESCRIPTION_MAX_LENGTH),
  dedupKey: limited(ALERT_KEY_MAX_LENGTH),
})

export type RaiseAlertForm = z.infer<typeof raiseAlertSchema>
