import { Initials } from '@/components/layout/initials'
import { SheetIcon, type SheetIconName } from '@/components/ui/icon-sheet'
import {
  dueWords,
  PRIORITY_WORDS,
  statusWords,
  statusWordsForClient,
  type StatusChoice,
  type TicketPriority,
  type TicketStatus,
} from '@/lib/rules/tickets'
import { cn } from '@/lib/utils'

const STATUS_LOOK: Record<TicketStatus, { icon: SheetIconName; className: string }> = {
  open: { icon: 'circle', className: 'text-text-subtle' },
  in_progress: { icon: 'circle-dot', className: 'text-accent' },
  waiting: { icon: 'clock', className: 'text-warning' },
  resolved: { icon: 'circle-check', className: 'text-success' },
  closed: { icon: 'circle-slash', className: 'text-text-subtle' },
}

const PRIORITY_LOOK: Record<TicketPriority, { icon: SheetIconName; className: string }> = {
  urgent: { icon: 'circle-alert', className: 'text-danger' },
  high: { icon: 'chevron-up', className: 'text-warning' },
  normal: { icon: 'equal', className: 'text-text-subtle' },
  low: { icon: 'chevron-down', className: 'text-text-subtle' },
}

export function StatusIcon({ status, className }: { status: TicketStatus; className?: string }) {
  const look = STATUS_LOOK[status]
  return <SheetIcon name={look.icon} className={cn('size-4 shrink-0', look.className, className)} />
}

export function PriorityIcon({ priority, className }: { priority: TicketPriority; className?: string }) {
  const look = PRIORITY_LOOK[priority]
  return <SheetIcon name={look.icon} className={cn('size-4 shrink-0', look.className, className)} />
}

const LABEL = 'inline-flex min-w-0 items-center gap-1.5 text-sm text-text-muted'

type StatusLabelProps = StatusChoice & { isStaff: boolean }

/** The icon only repeats what the word says. */
export function StatusLabel({ isStaff, ...choice }: StatusLabelProps) {
  return (
    <span className={LABEL}>
      <StatusIcon status={choice.status} />
      <span className="truncate">{isStaff ? statusWords(choice) : statusWordsForClient(choice)}</span>
    </span>
  )
}

export function PriorityLabel({ priority }: { priority: TicketPriority }) {
  return (
    <span className={cn(LABEL, priority === 'urgent' ? 'font-medium text-text' : undefined)}>
      <PriorityIcon priority={priority} />
      {PRIORITY_WORDS[priority]}
    </span>
  )
}

type AssigneeLabelProps = { id: string | null; name: string | null }

export function AssigneeLabel({ id, name }: AssigneeLabelProps) {
  if (id === null) {
    return (
      <span className={cn(LABEL, 'text-text-subtle')}>
        <SheetIcon name="circle-dashed" className="size-5 shrink-0" />
        Unassigned
      </span>
    )
  }
  const written = name ?? 'Former member'
  return (
    <span className={LABEL}>
      <Initials name={written} className="size-5! rounded-full text-[0.625rem]!" />
      <bdi className="truncate">{written}</bdi>
    </span>
  )
}

type DueLabelProps = { dueOn: string; today: string; status: TicketStatus }

export function DueLabel({ dueOn, today, status }: DueLabelProps) {
  const { text, tone } = dueWords(dueOn, today, status)
  return (
    <time
      dateTime={dueOn}
      className={cn(
        'text-sm whitespace-nowrap',
        tone === 'overdue' && 'font-medium text-danger',
        tone === 'soon' && 'text-warning',
        tone === 'later' && 'text-text-muted',
      )}
    >
      {text}
    </time>
  )
}
