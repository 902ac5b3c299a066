import { formatDateTimeRange, fromLocalInput } from '@/lib/dates'

/** A stretch of time: from the first moment up to, but without, the second. ISO timestamps in UTC. */
export type Span = { from: string; until: string }

const DAY_MS = 86_400_000
const WEEK_DAYS = 7

/** "2026-11-16" and 7 → "2026-11-23": days of a calendar, whatever the clock. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % WEEK_DAYS))
}

/** The week that begins on the Monday `start`, on the clock of `timeZone`. */
export function weekSpan(start: string, timeZone: string): Span | null {
  const from = fromLocalInput(`${start}T00:00`, timeZone)
  const until = from && fromLocalInput(`${addDays(start, WEEK_DAYS)}T00:00`, timeZone)
  return from && until ? { from, until } : null
}

/** The days of a span in words, the last one included: "Mon 16 – Sun 22 Nov". */
export function spanWords({ from, until }: Span, timeZone: string): string {
  return formatDateTimeRange(from, new Date(Date.parse(until) - 1).toISOString(), timeZone, 'day')
}

/** As an address holds a span: two moments, exact ones, so that a list needs no clock to show what a chart has counted. */
export function formatSpan({ from, until }: Span): string {
  return `${from}~${until}`
}

/** The inverse of `formatSpan`; null for whatever makes no sense. */
export function parseSpan(value: string): Span | null {
  const [from, until, ...rest] = value.split('~').map((moment) => (isMoment(moment) ? moment : null))
  return from && until && rest.length === 0 && from < until ? { from, until } : null
}

// One spelling only, so that two of them compare as texts.
const isMoment = (value: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value))
