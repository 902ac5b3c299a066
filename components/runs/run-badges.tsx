import { Badge, type BadgeTone } from '@/components/ui/badge'
import { SheetIcon, type SheetIconName } from '@/components/ui/icon-sheet'
import { MODE_WORDS, STATUS_WORDS } from '@/lib/rules/run-words'
import type { MarketMode, RunStatus } from '@/lib/rules/runs'

const STATUS_LOOK: Record<RunStatus, { tone: BadgeTone; icon: SheetIconName }> = {
  draft: { tone: 'neutral', icon: 'circle-dashed' },
  scheduled: { tone: 'accent', icon: 'clock' },
  in_progress: { tone: 'success', icon: 'circle-play' },
  completed: { tone: 'neutral', icon: 'circle-check' },
  cancelled: { tone: 'danger', icon: 'ban' },
}

export function StatusBadge({ status }: { status: RunStatus }) {
  const { tone, icon } = STATUS_LOOK[status]
  return (
    <Badge tone={tone} icon={<SheetIcon name={icon} />}>
      {STATUS_WORDS[status]}
    </Badge>
  )
}

export const MODE_ICONS: Record<MarketMode, SheetIconName> = {
  OPEN: 'globe',
  INVITE_ONLY: 'mail',
  CLOSED: 'lock',
}

/** The market mode in a word; quieter than the status, which changes more often. */
export function ModeLabel({ mode }: { mode: MarketMode }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap text-text-muted [&_svg]:size-3.5 [&_svg]:text-text-subtle">
      <SheetIcon name={MODE_ICONS[mode]} />
      {MODE_WORDS[mode]}
    </span>
  )
}
