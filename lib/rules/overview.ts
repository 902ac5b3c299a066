import { publicationState, type Publication, type PortalSwitches } from '@/lib/rules/publications'
import type { RunStatus } from '@/lib/rules/runs'

type PublishedRun = {
  status: RunStatus
  publications: readonly (Publication & { portal: PortalSwitches & { name: string } })[]
}

/** Where a run stands with the public, in one phrase for a list. `portals` are the names behind the count. */
export type PublicStanding = { kind: 'live' | 'scheduled' | 'unseen' | 'nowhere'; portals: string[] }

/** Live beats scheduled beats held back; a run that nobody has decided to show, or no longer, is nowhere. */
export function publicStanding(run: PublishedRun, now: Date): PublicStanding {
  const namesByKind = { live: [] as string[], scheduled: [] as string[], held: [] as string[] }
  for (const publication of run.publications) {
    const { kind } = publicationState(publication, run, publication.portal, now)
    if (kind === 'live' || kind === 'scheduled' || kind === 'held')
      namesByKind[kind].push(publication.portal.name)
  }
  if (namesByKind.live.length > 0) return { kind: 'live', portals: namesByKind.live }
  if (namesByKind.scheduled.length > 0) return { kind: 'scheduled', portals: namesByKind.scheduled }
  if (namesByKind.held.length > 0) return { kind: 'unseen', portals: namesByKind.held }
  return { kind: 'nowhere', portals: [] }
}
