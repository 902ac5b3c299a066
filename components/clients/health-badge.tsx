import { CircleCheck, CircleDashed, CircleMinus, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { Health, HealthTier } from '@/lib/rules/client-health'
import { TIER_WORDS } from '@/lib/rules/client-health-words'

const LOOKS: Record<HealthTier, { tone: BadgeTone; icon: ReactNode }> = {
  healthy: { tone: 'success', icon: <CircleCheck aria-hidden /> },
  steady: { tone: 'neutral', icon: <CircleMinus aria-hidden /> },
  at_risk: { tone: 'warning', icon: <TriangleAlert aria-hidden /> },
  critical: { tone: 'danger', icon: <OctagonAlert aria-hidden /> },
}

/** How a client is, in a word and, unless it stands beside it, a number. */
export function HealthBadge({ health, hasScore = true }: { health: Health; hasScore?: boolean }) {
  if (health.tier === null) return <Badge icon={<CircleDashed aria-hidden />}>Not enough data</Badge>
  const { tone, icon } = LOOKS[health.tier]
  return (
    <Badge tone={tone} icon={icon}>
      {TIER_WORDS[health.tier]}
      {hasScore ? <span className="tabular-nums">{health.score}</span> : null}
    </Badge>
  )
}
