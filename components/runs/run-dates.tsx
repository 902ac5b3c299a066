import { formatDateTimeRange } from '@/lib/dates'
import { knownTimeZone, zoneNameOn } from '@/lib/rules/run-clock'

type RunDatesProps = { startsAt: string | null; endsAt: string | null; timeZone: string }

/** When a run is, on the wall clock of its own time zone, which is always named. */
export function RunDates({ startsAt, endsAt, timeZone }: RunDatesProps) {
  if (startsAt === null) return <span className="text-text-subtle">No date yet</span>
  return (
    <time dateTime={startsAt} title={timeZone}>
      {formatDateTimeRange(startsAt, endsAt, timeZone)}{' '}
      <span className="text-text-subtle">{zoneNameOn(startsAt, knownTimeZone(timeZone))}</span>
    </time>
  )
}
