import { publicationState, type Publication, type PortalSwitches } from '@/lib/rules/publications'
import type { RunStatus } from '@/lib/rules/runs'

type PublishedRun = {
  status: RunStatus
  publications: readonly (Publication & { portal: PortalSwitches & { name: string } })[]
}

/** Where a run stands with the public, in one phrase for a list. `portals` are the names behind the count. */
export type PublicStanding = {
  kind: 'live' | 'scheduled' | 'unlisted' | 'unseen' | 'nowhere'
  portals: string[]
}

/** Listed beats planned beats found only by an invitation's link beats held back; a run that nobody has decided to show, or no longer, is nowhere. */
export function publicStanding(run: PublishedRun, now: Date): PublicStanding {
  const namesByKind: Record<'live' | 'scheduled' | 'unlisted' | 'unseen', string[]> = {
    live: [],
    scheduled: [],
    unlisted: [],
    unseen: [],
  }
  for (const publication of run.publications) {
    const state = publicationState(publication, run, publication.portal, now)
    const { name } = publication.portal
    if (state.kind === 'live') namesByKind[state.isListed ? 'live' : 'unlisted'].push(name)
    else if (state.kind === 'scheduled') namesByKind.scheduled.push(name)
    else if (state.kind === 'held') namesByKind.unseen.push(name)
  }
  for (const kind of ['live', 'scheduled', 'unlisted', 'unseen'] as const) {
    if (namesByKind[kind].length > 0) return { kind, portals: namesByKind[kind] }
  }
  return { kind: 'nowhere', portals: [] }
}
