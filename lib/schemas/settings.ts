import { z } from 'zod/mini'

const name = (label: string) =>
  z
    .string()
    .check(z.trim(), z.minLength(1, `Enter ${label}.`), z.maxLength(120, 'Use at most 120 characters.'))

export const profileSchema = z.object({ fullName: name('your name') })
export type ProfileForm = z.infer<typeof profileSchema>

export const agencySettingsSchema = z.object({
  name: name('the name of your agency'),
  timeZone: z.string().check(z.minLength(1, 'Choose a time zone.')),
})
export type AgencySettingsForm = z.infer<typeof agencySettingsSchema>
