import { formatDateTime } from '@/lib/dates'
import { ModeLabel, StatusBadge } from '@/components/runs/run-badges'
import type { RunDetail } from '@/lib/queries/runs'
import { knownTimeZone, zoneNameOn } from '@/lib/rules/run-clock'
import type { ReactNode } from 'react'

export function RunSummary({ run, timeZone }: { run: RunDetail; timeZone: string }) {
  const moment = (value: string | null) =>
    value === null ? (
      <span className="text-text-subtle">Not set</span>
    ) : (
      <time dateTime={value}>
        {formatDateTime(value, timeZone)}{' '}
        <span className="text-text-subtle">{zoneNameOn(value, knownTimeZone(timeZone))}</span>
      </time>
    )
  return (
    <section aria-labelledby="summary-title" className="rounded-lg border border-border bg-surface p-5">
      <h2 id="summary-title" className="text-base font-medium">
        Summary
      </h2>
      <dl className="mt-3 flex flex-col gap-3 text-sm">
        <Fact name="Status">
          <StatusBadge status={run.status} />
        </Fact>
        <Fact name="Market mode">
          <ModeLabel mode={run.marketMode} />
        </Fact>
        <Fact name="Starts">{moment(run.startsAt)}</Fact>
        <Fact name="Ends">{moment(run.endsAt)}</Fact>
        <Fact name="Time zone">{timeZone.replaceAll('_', ' ')}</Fact>
        <Fact name="Zone">
          {run.zone ? <bdi>{run.zone.name}</bdi> : <span className="text-text-subtle">None</span>}
        </Fact>
      </dl>
      <h3 className="mt-5 text-sm text-text-muted">Description</h3>
      {run.description ? (
        <p dir="auto" className="mt-1 text-sm whitespace-pre-line">
          {run.description}
        </p>
      ) : (
        <p className="mt-1 text-sm text-text-subtle">No description yet.</p>
      )}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-3">
      <dt className="text-text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
