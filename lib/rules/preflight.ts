import { isPortalLive, type PortalSwitches } from '@/lib/rules/publications'
import type { Wanted } from '@/lib/rules/publish'
import type { MarketMode, RunStatus } from '@/lib/rules/runs'

export type Blocker =
  | { code: 'no_name' | 'ends_before_start' }
  | { code: 'portal_inactive' | 'schedule_backwards'; portalIds: string[] }

export type Warning = {
  code: 'run_is_draft' | 'run_is_cancelled' | 'starts_in_past' | 'nothing_public' | 'search_engines_remember'
}

export type PreflightRun = {
  name: string
  status: RunStatus
  startsAt: string | null
  endsAt: string | null
  marketMode: MarketMode
}

/**
 * What stands in the way of publishing, and what the person should know before. The blockers are those for which
 * `publish_run` would refuse the whole call.
 */
export function preflight(
  run: PreflightRun,
  wanted: Wanted,
  portals: ReadonlyMap<string, PortalSwitches>,
  now: Date,
): { blockers: Blocker[]; warnings: Warning[] } {
  const blockers: Blocker[] = []
  if (run.name.trim() === '') blockers.push({ code: 'no_name' })
  if (run.startsAt !== null && run.endsAt !== null && new Date(run.endsAt) <= new Date(run.startsAt)) {
    blockers.push({ code: 'ends_before_start' })
  }
  const inactive = wanted.portals.filter(({ portalId }) => {
    const portal = portals.get(portalId)
    return portal !== undefined && !isPortalLive(portal)
  })
  if (inactive.length > 0) {
    blockers.push({ code: 'portal_inactive', portalIds: inactive.map((portal) => portal.portalId) })
  }
  const backwards = wanted.portals.filter(
    ({ publishAt, unpublishAt }) =>
      unpublishAt !== null && new Date(unpublishAt) <= (publishAt === null ? now : new Date(publishAt)),
  )
  if (backwards.length > 0) {
    blockers.push({ code: 'schedule_backwards', portalIds: backwards.map((portal) => portal.portalId) })
  }

  const warnings: Warning[] = []
  if (wanted.portals.length > 0) {
    if (run.status === 'draft') warnings.push({ code: 'run_is_draft' })
    if (run.status === 'cancelled') warnings.push({ code: 'run_is_cancelled' })
    const isYetToHappen = run.status !== 'in_progress' && run.status !== 'completed'
    if (isYetToHappen && run.startsAt !== null && new Date(run.startsAt) < now) {
      warnings.push({ code: 'starts_in_past' })
    }
    if (wanted.portals.every((portal) => portal.listing === 'hidden'))
      warnings.push({ code: 'nothing_public' })
  }
  if (run.marketMode === 'OPEN' && wanted.marketMode === 'INVITE_ONLY') {
    warnings.push({ code: 'search_engines_remember' })
  }
  return { blockers, warnings }
}
