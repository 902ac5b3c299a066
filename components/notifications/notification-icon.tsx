import {
  Bell,
  CalendarX,
  Hourglass,
  MailWarning,
  MailX,
  Megaphone,
  PencilLine,
  RadioTower,
  UserCheck,
  UserMinus,
  UserPlus,
  Workflow,
  type LucideIcon,
} from 'lucide-react'
import { cn } from '@/lib/utils'

const ICONS: Record<string, { icon: LucideIcon; tone: string }> = {
  'invitation.claimed': { icon: UserCheck, tone: 'text-success' },
  'invitation.declined': { icon: UserMinus, tone: 'text-text-muted' },
  'invitation.bounced': { icon: MailX, tone: 'text-danger' },
  'invitation.expiring': { icon: Hourglass, tone: 'text-warning' },
  'run.published': { icon: RadioTower, tone: 'text-accent' },
  'run.changed': { icon: PencilLine, tone: 'text-accent' },
  'run.cancelled': { icon: CalendarX, tone: 'text-danger' },
  'run.update': { icon: Megaphone, tone: 'text-accent' },
  'member.joined': { icon: UserPlus, tone: 'text-success' },
  'rule.opened_ticket': { icon: Workflow, tone: 'text-accent' },
  'rule.raised_alert': { icon: Workflow, tone: 'text-accent' },
  'delivery.failed': { icon: MailWarning, tone: 'text-danger' },
}

/** What kind of thing happened, at a glance. The subject says it in words. */
export function NotificationIcon({ type, isSmall = false }: { type: string; isSmall?: boolean }) {
  const { icon: Icon, tone } = ICONS[type] ?? { icon: Bell, tone: 'text-text-muted' }
  return (
    <span
      aria-hidden
      className={cn(
        'flex shrink-0 items-center justify-center rounded-full border border-border bg-surface',
        isSmall ? 'size-6' : 'size-8',
        tone,
      )}
    >
      <Icon className={isSmall ? 'size-3.5' : 'size-4'} />
    </span>
  )
}
