import { CircleCheck, TriangleAlert } from 'lucide-react'
import { CopyCommand } from '@/components/agencies/copy-command'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/link-button'
import { formatDateTime } from '@/lib/dates'
import { paths } from '@/lib/paths'
import {
  auditWords,
  healthPoints,
  versionDay,
  type AgencyHealth,
  type HealthPoint,
  type Remedy,
} from '@/lib/rules/agency-health'

type AgencyHealthPanelProps = { health: AgencyHealth; slug: string; timeZone: string }

const WAYS: Record<Exclude<Remedy, 'operator'>, { label: string; href: ReturnType<typeof paths.portals> }> = {
  portals: { label: 'Open portals', href: paths.portals() },
  billing: { label: 'Open billing', href: paths.billingSettings() },
  automation: { label: 'Open automation', href: paths.automation() },
  cartridges: { label: 'Open cartridges', href: paths.cartridges({ of: 'agency' }) },
}

/** Whether everything an agency has is there, in words an admin understands, and what to do where it is not. */
export function AgencyHealthPanel({ health, slug, timeZone }: AgencyHealthPanelProps) {
  const points = healthPoints(health.missing)
  const audit = auditWords(health)
  const day = versionDay(health.version)
  const at = (moment: string) => <time dateTime={moment}>{formatDateTime(moment, timeZone)}</time>
  return (
    <div className="flex flex-col gap-5">
      <div>
        {points.length === 0 ? (
          <Badge tone="success" icon={<CircleCheck aria-hidden />}>
            Complete
          </Badge>
        ) : (
          <Badge tone="warning" icon={<TriangleAlert aria-hidden />}>
            {points.length === 1 ? 'One thing is missing' : `${String(points.length)} things are missing`}
          </Badge>
        )}
        <p className="mt-2 text-sm text-text-muted">
          {points.length === 0
            ? 'Your agency has everything that an agency has: its team, a portal, settings for billing and automation, words for notifications, and cartridges.'
            : 'This is what your agency lacks, and how it comes back.'}
        </p>
      </div>
      {points.length > 0 ? (
        <ul aria-label="What is missing" className="flex flex-col gap-3">
          {points.map((point) => (
            <HealthItem key={point.code} point={point} />
          ))}
        </ul>
      ) : null}
      {points.some(({ remedy }) => remedy === 'operator') ? (
        <div className="rounded-md border border-border bg-surface-raised p-3">
          <p className="text-sm">
            For whoever runs AudienceOS for you: this adds what is missing and changes nothing else.
          </p>
          <CopyCommand command={`npm run org -- provision --org ${slug}`} />
        </div>
      ) : null}
      <dl className="grid gap-x-6 gap-y-3 border-t border-border pt-4 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]">
        <dt className="text-text-muted">Last audit</dt>
        <dd>
          <p>
            {audit.title}
            {health.audit ? <span className="text-text-muted">, {at(health.audit.at)}</span> : null}
          </p>
          {audit.advice ? <p className="text-text-muted">{audit.advice}</p> : null}
        </dd>
        {health.change ? (
          <>
            <dt className="text-text-muted">Last repair</dt>
            <dd>
              {health.change.status === 'failed'
                ? 'Could not be finished; nothing was changed, '
                : 'Something was added or taken back, '}
              {at(health.change.at)}
            </dd>
          </>
        ) : null}
        <dt className="text-text-muted">Version</dt>
        <dd>
          {day ? <time dateTime={day}>{formatDateTime(`${day}T00:00:00Z`, 'UTC', 'date')}</time> : null}{' '}
          <span className="text-text-muted">(number {health.version})</span>
        </dd>
      </dl>
    </div>
  )
}

function HealthItem({ point }: { point: HealthPoint }) {
  const way = point.remedy === 'operator' ? null : WAYS[point.remedy]
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 rounded-md border border-border p-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="text-sm font-medium">{point.title}</p>
        <p className="text-sm text-text-muted">{point.advice}</p>
      </div>
      {way ? (
        <LinkButton href={way.href} size="sm">
          {way.label}
        </LinkButton>
      ) : null}
    </li>
  )
}
