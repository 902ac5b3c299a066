import { CalendarClock, CircleUser, Clock, MessageCircleOff, TriangleAlert } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { AgencyStanding } from '@/lib/queries/agency-standing'
import { SEVERITY_WORDS } from '@/lib/rules/alert-words'
import { ALERT_COUNT_CAP, type Severity } from '@/lib/rules/alerts'
import { SILENT_AFTER_DAYS } from '@/lib/rules/client-order'
import { tileNumbers } from '@/lib/rules/home-numbers'
import { cn } from '@/lib/utils'

const TONE: Record<Severity, string> = {
  critical: 'bg-danger-soft text-danger',
  high: 'bg-warning-soft text-warning',
  medium: 'bg-hover text-text-muted',
  low: 'bg-hover text-text-muted',
}

const written = (count: number) => (count >= ALERT_COUNT_CAP ? `${ALERT_COUNT_CAP}+` : String(count))

/** What waits for somebody, in five numbers; each leads to exactly the list that it counts. */
export function AgencyNumbers({ standing, now }: { standing: AgencyStanding; now: Date }) {
  const numbers = tileNumbers(standing, now)
  const severities = numbers.severities.filter(({ value }) => value > 0)
  return (
    <ul
      aria-label="What waits"
      className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-border bg-border sm:grid-cols-4 xl:grid-cols-6"
    >
      <li className="col-span-2 flex flex-col gap-2 bg-surface p-4 sm:max-xl:col-span-4">
        <Link
          prefetch={false}
          href={numbers.live.href}
          className="-m-1.5 flex items-baseline gap-2 rounded-md p-1.5 hover:bg-hover"
        >
          <Figure
            value={numbers.live.value}
            tone={standing.alerts.critical > 0 ? 'text-danger' : undefined}
          />
          <Label icon={<TriangleAlert aria-hidden />}>Live alerts</Label>
        </Link>
        {numbers.live.value > 0 ? (
          <ul aria-label="Live alerts by severity" className="flex flex-wrap gap-1.5">
            {severities.map(({ severity, value, href }) => (
              <li key={severity}>
                <Link
                  prefetch={false}
                  href={href}
                  className={cn(
                    'inline-flex min-h-6 items-center gap-1 rounded-full px-2.5 text-xs font-medium tabular-nums hover:underline',
                    TONE[severity],
                  )}
                >
                  {written(value)} {SEVERITY_WORDS[severity].toLowerCase()}
                </Link>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-sm text-text-muted">Nothing is wrong anywhere.</p>
        )}
      </li>
      <Tile {...numbers.overdue} tone="text-danger" icon={<Clock aria-hidden />} label="Overdue tickets" />
      <Tile {...numbers.unassigned} icon={<CircleUser aria-hidden />} label="Unassigned tickets" />
      <Tile
        {...numbers.silent}
        tone="text-warning"
        icon={<MessageCircleOff aria-hidden />}
        label="Silent clients"
        hint={`No contact for ${SILENT_AFTER_DAYS} days`}
      />
      <Tile {...numbers.runs} icon={<CalendarClock aria-hidden />} label="Runs this week" />
    </ul>
  )
}

type TileProps = {
  href: Route
  value: number
  /** Colour of a number above nought. */
  tone?: string
  icon: ReactNode
  label: string
  hint?: string
}

function Tile({ href, value, tone, icon, label, hint }: TileProps) {
  return (
    <li className="bg-surface">
      <Link
        prefetch={false}
        href={href}
        title={hint}
        className="flex h-full flex-col gap-1 p-4 -outline-offset-2 hover:bg-hover"
      >
        <Figure value={value} tone={tone} />
        <Label icon={icon}>{label}</Label>
        {hint ? <span className="sr-only">: {hint}</span> : null}
      </Link>
    </li>
  )
}

function Figure({ value, tone }: { value: number; tone: string | undefined }) {
  return (
    <span
      className={cn(
        'text-2xl leading-8 font-semibold tracking-tight tabular-nums',
        value === 0 ? 'text-text-subtle' : tone,
      )}
    >
      {written(value)}
    </span>
  )
}

function Label({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex items-start gap-1.5 text-sm text-text-muted [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-text-subtle">
      {icon}
      {children}
    </span>
  )
}
