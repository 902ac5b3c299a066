import * as z from 'zod/mini'
import { fromLocalInput, isTimeZone, toLocalInput } from '@/lib/dates'
import {
  RUN_DESCRIPTION_MAX_LENGTH,
  RUN_NAME_MAX_LENGTH,
  RUN_STATUSES,
  type RunStatus,
} from '@/lib/rules/runs'

const localTime = z.string().check(
  z.refine((value) => value === '' || fromLocalInput(value, 'UTC') !== null, {
    error: 'Enter a date and a time.',
  }),
)

/** A run as a form holds it: times as they stand on the wall clock of `timeZone`, empty strings for what is not given. */
export const runSchema = z
  .object({
    name: z
      .string()
      .check(
        z.trim(),
        z.minLength(1, { error: 'Give the run a name.' }),
        z.maxLength(RUN_NAME_MAX_LENGTH, { error: `Use at most ${RUN_NAME_MAX_LENGTH} characters.` }),
      ),
    description: z.string().check(
      z.trim(),
      z.maxLength(RUN_DESCRIPTION_MAX_LENGTH, {
        error: `Use at most ${RUN_DESCRIPTION_MAX_LENGTH} characters.`,
      }),
    ),
    status: z.enum(RUN_STATUSES),
    timeZone: z.string().check(z.refine(isTimeZone, { error: 'Choose a time zone.' })),
    startsAt: localTime,
    endsAt: localTime,
    zoneId: z.union([z.literal(''), z.uuid()]),
  })
  .check(
    z.refine(({ startsAt, endsAt }) => startsAt === '' || endsAt === '' || endsAt > startsAt, {
      path: ['endsAt'],
      error: 'The end must come after the start.',
    }),
    z.refine(({ startsAt, endsAt }) => endsAt === '' || startsAt !== '', {
      path: ['startsAt'],
      error: 'A run that ends needs a start.',
    }),
  )

export type RunForm = z.infer<typeof runSchema>

type StoredRun = {
  name: string
  description: string | null
  status: RunStatus
  startsAt: string | null
  endsAt: string | null
  timeZone: string | null
  zone: { id: string } | null
}

/** A stored run as its form shows it; without a time zone of its own, in the agency's. */
export function toRunForm(run: StoredRun, agencyTimeZone: string): RunForm {
  const timeZone = run.timeZone ?? agencyTimeZone
  return {
    name: run.name,
    description: run.description ?? '',
    status: run.status,
    timeZone,
    startsAt: run.startsAt ? toLocalInput(run.startsAt, timeZone) : '',
    endsAt: run.endsAt ? toLocalInput(run.endsAt, timeZone) : '',
    zoneId: run.zone?.id ?? '',
  }
}

/** An empty form for a new run. */
export function newRunForm(agencyTimeZone: string): RunForm {
  return {
    name: '',
    description: '',
    status: 'scheduled',
    timeZone: agencyTimeZone,
    startsAt: '',
    endsAt: '',
    zoneId: '',
  }
}
