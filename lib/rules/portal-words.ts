import type { PublicRun } from '@/lib/rules/portal-listing'
import { dayOn, timeSpan } from '@/lib/rules/run-clock'
import type { Database } from '@/lib/supabase/database.types'

type Audience = Database['public']['Enums']['cc_portal_audience']

export const AUDIENCE_WORDS: Record<Audience, string> = {
  public: 'For everybody',
  residents: 'For residents',
  businesses: 'For businesses',
  visitors: 'For visitors',
  providers: 'For service providers',
}

const LONGEST_SUMMARY = 200

/** One or two lines about a run for link previews and search results, made of nothing but what a stranger may see. */
export function runSummary(run: PublicRun): string {
  const when = run.startsAt
    ? `${dayOn(run.startsAt, run.timeZone)}, ${timeSpan(run)}`
    : 'Date to be announced'
  const facts = [when, run.zone, accessWords(run)].filter(Boolean).join(' · ')
  return run.description ? `${facts}. ${shorten(run.description)}` : `${facts}.`
}

/** What keeps a stranger from simply coming along, in a word; null when nothing does. */
export function accessWords(run: PublicRun): string | null {
  return run.mode === 'INVITE_ONLY' ? 'By invitation' : run.mode === 'CLOSED' ? 'Closed' : null
}

/** The beginning of a text on one line, cut between words. */
export function shorten(text: string, length = LONGEST_SUMMARY): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  const cut = line.slice(0, length)
  const lastBlank = cut.lastIndexOf(' ')
  return `${(lastBlank > length / 2 ? cut.slice(0, lastBlank) : Array.from(cut).slice(0, -1).join('')).replace(/[,.;:\s]+$/, '')}…`
}
