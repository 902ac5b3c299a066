import * as z from 'zod/mini'
import { isTimeZone } from '@/lib/dates'
import { minutesOf } from '@/lib/rules/quiet-hours'

const timeZone = z
  .string()
  .check(z.refine(isTimeZone, 'Choose a time zone from the list, such as Europe/London.'))
const time = z.string().check(z.refine((value) => minutesOf(value) !== null, 'Enter a time, such as 22:00.'))

export const quietHoursSchema = z
  .object({
    isOn: z.boolean(),
    start: time,
    end: time,
    days: z.array(z.int().check(z.minimum(1), z.maximum(7))),
    timeZone,
  })
  .check(
    z.refine(({ isOn, start, end }) => !isOn || start !== end, {
      path: ['end'],
      error: 'The end must differ from the start, or it would never be quiet, or always.',
    }),
  )
export type QuietHoursForm = z.infer<typeof quietHoursSchema>
