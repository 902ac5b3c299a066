import { Building2, LockKeyhole, Sparkles, UserRound } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { ValueSource } from '@/lib/rules/cartridges'

const SOURCES = {
  you: { word: 'You', tone: 'accent', icon: <UserRound aria-hidden /> },
  agency: { word: 'Agency', tone: 'success', icon: <Building2 aria-hidden /> },
  default: { word: 'Default', tone: 'neutral', icon: <Sparkles aria-hidden /> },
} as const

/** Where a value comes from. */
export function SourceBadge({ source, word }: { source: ValueSource; word?: string }) {
  const { tone, icon } = SOURCES[source]
  return (
    <Badge tone={tone} icon={icon}>
      {word ?? SOURCES[source].word}
    </Badge>
  )
}

export function LockBadge() {
  return (
    <Badge tone="warning" icon={<LockKeyhole aria-hidden />}>
      Locked
    </Badge>
  )
}
