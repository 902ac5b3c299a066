import { formatDateTime } from '@/lib/dates'
import { knownTimeZone, zoneNameOn } from '@/lib/rules/run-clock'

/** A moment on the agency's clock, which is named. */
export function DocumentWhen({ value, timeZone }: { value: string; timeZone: string }) {
  return (
    <time dateTime={value} title={timeZone} className="whitespace-nowrap">
      {formatDateTime(value, timeZone)}{' '}
      <span className="text-text-subtle">{zoneNameOn(value, knownTimeZone(timeZone))}</span>
    </time>
  )
}
