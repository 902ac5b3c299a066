import type { Listing, MarketMode, RunStatus } from '@/lib/rules/runs'

export const STATUS_WORDS: Record<RunStatus, string> = {
  draft: 'Draft',
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

export const MODE_WORDS: Record<MarketMode, string> = {
  OPEN: 'Open',
  INVITE_ONLY: 'Invite only',
  CLOSED: 'Closed',
}

export const LISTING_WORDS: Record<Listing, string> = { full: 'Full', teaser: 'Teaser', hidden: 'Hidden' }

/** "1 portal", "3 portals". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
