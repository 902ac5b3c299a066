/** How much of a moment to write. `moment` leaves out the year, for what is near; `full` names the weekday and the time zone. */
export type DateTimeFormat = 'date' | 'time' | 'datetime' | 'full' | 'day' | 'moment'

const LOCALE = 'en-GB'

const OPTIONS: Record<DateTimeFormat, Intl.DateTimeFormatOptions> = {
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  moment: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  datetime: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  full: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
}

// Making a formatter costs a hundred times more than using one.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(timeZone: string, format: DateTimeFormat): Intl.DateTimeFormat {
  const key = `${format} ${timeZone}`
  let made = formatters.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(LOCALE, {
      ...OPTIONS[format],
      timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
    })
    formatters.set(key, made)
  }
  return made
}

/** Whether `name` is a time zone this runtime knows (IANA name or UTC). */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat(LOCALE, { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Writes an ISO timestamp as the wall clock of `timeZone` shows it; an unknown zone is read as UTC. */
export function formatDateTime(value: string, timeZone: string, format: DateTimeFormat = 'datetime'): string {
  return formatter(timeZone, format).format(new Date(value))
}

/** Writes a span without saying the same day or year twice: "3 Dec 2026, 18:00–20:00". */
export function formatDateTimeRange(
  start: string,
  end: string | null,
  timeZone: string,
  format: DateTimeFormat = 'datetime',
): string {
  if (!end) return formatDateTime(start, timeZone, format)
  const [from, to] = [formatDateTime(start, timeZone, format), formatDateTime(end, timeZone, format)]
  // The usual case, put together here: Intl takes fifteen times as long for a span as for a moment.
  if (format === 'datetime' && from !== to) {
    const isWithinDay = formatDateTime(start, timeZone, 'date') === formatDateTime(end, timeZone, 'date')
    return isWithinDay ? `${from}–${formatDateTime(end, timeZone, 'time')}` : `${from} – ${to}`
  }
  // Browsers and Node put different kinds of blanks around the dash, and a page must read the same from both.
  return formatter(timeZone, format)
    .formatRange(new Date(start), new Date(end))
    .replace(/\s+–\s+/g, ' – ')
}

const DAY_MS = 86_400_000
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' })

/** "tomorrow", "in 3 days", "5 minutes ago": how far `value` is from `now`. Days are days of the calendar in `timeZone`. */
export function formatRelative(value: string, now: Date, timeZone: string): string {
  const difference = new Date(value).getTime() - now.getTime()
  const minutes = Math.round(difference / 60_000)
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute')
  const days = calendarDay(new Date(value), timeZone) - calendarDay(now, timeZone)
  if (days === 0) return relative.format(Math.round(minutes / 60), 'hour')
  return Math.abs(days) < 45 ? relative.format(days, 'day') : relative.format(Math.round(days / 30), 'month')
}

/** Number of the calendar day that the wall clock of `timeZone` shows at `moment`. */
function calendarDay(moment: Date, timeZone: string): number {
  const parts = wallClockParts(moment, timeZone)
  return Date.UTC(parts.year, parts.month - 1, parts.day) / DAY_MS
}

function wallClockParts(moment: Date, timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(moment)
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
  }
}

/** ISO timestamp → value of an `<input type="datetime-local">` ("2026-12-03T18:00") on the wall clock of `timeZone`. */
export function toLocalInput(value: string, timeZone: string): string {
  const parts = wallClockParts(new Date(value), timeZone)
  const pad = (number: number, length = 2) => String(number).padStart(length, '0')
  return `${pad(parts.year, 4)}-${pad(parts.month)}-${pad(parts.day)}T${pad(parts.hour)}:${pad(parts.minute)}`
}

/**
 * Value of an `<input type="datetime-local">` on the wall clock of `timeZone` → ISO timestamp in UTC; null when it is
 * not a date. A time skipped by the change to summer time is moved past the gap; of a repeated one, the first is meant.
 */
export function fromLocalInput(value: string, timeZone: string): string | null {
  const wall = new Date(`${value.length === 16 ? `${value}:00` : value}Z`).getTime()
  if (!Number.isFinite(wall)) return null
  const before = wall - offsetMs(wall - DAY_MS, timeZone)
  const after = wall - offsetMs(wall + DAY_MS, timeZone)
  // Both offsets that may hold around this day are tried; the earlier instant that reads back the same is the answer.
  const matches = [before, after].filter((instant) => instant + offsetMs(instant, timeZone) === wall)
  return new Date(matches.length > 0 ? Math.min(...matches) : before).toISOString()
}

/** How far the wall clock of `timeZone` is ahead of UTC at `instant`, both in milliseconds. */
function offsetMs(instant: number, timeZone: string): number {
  const parts = wallClockParts(new Date(instant), timeZone)
  const wall = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second)
  return wall - Math.floor(instant / 1000) * 1000
}
