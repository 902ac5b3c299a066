import { CalendarClock, EyeOff, Globe, Lock } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import { formatDateTime, formatDateTimeRange, formatRelative } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { OverviewRun } from '@/lib/queries/overview'
import { publicStanding, type PublicStanding } from '@/lib/rules/overview'
import { countOf } from '@/lib/rules/run-words'

type OverviewRunRowProps = {
  run: OverviewRun
  /** The agency's own time zone: a run in another one says so. */
  timeZone: string
  now: Date
  /** Whether to say when it ends rather than when it starts. */
  isUnderWay?: boolean
}

export function OverviewRunRow({ run, timeZone, now, isUnderWay = false }: OverviewRunRowProps) {
  const zone = run.timeZone ?? timeZone
  const moment = isUnderWay ? run.endsAt : run.startsAt
  const standing = publicStanding(run, now)
  return (
    <li className="flex items-center gap-4 border-b border-border px-4 py-3 last:border-b-0">
      <DateTile value={run.startsAt} timeZone={zone} />
      <div className="min-w-0 flex-1">
        <TextLink look="plain" href={paths.run(run.id)} className="line-clamp-2 text-base font-medium">
          <bdi>{run.name}</bdi>
        </TextLink>
        <p className="mt-0.5 text-sm text-text-muted">
          {run.startsAt ? (
            <time dateTime={run.startsAt}>
              {formatDateTimeRange(run.startsAt, run.endsAt, zone, 'moment')}
            </time>
          ) : (
            'No date yet'
          )}
          {zone === timeZone ? null : (
            <span className="text-text-subtle"> ({zone.replaceAll('_', ' ')})</span>
          )}
          {run.zoneName ? ` · ${run.zoneName}` : null}
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <StandingBadge standing={standing} />
          {moment ? (
            <span className="text-xs text-text-subtle">
              {isUnderWay ? 'Ends' : 'Starts'} {formatRelative(moment, now, zone)}
            </span>
          ) : null}
        </div>
      </div>
      {standing.kind === 'nowhere' ? (
        <LinkButton href={paths.publishRun(run.id)} size="sm" aria-label={`Publish ${run.name}`}>
          Publish
        </LinkButton>
      ) : null}
    </li>
  )
}

function DateTile({ value, timeZone }: { value: string | null; timeZone: string }) {
  const [weekday = '', day = '', month = ''] = value
    ? formatDateTime(value, timeZone, 'day').replace(',', '').split(' ')
    : []
  // The row says the date in full; the tile only makes a column of dates easy to run down.
  return (
    <span
      aria-hidden
      className="hidden w-11 shrink-0 flex-col items-center rounded-md bg-hover py-1.5 leading-none sm:flex"
    >
      <span className="text-xs text-text-subtle">{value ? weekday : '–'}</span>
      <span className="mt-1 text-lg leading-none font-semibold tabular-nums">{value ? day : '?'}</span>
      <span className="mt-1 text-xs text-text-subtle">{month}</span>
    </span>
  )
}

function StandingBadge({ standing: { kind, portals } }: { standing: PublicStanding }) {
  const names = portals.join(', ')
  switch (kind) {
    case 'live':
      return (
        <Badge tone="success" icon={<Globe aria-hidden />}>
          <span title={names}>
            Live on {portals.length === 1 ? names : countOf(portals.length, 'portal')}
          </span>
        </Badge>
      )
    case 'scheduled':
      return (
        <Badge tone="accent" icon={<CalendarClock aria-hidden />}>
          <span title={names}>
            Goes live on {portals.length === 1 ? names : countOf(portals.length, 'portal')}
          </span>
        </Badge>
      )
    case 'unlisted':
      return (
        <Badge icon={<Lock aria-hidden />}>
          <span title={names}>Not listed, only by invitation</span>
        </Badge>
      )
    case 'unseen':
      return (
        <Badge tone="warning" icon={<EyeOff aria-hidden />}>
          <span title={names}>Published, but not to be seen</span>
        </Badge>
      )
    case 'nowhere':
      return (
        <Badge tone="warning" icon={<EyeOff aria-hidden />}>
          Not published
        </Badge>
      )
  }
}
