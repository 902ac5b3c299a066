import type { PortalAudience } from '@/lib/queries/portals'
import type { PortalStatus, PortalSwitches } from '@/lib/rules/publications'

export const AUDIENCE_WORDS: Record<PortalAudience, string> = {
  public: 'Everybody',
  residents: 'Residents',
  businesses: 'Businesses',
  visitors: 'Visitors',
  providers: 'Providers',
}

export const PORTAL_STATUS_WORDS: Record<PortalStatus, string> = {
  draft: 'Draft',
  active: 'Active',
  archived: 'Archived',
}

/** What a portal is in a word: its status, or that somebody has paused it. */
export function portalStateWord({ status, isActive }: PortalSwitches): string {
  return status === 'active' && !isActive ? 'Paused' : PORTAL_STATUS_WORDS[status]
}
