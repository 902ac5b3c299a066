import type { ReactNode } from 'react'
import type { PublicRun } from '@/lib/rules/portal-listing'
import { dateOn, dayOn, placeOfZone, timeOn, zoneNameOn } from '@/lib/rules/run-clock'

/** When, where and by whom, as far as a stranger may know. */
export function RunFacts({ run }: { run: PublicRun }) {
  return (
    <dl className="mt-8 grid gap-x-8 gap-y-5 border-y py-6 sm:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <Fact label="When">
        <When run={run} />
      </Fact>
      {run.zone ? (
        <Fact label="Where">
          <bdi>{run.zone}</bdi>
        </Fact>
      ) : null}
      {run.organiser ? (
        <Fact label="Organiser">
          <bdi>{run.organiser}</bdi>
        </Fact>
      ) : null}
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-text-muted">{label}</dt>
      <dd className="mt-1 text-base">{children}</dd>
    </div>
  )
}

function When({ run }: { run: PublicRun }) {
  const { startsAt, endsAt, timeZone } = run
  if (startsAt === null) return <>Date to be announced</>
  const isOneDay = endsAt === null || dateOn(startsAt, timeZone) === dateOn(endsAt, timeZone)
  return (
    <>
      {isOneDay ? (
        <>
          <span className="block font-medium">{dayOn(startsAt, timeZone)}</span>
          <span className="block tabular-nums">
            <Moment value={startsAt}>{timeOn(startsAt, timeZone)}</Moment>
            {endsAt ? (
              <>
                –<Moment value={endsAt}>{timeOn(endsAt, timeZone)}</Moment>
              </>
            ) : null}
          </span>
        </>
      ) : (
        <>
          <Moment value={startsAt} className="block">
            <span className="font-medium">{dayOn(startsAt, timeZone)}</span>, {timeOn(startsAt, timeZone)}
          </Moment>
          <Moment value={endsAt} className="block">
            until <span className="font-medium">{dayOn(endsAt, timeZone)}</span>, {timeOn(endsAt, timeZone)}
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
