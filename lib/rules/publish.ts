import {
  hasEnded,
  isPortalLive,
  isStanding,
  type PortalSwitches,
  type Publication,
} from '@/lib/rules/publications'
import { countOf, MODE_WORDS } from '@/lib/rules/run-words'
import type { Listing, MarketMode } from '@/lib/rules/runs'

/** What is stored about where a run shows. */
export type PublishState = { marketMode: MarketMode; version: number; publications: readonly Publication[] }

export type WantedPortal = {
  portalId: string
  listing: Listing
  /** Null: at once, or since when it already shows. */
  publishAt: string | null
  unpublishAt: string | null
}

/** What `publish_run` is asked to make true. */
export type Wanted = { marketMode: MarketMode; portals: WantedPortal[] }

/**
 * What a person has picked so far, and nothing else. Kept apart from the stored state so that it can be laid over a
 * newer one when somebody else has published meanwhile.
 */
export type PublishDraft = { marketMode: MarketMode | null; portals: Record<string, PortalDraft> }
export type PortalDraft = Partial<Omit<WantedPortal, 'portalId'>> & { isSelected?: boolean }

type Place = PortalSwitches & { id: string; isShared: boolean }

/** Where there is only one place of one's own to go and the run has been nowhere yet, it is picked already. */
export function firstDraft(publications: readonly Publication[], portals: readonly Place[]): PublishDraft {
  const own = portals.filter((portal) => !portal.isShared && isPortalLive(portal))
  const [only] = own
  const isClear = publications.length === 0 && own.length === 1
  return { marketMode: null, portals: isClear && only ? { [only.id]: { isSelected: true } } : {} }
}

/**
 * How much strangers see unless somebody says otherwise. Keeps what is stored while the mode stays; a narrower mode
 * never shows more than before, and by invitation nothing shows unless a teaser was chosen.
 */
export function defaultListing(
  mode: MarketMode,
  stored: { mode: MarketMode; listing: Listing } | null,
): Listing {
  if (stored && stored.mode === mode) return stored.listing
  if (mode === 'OPEN') return 'full'
  if (mode === 'INVITE_ONLY') return stored?.listing === 'teaser' ? 'teaser' : 'hidden'
  return stored?.listing ?? 'teaser'
}

/** Whether the portal counts as chosen: by the person, else because the run is or will be on it. */
export function isSelected(
  stored: Publication | undefined,
  draft: PortalDraft | undefined,
  now: Date,
): boolean {
  return draft?.isSelected ?? (stored !== undefined && isStanding(stored, now))
}

/** Lays what a person picked over what is stored. */
export function wantedState(current: PublishState, draft: PublishDraft, now: Date): Wanted {
  const marketMode = draft.marketMode ?? current.marketMode
  const stored = new Map(current.publications.map((publication) => [publication.portalId, publication]))
  const portalIds = new Set([...stored.keys(), ...Object.keys(draft.portals)])
  const portals: WantedPortal[] = []
  for (const portalId of portalIds) {
    const publication = stored.get(portalId)
    const picked = draft.portals[portalId]
    if (isSelected(publication, picked, now)) {
      portals.push(
        wantedPortal(portalId, publication, picked, { from: current.marketMode, to: marketMode }, now),
      )
    } else if (publication?.unpublishedAt === null && picked?.isSelected === undefined) {
      // It ended by itself. Leaving it out would count as taking it down, so it is declared as it stands.
      const { listing, publishAt, unpublishAt } = publication
      portals.push({ portalId, listing, publishAt, unpublishAt })
    }
  }
  return { marketMode, portals }
}

function wantedPortal(
  portalId: string,
  stored: Publication | undefined,
  picked: PortalDraft | undefined,
  mode: { from: MarketMode; to: MarketMode },
  now: Date,
): WantedPortal {
  const stands = stored !== undefined && isStanding(stored, now)
  const storedEnd = stored && !hasEnded(stored, now) ? stored.unpublishAt : null
  return {
    portalId,
    listing:
      picked?.listing ??
      defaultListing(mode.to, stored ? { mode: mode.from, listing: stored.listing } : null),
    publishAt: picked?.publishAt !== undefined ? picked.publishAt : stands ? stored.publishAt : null,
    unpublishAt: picked?.unpublishAt !== undefined ? picked.unpublishAt : storedEnd,
  }
}

export type ChangeDetail =
  | { what: 'listing'; from: Listing; to: Listing }
  | { what: 'publishAt' | 'unpublishAt'; from: string | null; to: string | null }

export type PortalChange = {
  portalId: string
  kind: 'publish' | 'schedule' | 'update' | 'unpublish'
  details: ChangeDetail[]
}

export type Changes = {
  mode: { from: MarketMode; to: MarketMode } | null
  portals: PortalChange[]
  /** Portals on which nothing changes but the mode. */
  underNewMode: string[]
}

/** Exactly what will be different, portal by portal, once `wanted` is true. */
export function describeChanges(current: PublishState, wanted: Wanted, now: Date): Changes {
  const mode =
    current.marketMode === wanted.marketMode ? null : { from: current.marketMode, to: wanted.marketMode }
  const changes: Changes = { mode, portals: [], underNewMode: [] }
  const wantedIds = new Set(wanted.portals.map((portal) => portal.portalId))
  for (const portal of wanted.portals) {
    const stored = current.publications.find((publication) => publication.portalId === portal.portalId)
    const change = portalChange(stored, portal, now)
    if (change) changes.portals.push(change)
    else if (mode && stored && isStanding(stored, now)) changes.underNewMode.push(portal.portalId)
  }
  for (const { portalId, unpublishedAt } of current.publications) {
    if (unpublishedAt !== null || wantedIds.has(portalId)) continue
    changes.portals.push({ portalId, kind: 'unpublish', details: [] })
  }
  return changes
}

function portalChange(stored: Publication | undefined, wanted: WantedPortal, now: Date): PortalChange | null {
  const isLater = wanted.publishAt !== null && new Date(wanted.publishAt) > now
  const { portalId } = wanted
  if (!stored || stored.unpublishedAt !== null)
    return { portalId, kind: isLater ? 'schedule' : 'publish', details: [] }

  const details: ChangeDetail[] = []
  if (wanted.listing !== stored.listing)
    details.push({ what: 'listing', from: stored.listing, to: wanted.listing })
  // No time given means now; what already shows keeps the time since when it does.
  const isShowing = new Date(stored.publishAt) <= now
  const keepsStart = wanted.publishAt === null ? isShowing : isSameMoment(wanted.publishAt, stored.publishAt)
  if (!keepsStart) details.push({ what: 'publishAt', from: stored.publishAt, to: wanted.publishAt })
  if (!isSameMoment(wanted.unpublishAt, stored.unpublishAt)) {
    details.push({ what: 'unpublishAt', from: stored.unpublishAt, to: wanted.unpublishAt })
  }
  if (details.length === 0) return null
  if (hasEnded(stored, now)) return { portalId, kind: isLater ? 'schedule' : 'publish', details }
  if (!keepsStart) return { portalId, kind: isLater ? 'schedule' : 'publish', details }
  return { portalId, kind: 'update', details }
}

function isSameMoment(one: string | null, other: string | null): boolean {
  if (one === null || other === null || one === other) return one === other
  return new Date(one).getTime() === new Date(other).getTime()
}

/** Another person's publish, seen from the state one had before: the same description, of two stored states. */
export function describeDifference(before: PublishState, after: PublishState, now: Date): Changes {
  const standing = after.publications.filter((publication) => publication.unpublishedAt === null)
  return describeChanges(before, { marketMode: after.marketMode, portals: standing }, now)
}

export function hasChanges(changes: Changes): boolean {
  return changes.mode !== null || changes.portals.length > 0
}

type Tense = 'will' | 'did'

/** What pressing the button does ("Publish to 3 portals"), or did ("Published to 3 portals"). */
export function effectLabel(changes: Changes, isLeftOnPortals: boolean, tense: Tense = 'will'): string {
  const count = (...kinds: PortalChange['kind'][]) =>
    changes.portals.filter((change) => kinds.includes(change.kind)).length
  const published = count('publish')
  const scheduled = count('schedule')
  const unpublished = count('unpublish')
  const updated = count('update')
  const word = (will: string, did: string) => (tense === 'will' ? will : did)

  const effects: { verb: string; count: number }[] = []
  if (published > 0) effects.push({ verb: word('publish to', 'published to'), count: published + scheduled })
  else if (scheduled > 0) effects.push({ verb: word('schedule on', 'scheduled on'), count: scheduled })
  if (updated > 0) effects.push({ verb: word('update', 'updated'), count: updated })
  if (unpublished > 0) effects.push({ verb: word('unpublish from', 'unpublished from'), count: unpublished })
  // Portals on which only the mode changes are said above the button; here they would bury what matters more.
  const underNewMode = changes.underNewMode.length
  if (effects.length === 0 && underNewMode > 0) {
    effects.push({ verb: word('update', 'updated'), count: underNewMode })
  }

  const [first, ...others] = effects
  if (!first) {
    if (!changes.mode) return 'Nothing to change'
    return `${word('Change', 'Changed')} to ${MODE_WORDS[changes.mode.to]}`
  }
  if (others.length > 0)
    return capitalise(effects.map((effect) => `${effect.verb} ${effect.count}`).join(', '))
  const isAll = unpublished > 1 && !isLeftOnPortals
  return capitalise(`${first.verb} ${isAll ? 'all ' : ''}${countOf(first.count, 'portal')}`)
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
