import { fromLocalInput, toLocalInput } from '@/lib/dates'
import { longestSnoozeHours, type Severity } from '@/lib/rules/alerts'
import { dateOn, dayOn, timeOn } from '@/lib/rules/run-clock'

export type SnoozePreset = {
  label: string
  /** ISO timestamp at which the alert comes back. */
  until: string
  /** The same on the person's clock: "17:30", "Mon 23 Nov, 09:00". */
  wakes: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MORNING = '09:00'

/** When to be bothered again: soon, tomorrow, next week. Only what is allowed for alerts of this severity, on the clock of `timeZone`. */
export function snoozePresets(now: Date, timeZone: string, severity: Severity): SnoozePreset[] {
  const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR_MS).toISOString()
  const morningAfter = (days: number) => {
    const day = toLocalInput(new Date(now.getTime() + days * DAY_MS).toISOString(), timeZone).slice(0, 10)
    return fromLocalInput(`${day}T${MORNING}`, timeZone) ?? inHours(days * 24)
  }
  const presets = [
    { label: 'In 1 hour', until: inHours(1) },
    { label: 'In 4 hours', until: inHours(4) },
    { label: 'Tomorrow morning', until: morningAfter(1) },
    { label: 'Next Monday', until: morningAfter(daysToMonday(now, timeZone)) },
    { label: 'In 1 month', until: morningAfter(30) },
  ]
  return presets
    .filter(({ until }, index) => index < 3 || until !== presets[2]?.until)
    .filter(({ until }) => snoozeFault(until, now, severity) === null)
    .map((preset) => ({ ...preset, wakes: wakeWords(preset.until, now, timeZone) }))
}

function daysToMonday(now: Date, timeZone: string): number {
  const weekday = new Date(`${toLocalInput(now.toISOString(), timeZone).slice(0, 10)}T12:00:00Z`).getUTCDay()
  return (8 - weekday) % 7 || 7
}

/** When something comes back, on the person's clock; the day only when it is another one. */
export function wakeWords(until: string, now: Date, timeZone: string): string {
  const isToday = dateOn(until, timeZone) === dateOn(now.toISOString(), timeZone)
  const time = timeOn(until, timeZone)
  return isToday ? time : `${dayOn(until, timeZone, 'short')}, ${time}`
}

/** Why an alert of this severity cannot sleep until then; null when it can. */
export function snoozeFault(until: string | null, now: Date, severity: Severity): string | null {
  if (until === null) return 'Enter a date and a time.'
  const sleepMs = new Date(until).getTime() - now.getTime()
  if (sleepMs <= 0) return 'This is in the past. Choose a time to come.'
  if (sleepMs <= longestSnoozeHours(severity) * HOUR_MS) return null
  return severity === 'critical'
    ? 'Critical alerts sleep for 24 hours at most.'
    : 'Alerts sleep for 90 days at most.'
}
