import { Ban, CircleCheck, CircleDashed, CirclePlay, Clock, Globe, Lock, Mail } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { MODE_WORDS, STATUS_WORDS } from '@/lib/rules/run-words'
import type { MarketMode, RunStatus } from '@/lib/rules/runs'

const STATUS_LOOK: Record<RunStatus, { tone: BadgeTone; icon: ReactNode }> = {
  draft: { tone: 'neutral', icon: <CircleDashed aria-hidden /> },
  scheduled: { tone: 'accent', icon: <Clock aria-hidden /> },
  in_progress: { tone: 'success', icon: <CirclePlay aria-hidden /> },
  completed: { tone: 'neutral', icon: <CircleCheck aria-hidden /> },
  cancelled: { tone: 'danger', icon: <Ban aria-hidden /> },
}

export function StatusBadge({ status }: { status: RunStatus }) {
  const { tone, icon } = STATUS_LOOK[status]
  return (
    <Badge tone={tone} icon={icon}>
      {STATUS_WORDS[status]}
    </Badge>
  )
}

export const MODE_ICONS: Record<MarketMode, ReactNode> = {
  OPEN: <Globe aria-hidden />,
  INVITE_ONLY: <Mail aria-hidden />,
  CLOSED: <Lock aria-hidden />,
}

/** The market mode in a word; quieter than the status, which changes more often. */
export function ModeLabel({ mode }: { mode: MarketMode }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap text-text-muted [&_svg]:size-3.5 [&_svg]:text-text-subtle">
      {MODE_ICONS[mode]}
      {MODE_WORDS[mode]}
    </span>
  )
}
