import { formatDateTime } from '@/lib/dates'

/** The time of day; the day stands above it, and the whole moment with its zone appears on hover. */
export function NotificationTime({ value, timeZone }: { value: string; timeZone: string }) {
  return (
    <time
      dateTime={value}
      title={formatDateTime(value, timeZone, 'full')}
      className="text-xs whitespace-nowrap text-text-subtle tabular-nums"
    >
      {formatDateTime(value, timeZone, 'time')}
    </time>
  )
}
