import type { HealthPartId, HealthTier } from '@/lib/rules/client-health'
import type { HealthGroup } from '@/lib/rules/client-order'

export const TIER_WORDS: Record<HealthTier, string> = {
  healthy: 'Healthy',
  steady: 'Steady',
  at_risk: 'At risk',
  critical: 'Critical',
}

export const HEALTH_GROUP_WORDS: Record<HealthGroup, string> = { ...TIER_WORDS, unknown: 'Not enough data' }

export const PART_WORDS: Record<HealthPartId, string> = {
  alerts: 'Open alerts',
  tickets: 'Tickets on time',
  contact: 'Last contact',
  reply: 'Reply time',
}

/** A length of time as people say it: "25 minutes", "3 hours", "2 days". */
export function saySpan(minutes: number): string {
  const [count, unit] =
    minutes < 60
      ? [Math.round(minutes), 'minute']
      : minutes < 48 * 60
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1440), 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
