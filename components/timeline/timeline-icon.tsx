import {
  CircleDot,
  File,
  Mail,
  MessageSquare,
  Phone,
  Receipt,
  StickyNote,
  TriangleAlert,
  Users,
  type LucideIcon,
} from 'lucide-react'
import type { TimelineKind } from '@/lib/rules/timeline'

const ICONS: Record<TimelineKind, LucideIcon> = {
  email: Mail,
  call: Phone,
  meeting: Users,
  note: StickyNote,
  alert: TriangleAlert,
  ticket: CircleDot,
  comment: MessageSquare,
  document: File,
  invoice: Receipt,
}

export function TimelineIcon({ kind }: { kind: TimelineKind }) {
  const Icon = ICONS[kind]
  return (
    <span
      aria-hidden
      className="flex size-7 shrink-0 items-center justify-center rounded-full bg-hover text-text-muted [&_svg]:size-3.5"
    >
      <Icon />
    </span>
  )
}
