'use client'

import Link from 'next/link'
import { ModeLabel, StatusBadge } from '@/components/runs/run-badges'
import { RunDates } from '@/components/runs/run-dates'
import { RunMenu } from '@/components/runs/run-menu'
import { SheetIcon } from '@/components/ui/icon-sheet'
import { paths } from '@/lib/paths'
import type { AgencyScope, RunListItem } from '@/lib/queries/runs'

type RunRowProps = { run: RunListItem; scope: AgencyScope; onEdit: () => void }

/** One run: a line on wide screens, a card on phones. The whole of it is one big link with a menu beside. */
export function RunRow({ run, scope, onEdit }: RunRowProps) {
  return (
    <li
      data-run-id={run.id}
      className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 py-3 pr-2 pl-4 transition-colors hover:bg-hover has-[a:focus-visible]:bg-hover lg:grid-cols-[minmax(0,1fr)_6.5rem_6.5rem_12rem_auto]"
    >
      <div className="min-w-0">
        <Link
          href={paths.run(run.id)}
          prefetch={false}
          // Stretched over the row, so that it is as easy to hit as it looks.
          className="block truncate font-medium text-text after:absolute after:inset-0"
        >
          <bdi>{run.name}</bdi>
        </Link>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 text-sm text-text-muted">
          <RunDates startsAt={run.startsAt} endsAt={run.endsAt} timeZone={run.timeZone ?? scope.timeZone} />
          {run.zone ? (
            <span className="inline-flex min-w-0 items-center gap-1 text-text-subtle">
              <SheetIcon name="map-pin" className="size-3.5 shrink-0" />
              <span className="sr-only">Zone: </span>
              <bdi className="truncate">{run.zone.name}</bdi>
            </span>
          ) : null}
        </div>
      </div>
      <div className="col-span-2 row-start-2 flex flex-wrap items-center gap-x-3 gap-y-1 lg:contents">
        <span>
          <StatusBadge status={run.status} />
        </span>
        <ModeLabel mode={run.marketMode} />
        <Portals names={run.portalNames} />
      </div>
      <div className="col-start-2 row-start-1 lg:col-start-5">
        <RunMenu run={run} scope={scope} onEdit={onEdit} />
      </div>
    </li>
  )
}

function Portals({ names }: { names: readonly string[] }) {
  const [first, ...others] = names
  if (first === undefined) return <span className="text-sm text-text-subtle">On no portal</span>
  return (
    <span
      className="inline-flex min-w-0 items-center gap-1.5 text-sm text-text-muted"
      title={names.join(', ')}
    >
      <SheetIcon name="radio-tower" className="size-3.5 shrink-0 text-text-subtle" />
      <span className="sr-only">On </span>
      <bdi className="truncate">{first}</bdi>
      {others.length > 0 ? (
        <span className="shrink-0 text-text-subtle">
          +{others.length}
          <span className="sr-only"> more: {others.join(', ')}</span>
        </span>
      ) : null}
    </span>
  )
}
