import * as z from 'zod/mini'
import { isTimeZone } from '@/lib/dates'
import { minutesOf } from '@/lib/rules/quiet-hours'

const time = z.string().check(z.refine((value) => minutesOf(value) !== null, 'Enter a time, such as 22:00.'))

/** When mail reaches a person. The days are those of quiet hours, 1 Monday … 7 Sunday. */
export const timingSchema = z
  .object({
    timeZone: z
      .string()
      .check(z.refine(isTimeZone, 'Choose a time zone from the list, such as Europe/London.')),
    digestHour: z.int().check(z.minimum(0), z.maximum(23)),
    digestWeekday: z.int().check(z.minimum(1), z.maximum(7)),
    isQuiet: z.boolean(),
    start: time,
    end: time,
    days: z.array(z.int().check(z.minimum(1), z.maximum(7))),
  })
  .check(
    z.refine(({ isQuiet, start, end }) => !isQuiet || start !== end, {
      path: ['end'],
      error: 'The end must differ from the start.',
    }),
    z.refine(({ isQuiet, days }) => !isQuiet || days.length > 0, {
      path: ['days'],
      error: 'Choose at least one day, or switch quiet hours off.',
    }),
  )
export type TimingForm = z.infer<typeof timingSchema>
