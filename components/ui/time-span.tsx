import type { ReactNode } from 'react'
import { dateOn, dayOn, placeOfZone, timeOn, zoneNameOn } from '@/lib/rules/run-clock'

type TimeSpanProps = {
  startsAt: string | null
  endsAt: string | null
  /** IANA name that this runtime knows. */
  timeZone: string
}

/** From when to when, on the clock of the place where it happens, and which clock that is. */
export function TimeSpan({ startsAt, endsAt, timeZone }: TimeSpanProps) {
  if (startsAt === null) return <>Date to be announced</>
  const isOneDay = endsAt === null || dateOn(startsAt, timeZone) === dateOn(endsAt, timeZone)
  return (
    <>
      {isOneDay ? (
        <span className="block">
          {dayOn(startsAt, timeZone)},{' '}
          <span className="whitespace-nowrap tabular-nums">
            <Moment value={startsAt}>{timeOn(startsAt, timeZone)}</Moment>
            {endsAt ? (
              <>
                –<Moment value={endsAt}>{timeOn(endsAt, timeZone)}</Moment>
              </>
            ) : null}
          </span>
        </span>
      ) : (
        <>
          <Moment value={startsAt} className="block">
            {dayOn(startsAt, timeZone)}, {timeOn(startsAt, timeZone)}
          </Moment>
          <Moment value={endsAt} className="block">
            until {dayOn(endsAt, timeZone)}, {timeOn(endsAt, timeZone)}
          </Moment>
        </>
      )}
      <span className="block text-sm text-text-muted">
        {timeZone === 'UTC' ? 'UTC' : `${placeOfZone(timeZone)} time (${zoneNameOn(startsAt, timeZone)})`}
      </span>
    </>
  )
}

function Moment({ value, className, children }: { value: string; className?: string; children: ReactNode }) {
  return (
    <time dateTime={value} className={className}>
      {children}
    </time>
  )
}
