import { isTimeZone } from '@/lib/dates'
import type { PublicRun } from '@/lib/rules/portal-listing'

type Style = 'iso' | 'time' | 'zone' | 'shortDay' | 'longDay' | 'weekday' | 'month'

const STYLES: Record<Style, [locale: string, options: Intl.DateTimeFormatOptions]> = {
  iso: ['en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }],
  time: ['en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }],
  zone: ['en-GB', { timeZoneName: 'short', year: 'numeric' }],
  shortDay: ['en-GB', { weekday: 'short', day: 'numeric', month: 'short' }],
  longDay: ['en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }],
  weekday: ['en-GB', { weekday: 'short' }],
  month: ['en-GB', { month: 'long', year: 'numeric' }],
}

// A page shows up to fifty runs, and making a formatter costs a hundred times more than using one. Only zones that this
// runtime knows get in, so there is an end to it.
const formatters = new Map<string, Intl.DateTimeFormat>()
const knownZones = new Set<string>()

function formatter(timeZone: string, style: Style): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`
  const made = formatters.get(key)
  if (made) return made
  const [locale, options] = STYLES[style]
  const fresh = new Intl.DateTimeFormat(locale, { ...options, timeZone })
  formatters.set(key, fresh)
  return fresh
}

/** The time zone that a run names, when there is such a zone, else UTC. */
export function knownTimeZone(name: string | null): string {
  if (name === null) return 'UTC'
  if (knownZones.has(name)) return name
  if (!isTimeZone(name)) return 'UTC'
  knownZones.add(name)
  return name
}

/** An ISO timestamp that a clock can show, else null: Postgres also knows `infinity` and years before Christ. */
export function knownMoment(value: string | null): string | null {
  return value === null || Number.isNaN(new Date(value).getTime()) ? null : value
}

/** Date "2026-12-03" on the clock of `timeZone`. */
export function dateOn(moment: string, timeZone: string): string {
  return formatter(timeZone, 'iso').format(new Date(moment))
}

/** "10:00" on the clock of `timeZone`. */
export function timeOn(moment: string, timeZone: string): string {
  return formatter(timeZone, 'time').format(new Date(moment))
}

/** "GMT", "CET", "GMT-4": how far the clock is from others at that moment. */
export function zoneNameOn(moment: string, timeZone: string): string {
  const parts = formatter(timeZone, 'zone').formatToParts(new Date(moment))
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone
}

/** "Thursday 3 December 2026", or "Thu 3 Dec" when `short`, without the comma that some runtimes put in. */
export function dayOn(moment: string, timeZone: string, length: 'short' | 'long' = 'long'): string {
  return formatter(timeZone, length === 'short' ? 'shortDay' : 'longDay')
    .format(new Date(moment))
    .replace(',', '')
}

/** "Thu" for the calendar date "2026-12-03". */
export function weekdayOf(date: string): string {
  return formatter('UTC', 'weekday').format(new Date(`${date}T12:00:00Z`))
}

/** "3" for the calendar date "2026-12-03". */
export function dayOfMonth(date: string): string {
  return String(Number(date.slice(8)))
}

/** "2026-12" → "December 2026". */
export function monthWords(month: string): string {
  return formatter('UTC', 'month').format(new Date(`${month}-15T12:00:00Z`))
}

/** "10:00–12:00 GMT", "from 09:00 until Tue 8 Dec, 15:00 GMT": the times of a run beside a heading that says its first day. */
export function timeSpan(run: PublicRun): string {
  const { startsAt, endsAt, timeZone } = run
  if (startsAt === null) return ''
  const start = timeOn(startsAt, timeZone)
  const zone = zoneNameOn(startsAt, timeZone)
  if (endsAt === null) return `${start} ${zone}`
  if (dateOn(startsAt, timeZone) === dateOn(endsAt, timeZone))
    return `${start}–${timeOn(endsAt, timeZone)} ${zone}`
  const end = `${dayOn(endsAt, timeZone, 'short')}, ${timeOn(endsAt, timeZone)}`
  return `from ${start} until ${end} ${zoneNameOn(endsAt, timeZone)}`
}

/** "until Fri 27 Nov, 07:00 GMT": how long something that is going on still lasts. */
export function untilWords(run: PublicRun, now: Date): string {
  const { endsAt, timeZone } = run
  if (endsAt === null) return ''
  const isToday = dateOn(endsAt, timeZone) === dateOn(now.toISOString(), timeZone)
  const day = isToday ? 'today' : dayOn(endsAt, timeZone, 'short')
  return `until ${day}, ${timeOn(endsAt, timeZone)} ${zoneNameOn(endsAt, timeZone)}`
}

/** "Europe/London" → "London", "America/Argentina/Buenos_Aires" → "Buenos Aires". */
export function placeOfZone(timeZone: string): string {
  return timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
}
