import type { Listing, MarketMode, RunStatus } from '@/lib/rules/runs'

/** A run on a portal, as stored. Times are ISO timestamps exactly as the database wrote them. */
export type Publication = {
  portalId: string
  listing: Listing
  publishAt: string
  unpublishAt: string | null
  /** Set once somebody took it off the portal. */
  unpublishedAt: string | null
}

export type PortalStatus = 'draft' | 'active' | 'archived'
export type PortalSwitches = { status: PortalStatus; isActive: boolean }

export type PublicationState =
  /** On the portal now; `isListed` is false when only claim links lead to it. */
  | { kind: 'live'; isListed: boolean; until: string | null }
  | { kind: 'scheduled'; from: string }
  | { kind: 'ended'; at: string }
  | { kind: 'unpublished'; at: string }
  /** Would be live, but the run or the portal keeps it from being seen. */
  | { kind: 'held'; by: 'draft' | 'cancelled' | 'portal' }

/** Live portals are finished and switched on. */
export function isPortalLive(portal: PortalSwitches): boolean {
  return portal.status === 'active' && portal.isActive
}

/** Whether the decision to show it stands: neither taken down by somebody nor past its end. */
export function isStanding(publication: Publication, now: Date): boolean {
  return publication.unpublishedAt === null && !hasEnded(publication, now)
}

export function hasEnded(publication: Publication, now: Date): boolean {
  return publication.unpublishAt !== null && new Date(publication.unpublishAt) <= now
}

/** What a publication amounts to at `now`: the same predicate as `private.live_publications`, with the reason when not live. */
export function publicationState(
  publication: Publication,
  run: { status: RunStatus },
  portal: PortalSwitches,
  now: Date,
): PublicationState {
  if (publication.unpublishedAt !== null) return { kind: 'unpublished', at: publication.unpublishedAt }
  if (publication.unpublishAt !== null && hasEnded(publication, now))
    return { kind: 'ended', at: publication.unpublishAt }
  if (run.status === 'draft' || run.status === 'cancelled') return { kind: 'held', by: run.status }
  if (!isPortalLive(portal)) return { kind: 'held', by: 'portal' }
  if (new Date(publication.publishAt) > now) return { kind: 'scheduled', from: publication.publishAt }
  return { kind: 'live', isListed: publication.listing !== 'hidden', until: publication.unpublishAt }
}

/** Which listings make a difference in a mode: by invitation, strangers never see more than a teaser. */
export function listingsFor(mode: MarketMode): readonly Listing[] {
  return mode === 'INVITE_ONLY' ? ['teaser', 'hidden'] : ['full', 'teaser', 'hidden']
}
