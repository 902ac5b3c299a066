import { CalendarClock, Moon } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatDateTime, isTimeZone } from '@/lib/dates'
import { digestsIn, type Choices } from '@/lib/rules/notification-preferences'
import { nextDigest, nextQuietWindow } from '@/lib/rules/quiet-hours'
import { zoneNameOn } from '@/lib/rules/run-clock'
import { EVERY_DAY } from '@/lib/rules/weekdays'
import type { TimingForm } from '@/lib/schemas/notifications'

type PreviewProps = { values: TimingForm; now: Date }

function words(moment: Date, timeZone: string): string {
  const iso = moment.toISOString()
  return `${formatDateTime(iso, timeZone, 'moment')} ${zoneNameOn(iso, timeZone)}`
}

/** When the next digest comes, as a real time, so that nobody has to work it out. */
export function NextDigests({ choices, values, now }: PreviewProps & { choices: Choices }) {
  const { timeZone, digestHour: hour, digestWeekday: weekday } = values
  const { isDaily, isWeekly } = digestsIn(choices)
  if (!isTimeZone(timeZone)) return null
  if (!isDaily && !isWeekly) {
    return <Note icon={<CalendarClock />}>No category comes as a digest at the moment.</Note>
  }
  return (
    <Note icon={<CalendarClock />}>
      {isDaily ? (
        <span className="block">
          Next daily digest: {words(nextDigest({ hour, weekday: null, timeZone }, now), timeZone)}
        </span>
      ) : null}
      {isWeekly ? (
        <span className="block">
          Next weekly digest: {words(nextDigest({ hour, weekday, timeZone }, now), timeZone)}
        </span>
      ) : null}
    </Note>
  )
}

/** When the quiet hours being chosen begin and end next, over changes of the clock too. */
export function NextQuietHours({ values, now }: PreviewProps) {
  const { timeZone, start, end, days } = values
  if (!isTimeZone(timeZone)) return null
  const quiet = { start, end, timeZone, days: days.length === EVERY_DAY.length ? [] : days }
  const next = days.length > 0 ? nextQuietWindow(quiet, now) : null
  if (!next) return null
  const until = words(next.endsAt, timeZone)
  return (
    <Note icon={<Moon />}>
      {next.startsAt <= now
        ? `It is quiet now. What waits is sent on ${until}.`
        : `Next from ${words(next.startsAt, timeZone)} until ${until}. What comes up then is sent when they end.`}
    </Note>
  )
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p
      aria-live="polite"
      className="flex gap-2 rounded-md bg-surface-sunken px-3 py-2 text-sm text-text-muted tabular-nums [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0"
    >
      <span aria-hidden>{icon}</span>
      <span>{children}</span>
    </p>
  )
}
