import type { PublicRun } from '@/lib/rules/portal-listing'

/**
 * The run as schema.org's Event in JSON, for search engines, safe inside a `<script>` element: no name or text in it can
 * close the element or open a comment. Null unless strangers may see the details of an open run with a start.
 */
export function eventData(run: PublicRun, url: string): string | null {
  if (run.mode !== 'OPEN' || !run.hasDetails || run.startsAt === null) return null
  const event = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: run.name,
    startDate: run.startsAt,
    endDate: run.endsAt ?? undefined,
    description: run.description ?? undefined,
    eventStatus: 'https://schema.org/EventScheduled',
    location: run.zone ? { '@type': 'Place', name: run.zone, address: run.zone } : undefined,
    organizer: run.organiser ? { '@type': 'Organization', name: run.organiser } : undefined,
    url,
  }
  return JSON.stringify(event).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
