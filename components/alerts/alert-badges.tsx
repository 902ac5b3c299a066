import {
  AlarmClock,
  CircleAlert,
  CircleCheck,
  CircleDot,
  Info,
  Siren,
  TriangleAlert,
  UserCheck,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { ALERT_STATUS_WORDS, SEVERITY_WORDS, VIEWER_STATUS_WORDS } from '@/lib/rules/alert-words'
import type { AlertStatus, Severity } from '@/lib/rules/alerts'
import { cn } from '@/lib/utils'

export const SEVERITY_ICONS: Record<Severity, ReactNode> = {
  critical: <Siren aria-hidden />,
  high: <TriangleAlert aria-hidden />,
  medium: <CircleAlert aria-hidden />,
  low: <Info aria-hidden />,
}

const SEVERITY_COLOUR: Record<Severity, string> = {
  critical: 'text-danger',
  high: 'text-warning',
  medium: 'text-text-muted',
  low: 'text-text-subtle',
}

const STATUS_LOOK: Record<AlertStatus, { tone: BadgeTone; icon: ReactNode }> = {
  open: { tone: 'warning', icon: <CircleDot aria-hidden /> },
  acknowledged: { tone: 'accent', icon: <UserCheck aria-hidden /> },
  resolved: { tone: 'success', icon: <CircleCheck aria-hidden /> },
}

/** How bad it is, as shape, word and colour: each alone would do. */
export function SeverityLabel({ severity, className }: { severity: Severity; className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap [&_svg]:size-4 [&_svg]:shrink-0',
        SEVERITY_COLOUR[severity],
        className,
      )}
    >
      {SEVERITY_ICONS[severity]}
      {SEVERITY_WORDS[severity]}
    </span>
  )
}

type AlertStatusBadgeProps = {
  status: AlertStatus
  /** Who has taken it on or is done with it. */
  person?: string | null
  isForViewer?: boolean
}

export function AlertStatusBadge({ status, person, isForViewer = false }: AlertStatusBadgeProps) {
  const { tone, icon } = STATUS_LOOK[status]
  return (
    <Badge tone={tone} icon={icon} className="max-w-full">
      {isForViewer ? (
        VIEWER_STATUS_WORDS[status]
      ) : (
        <span className="truncate">
          {ALERT_STATUS_WORDS[status]}
          {person ? (
            <>
              {' by '}
              <bdi>{person}</bdi>
            </>
          ) : null}
        </span>
      )}
    </Badge>
  )
}

export function SnoozedBadge({ wakes }: { wakes: string }) {
  return (
    <Badge icon={<AlarmClock aria-hidden />} className="max-w-full">
      <span className="truncate">Snoozed until {wakes}</span>
    </Badge>
  )
}
