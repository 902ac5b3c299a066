import { formatDateTime, type DateTimeFormat } from '@/lib/dates'

type DateTimeProps = {
  /** ISO timestamp as the database gives it. */
  value: string
  /** IANA name; the wall clock of this place is shown. */
  timeZone: string
  format?: DateTimeFormat
  className?: string
}

/** A moment in words, in a stated time zone: the server and every browser write the same. */
export function DateTime({ value, timeZone, format = 'datetime', className }: DateTimeProps) {
  return (
    <time dateTime={value} className={className} title={formatDateTime(value, timeZone, 'full')}>
      {formatDateTime(value, timeZone, format)}
    </time>
  )
}
