import { Mail, Phone, StickyNote, Users, type LucideIcon } from 'lucide-react'
import type { CommunicationType } from '@/lib/rules/communications'

const ICONS: Record<CommunicationType, LucideIcon> = {
  email: Mail,
  call: Phone,
  meeting: Users,
  note: StickyNote,
}

export function CommunicationIcon({ type }: { type: CommunicationType }) {
  const Icon = ICONS[type]
  return (
    <span
      aria-hidden
      className="flex size-8 shrink-0 items-center justify-center rounded-full bg-hover text-text-muted [&_svg]:size-4"
    >
      <Icon />
    </span>
  )
}
