import type { PublicRun } from '@/lib/rules/portal-listing'

type CalendarRun = Pick<
  PublicRun,
  'id' | 'name' | 'description' | 'startsAt' | 'endsAt' | 'zone' | 'updatedAt'
>

const LINE_BYTES = 75
const encoder = new TextEncoder()

/**
 * A calendar file (RFC 5545) with one run, for any calendar program. Null when the run has no start, because there is
 * nothing to enter then. `url` is the run's page and `host` makes the id unique in the world.
 */
export function calendarFile(run: CalendarRun, url: string, host: string): string | null {
  if (run.startsAt === null) return null
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//AudienceOS//Public portal//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${run.id}@${host}`,
    `DTSTAMP:${utc(run.updatedAt)}`,
    `LAST-MODIFIED:${utc(run.updatedAt)}`,
    `DTSTART:${utc(run.startsAt)}`,
    ...(run.endsAt === null ? [] : [`DTEND:${utc(run.endsAt)}`]),
    `SUMMARY:${escapeText(run.name)}`,
    ...(run.description ? [`DESCRIPTION:${escapeText(run.description)}`] : []),
    ...(run.zone ? [`LOCATION:${escapeText(run.zone)}`] : []),
    `URL:${url}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

/** ISO timestamp → "20261203T180000Z". */
function utc(moment: string): string {
  return `${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

/** Free text in which a line break or a comma cannot start something of its own. */
function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|[\r\n\u2028\u2029]/g, '\\n')
    .replace(/\p{Cc}/gu, '')
}

/** Lines longer than 75 bytes go on in the next one after a blank, and never break inside a character. */
function fold(line: string): string {
  let folded = ''
  let bytes = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (bytes + size > LINE_BYTES) {
      folded += '\r\n '
      bytes = 1
    }
    folded += character
    bytes += size
  }
  return folded
}
