import {
  clientHealth,
  daysSinceContact,
  urgencyOf,
  type HealthTier,
  type Standing,
} from '@/lib/rules/client-health'

/** A client of which nobody has heard for this long is silent. One that was never in contact has nothing to go silent. */
export const SILENT_AFTER_DAYS = 14

/** Where a client stands by its health; `unknown` when there is too little to judge by. */
export type HealthGroup = HealthTier | 'unknown'
export const HEALTH_GROUPS = [
  'critical',
  'at_risk',
  'steady',
  'healthy',
  'unknown',
] as const satisfies readonly HealthGroup[]

type Named = Standing & { name: string }
type Listed = Named & { status: string; isHouse: boolean }

const byName = new Intl.Collator('en')

/**
 * Who needs somebody sooner: by what waits (alerts, tickets, silence: `urgencyOf`), then by health, the worse first, then
 * by name. A client without a score comes after those with one.
 */
export function compareNeed(one: Named, other: Named, now: Date): number {
  return (
    urgencyOf(other, now) - urgencyOf(one, now) ||
    HEALTH_GROUPS.indexOf(healthGroup(one, now)) - HEALTH_GROUPS.indexOf(healthGroup(other, now)) ||
    byName.compare(one.name, other.name)
  )
}

export function healthGroup(standing: Standing, now: Date): HealthGroup {
  return clientHealth(standing, now).tier ?? 'unknown'
}

export function isSilent(standing: Standing, now: Date): boolean {
  const days = daysSinceContact(standing, now)
  return days !== null && days >= SILENT_AFTER_DAYS
}

/** Whom the agency looks after: neither itself nor clients that are archived. */
export function currentClients<Client extends Listed>(clients: readonly Client[]): Client[] {
  return clients.filter(({ isHouse, status }) => !isHouse && status !== 'archived')
}

/** How many clients stand where, each group at least as 0. */
export function countHealthGroups(clients: readonly Standing[], now: Date): Record<HealthGroup, number> {
  const counts: Record<HealthGroup, number> = { critical: 0, at_risk: 0, steady: 0, healthy: 0, unknown: 0 }
  for (const client of clients) counts[healthGroup(client, now)] += 1
  return counts
}
