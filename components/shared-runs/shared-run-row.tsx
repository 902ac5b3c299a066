import { BellOff } from 'lucide-react'
import { SharedRunState } from '@/components/shared-runs/shared-run-state'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import { formatDateTimeRange, formatRelative } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { SharedRun } from '@/lib/queries/shared-runs'
import { roleInWords } from '@/lib/rules/claim'
import { zoneNameOn } from '@/lib/rules/run-clock'

export function SharedRunRow({ run, now }: { run: SharedRun; now: Date }) {
  return (
    <li className="relative flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-border px-4 py-3.5 transition-colors last:border-b-0 hover:bg-hover">
      <div className="min-w-0 flex-1 basis-60">
        <TextLink
          look="plain"
          href={paths.sharedRun(run.id)}
          className="text-base font-medium after:absolute after:inset-0"
        >
          <bdi>{run.name}</bdi>
        </TextLink>
        <p className="mt-0.5 text-sm text-text-muted">
          {run.startsAt ? (
            <>
              <time dateTime={run.startsAt}>
                {formatDateTimeRange(run.startsAt, run.endsAt, run.timeZone, 'moment')}
              </time>{' '}
              {zoneNameOn(run.startsAt, run.timeZone)}
            </>
          ) : (
            'Date to be announced'
          )}
          {run.zoneName ? (
            <>
              {' · '}
              <bdi>{run.zoneName}</bdi>
            </>
          ) : null}
        </p>
        <p className="mt-0.5 text-sm text-text-subtle">
          <bdi>{run.agencyName}</bdi> · {roleInWords('run', run.role).name}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {run.isMuted ? <Badge icon={<BellOff aria-hidden />}>Muted</Badge> : null}
        <SharedRunState status={run.status} />
        {run.startsAt && run.status !== 'cancelled' ? (
          <span className="inline-block text-sm text-text-muted first-letter:uppercase">
            {formatRelative(run.startsAt, now, run.timeZone)}
          </span>
        ) : null}
      </div>
    </li>
  )
}
