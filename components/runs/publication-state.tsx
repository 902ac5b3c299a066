import { CalendarClock, CircleSlash, EyeOff, Radio } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { PublicationState } from '@/lib/rules/publications'

type Look = { tone: BadgeTone; icon: ReactNode; word: string }

function look(state: PublicationState): Look {
  switch (state.kind) {
    case 'live':
      return state.isListed
        ? { tone: 'success', icon: <Radio aria-hidden />, word: 'Live' }
        : { tone: 'success', icon: <EyeOff aria-hidden />, word: 'Live, not listed' }
    case 'scheduled':
      return { tone: 'accent', icon: <CalendarClock aria-hidden />, word: 'Scheduled' }
    case 'ended':
      return { tone: 'neutral', icon: <CircleSlash aria-hidden />, word: 'Ended' }
    case 'unpublished':
      return { tone: 'neutral', icon: <CircleSlash aria-hidden />, word: 'Unpublished' }
    case 'held':
      return { tone: 'warning', icon: <EyeOff aria-hidden />, word: 'Not visible' }
  }
}

/** The state of a run on a portal in a word. */
export function PublicationBadge({ state }: { state: PublicationState }) {
  const { tone, icon, word } = look(state)
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  )
}

/** The same in a sentence, with the times and the reason. `dateTime` writes a moment for the reader. */
export function describePublicationState(
  state: PublicationState,
  dateTime: (iso: string) => string,
): string | null {
  switch (state.kind) {
    case 'live':
      return state.until ? `Until ${dateTime(state.until)}` : null
    case 'scheduled':
      return `From ${dateTime(state.from)}`
    case 'ended':
      return `Since ${dateTime(state.at)}`
    case 'unpublished':
      return `On ${dateTime(state.at)}`
    case 'held':
      if (state.by === 'draft') return 'The run is a draft'
      return state.by === 'cancelled' ? 'The run is cancelled' : 'The portal is not active'
  }
}
