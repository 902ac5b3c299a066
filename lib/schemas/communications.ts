import * as z from 'zod/mini'
import { fromLocalInput, toLocalInput } from '@/lib/dates'
import {
  BODY_MAX_LENGTH,
  COMMUNICATION_TYPES,
  COMMUNICATION_VISIBILITIES,
  DIRECTIONS,
  directionRule,
  LONGEST_DURATION_MINUTES,
  MOST_PARTICIPANTS,
  splitParticipants,
  SUBJECT_MAX_LENGTH,
  type CommunicationType,
  type CommunicationVisibility,
  type Direction,
} from '@/lib/rules/communications'

/** What is said may be dated a little ahead: clocks differ. */
const AHEAD_MS = 5 * 60_000
const NAME_MAX_LENGTH = 120

/** An entry as its form holds it: `occurredAt` on the wall clock of `timeZone`, empty strings for what is not given. */
export function communicationSchema(timeZone: string) {
  return z
    .object({
      type: z.enum(COMMUNICATION_TYPES),
      direction: z.union([z.literal(''), z.enum(DIRECTIONS)]),
      subject: z
        .string()
        .check(
          z.trim(),
          z.maxLength(SUBJECT_MAX_LENGTH, { error: `Use at most ${SUBJECT_MAX_LENGTH} characters.` }),
        ),
      body: z
        .string()
        .check(z.trim(), z.maxLength(BODY_MAX_LENGTH, { error: 'Use at most 50,000 characters.' })),
      occurredAt: z.string().check(
        z.refine((value) => fromLocalInput(value, timeZone) !== null, { error: 'Enter a date and a time.' }),
        z.refine(
          (value) => {
            const at = fromLocalInput(value, timeZone)
            return at === null || Date.parse(at) <= Date.now() + AHEAD_MS
          },
          { error: 'This is still to come. Log what has happened.' },
        ),
      ),
      duration: z.string().check(
        z.refine((value) => value.trim() === '' || isDuration(value), {
          error: `Enter whole minutes, at most ${LONGEST_DURATION_MINUTES}.`,
        }),
      ),
      participants: z.string().check(
        z.refine((value) => splitParticipants(value).length <= MOST_PARTICIPANTS, {
          error: `Name at most ${MOST_PARTICIPANTS} people.`,
        }),
        z.refine((value) => splitParticipants(value).every((name) => name.length <= NAME_MAX_LENGTH), {
          error: 'Separate the names by commas.',
        }),
      ),
      visibility: z.enum(COMMUNICATION_VISIBILITIES),
    })
    .check(
      z.refine(({ type, direction }) => directionRule(type) !== 'required' || direction !== '', {
        path: ['direction'],
        error: 'Say who spoke to whom.',
      }),
      z.refine(({ subject, body }) => subject.trim() !== '' || body.trim() !== '', {
        path: ['body'],
        error: 'Write a subject or what was said.',
      }),
    )
}

function isDuration(value: string): boolean {
  return /^\d{1,4}$/.test(value.trim()) && Number(value) <= LONGEST_DURATION_MINUTES
}

export type CommunicationForm = z.infer<ReturnType<typeof communicationSchema>>

type StoredCommunication = {
  type: CommunicationType
  direction: Direction | null
  subject: string | null
  body: string | null
  occurredAt: string
  durationMinutes: number | null
  participants: readonly string[]
  visibility: CommunicationVisibility
}

/** A stored entry as its form shows it. */
export function toCommunicationForm(entry: StoredCommunication, timeZone: string): CommunicationForm {
  return {
    type: entry.type,
    direction: entry.direction ?? '',
    subject: entry.subject ?? '',
    body: entry.body ?? '',
    occurredAt: toLocalInput(entry.occurredAt, timeZone),
    duration: entry.durationMinutes === null ? '' : String(entry.durationMinutes),
    participants: entry.participants.join(', '),
    visibility: entry.visibility,
  }
}

/** An empty form for something that has just happened. Internal until somebody says otherwise. */
export function newCommunicationForm(timeZone: string, now: Date): CommunicationForm {
  return {
    type: 'email',
    direction: '',
    subject: '',
    body: '',
    occurredAt: toLocalInput(now.toISOString(), timeZone),
    duration: '',
    participants: '',
    visibility: 'internal',
  }
}
