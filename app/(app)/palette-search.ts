import type { QueryClient } from '@tanstack/react-query'
import type { PaletteResult, PaletteResultGroup, PaletteSource } from '@/components/layout/command-palette'
import { paths } from '@/lib/paths'
import { portalSearchQuery } from '@/lib/queries/portals'
import { listHits } from '@/lib/queries/search'
import {
  detailOfHit,
  groupHits,
  HIT_HEADINGS,
  hrefOfHit,
  labelOfHit,
  wantedNumber,
  type SearchHit,
} from '@/lib/rules/search'
import { browserClient } from '@/lib/supabase/browser'

type SearchFor = {
  /** Null for everybody but staff. */
  agencyId: string | null
  /** The client on whose page the search is opened; its rows come first. */
  pageClientId: string | null
}

/** What the palette can find, and for whom: the database decides what each person finds. */
export function sourcesOf({ agencyId, pageClientId }: SearchFor, queryClient: QueryClient): PaletteSource[] {
  const supabase = browserClient()
  const isStaff = agencyId !== null
  const hits = (clientId: string | null, headingOf: (heading: string) => string): PaletteSource => ({
    id: clientId ?? 'everywhere',
    search: async (text, signal) => {
      const found = await listHits(supabase, text, clientId, signal)
      return groupHits(found).map((group): PaletteResultGroup => ({
        heading: headingOf(HIT_HEADINGS[group.kind]),
        results: group.hits.map((hit) => toResult(hit, isStaff)),
      }))
    },
  })
  const portals: PaletteSource = {
    id: `portals ${agencyId}`,
    search: async (text) => {
      if (agencyId === null || wantedNumber(text) !== null) return []
      const found = await queryClient.query(portalSearchQuery(supabase, agencyId, text))
      const results = found.map((portal) => ({
        kind: 'portal',
        id: portal.id,
        label: portal.name,
        detail: `/p/${portal.slug}`,
        href: paths.portals({ edit: portal.id }),
      }))
      return [{ heading: 'Portals', results }]
    },
  }
  return [
    ...(isStaff && pageClientId ? [hits(pageClientId, (heading) => `${heading} of this client`)] : []),
    hits(null, (heading) => heading),
    ...(isStaff ? [portals] : []),
  ]
}

function toResult(hit: SearchHit, isStaff: boolean): PaletteResult {
  return {
    kind: hit.kind,
    id: hit.id,
    label: labelOfHit(hit),
    detail: detailOfHit(hit, isStaff),
    href: hrefOfHit(hit, isStaff),
  }
}

/** "#1042" leads to that ticket without waiting for an answer. */
export function jumpOf(text: string, clientId: string | null): PaletteResult | null {
  const number = wantedNumber(text)
  if (number === null) return null
  return {
    kind: 'ticket',
    id: String(number),
    label: `Ticket #${number}`,
    detail: null,
    href: clientId ? paths.clientTickets(clientId, { ticket: String(number) }) : paths.ticket(number),
  }
}
