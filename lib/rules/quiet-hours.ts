/**
 * When mail waits, decided by a person's own clock. The database decides the same way when it sends
 * (`private.quiet_until`); this twin shows people what it will do, and a test compares the two.
 */
export type QuietHours = {
  /** "22:00" on the wall clock of `timeZone`; never equal to `end`. */
  start: string
  /** Before `start` when the hours reach past midnight. */
  end: string
  /** ISO weekdays (1 Monday … 7 Sunday) on which the hours begin; none means every day. */
  days: readonly number[]
  /** IANA name. */
  timeZone: string
}

export type QuietWindow = { startsAt: Date; endsAt: Date }

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Clocks never change twice within this time, so the offsets this far before and after are the two that may hold. */
const AROUND_MS = 1.5 * DAY_MS

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds since 1970 that a clock set to UTC would have to show the wall clock of `timeZone` at `instant`. */
function wallAt(instant: number, timeZone: string): number {
  let clock = clocks.get(timeZone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    clocks.set(timeZone, clock)
  }
  // Its numbers in the order of the year, month, day, hour, minute and second; taking its text apart is twice as fast as asking for parts.
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = clock
    .format(instant)
    .split(/\D+/)
    .map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second, instant % 1000)
}

/**
 * The instant at which the wall clock of `timeZone` shows `wall` (as `wallAt` writes it). A time that the change to
 * summer time skips becomes the first instant after the gap; of one that is shown twice, `which` chooses.
 */
function instantAt(wall: number, timeZone: string, which: 'earlier' | 'later'): number {
  const offset = (instant: number) => wallAt(instant, timeZone) - instant
  const before = offset(wall - AROUND_MS)
  const after = offset(wall + AROUND_MS)
  const matches = [wall - before, wall - after].filter((instant) => wallAt(instant, timeZone) === wall)
  if (matches.length > 0) return which === 'earlier' ? Math.min(...matches) : Math.max(...matches)
  // Skipped: the clock jumps somewhere between the two readings; find the first instant with the new offset.
  let [old, fresh] = [wall - after, wall - before]
  while (fresh - old > 1) {
    const middle = Math.floor((old + fresh) / 2)
    if (offset(middle) === before) old = middle
    else fresh = middle
  }
  return fresh
}

/** "07:30" or "07:30:00" → minutes since midnight; null for anything else. */
export function minutesOf(time: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d)?$/.exec(time)
  return match ? Number(match[1]) * 60 + Number(match[2]) : null
}

/** ISO weekday of a day that is written as the UTC midnight that names it. */
function weekdayOf(day: number): number {
  return new Date(day).getUTCDay() || 7
}

/** The UTC midnight that names the calendar day which `timeZone` has at `moment`. */
function dayAt(moment: Date, timeZone: string): number {
  return Math.floor(wallAt(moment.getTime(), timeZone) / DAY_MS) * DAY_MS
}

/** The quiet hours that begin on a day, or null on a day that has none or whose hours the clock change swallows. */
function windowOn(day: number, quiet: QuietHours): QuietWindow | null {
  const start = minutesOf(quiet.start)
  const end = minutesOf(quiet.end)
  if (start === null || end === null || start === end) return null
  if (quiet.days.length > 0 && !quiet.days.includes(weekdayOf(day))) return null
  const endDay = end < start ? day + DAY_MS : day
  const startsAt = instantAt(day + start * MINUTE_MS, quiet.timeZone, 'earlier')
  const endsAt = instantAt(endDay + end * MINUTE_MS, quiet.timeZone, 'later')
  return startsAt < endsAt ? { startsAt: new Date(startsAt), endsAt: new Date(endsAt) } : null
}

/** The quiet hours that `now` falls into, else the next ones; null when there are none within eight days. */
export function nextQuietWindow(quiet: QuietHours, now: Date): QuietWindow | null {
  const today = dayAt(now, quiet.timeZone)
  // Hours that began yesterday may still last.
  for (let step = -1; step <= 8; step++) {
    const window = windowOn(today + step * DAY_MS, quiet)
    if (window && now < window.endsAt) return window
  }
  return null
}

/** When mail that comes up at `now` may be sent: the end of the quiet hours it falls into, or null outside of them. */
export function quietUntil(quiet: QuietHours, now: Date): Date | null {
  const window = nextQuietWindow(quiet, now)
  return window && window.startsAt <= now ? window.endsAt : null
}

/** When the next digest is due strictly after `now`: every day at `hour`, or only on the ISO weekday when there is one. */
export function nextDigest(
  digest: { hour: number; weekday: number | null; timeZone: string },
  now: Date,
): Date {
  const today = dayAt(now, digest.timeZone)
  for (let step = 0; ; step++) {
    const day = today + step * DAY_MS
    if (digest.weekday !== null && weekdayOf(day) !== digest.weekday) continue
    const due = new Date(instantAt(day + digest.hour * 60 * MINUTE_MS, digest.timeZone, 'earlier'))
    if (due > now) return due
  }
}
