import type { Route } from 'next'
import { paths } from '@/lib/paths'
import { cursorFrom } from '@/lib/rules/keyset'
import { oneOf } from '@/lib/rules/runs'

export const HIT_KINDS = ['client', 'ticket', 'alert', 'document', 'communication', 'person', 'run'] as const
export type HitKind = (typeof HIT_KINDS)[number]

/** Something that was found. `subtitle` and `status` mean what `search_all` says for the kind. */
export type SearchHit = {
  kind: HitKind
  id: string
  title: string
  subtitle: string | null
  clientId: string | null
  clientName: string | null
  number: number | null
  status: string | null
  at: string | null
}

export const HIT_HEADINGS: Record<HitKind, string> = {
  client: 'Clients',
  ticket: 'Tickets',
  alert: 'Alerts',
  document: 'Documents',
  communication: 'Communications',
  person: 'People',
  run: 'Runs',
}

/** Fewer letters find nothing, except the number of a ticket. */
export const MINIMUM_SEARCH_LENGTH = 2

const STAFF_ROLES = ['agency_owner', 'agency_admin', 'team_member'] as const

/** The number that "#1042" asks for; null for anything else. */
export function wantedNumber(text: string): number | null {
  return /^#\d{1,9}$/.test(text.trim()) ? Number(text.trim().slice(1)) : null
}

export function isSearchable(text: string): boolean {
  const typed = text.trim()
  return typed.length >= MINIMUM_SEARCH_LENGTH || /^\d$/.test(typed)
}

/** Where a hit is seen, for staff and for a client's own people, who have no lists across clients. */
export function hrefOfHit(hit: SearchHit, isStaff: boolean): Route {
  const clientId = hit.clientId ?? ''
  switch (hit.kind) {
    case 'client':
      return paths.clientOverview(hit.id)
    case 'ticket':
      return paths.clientTickets(clientId, { ticket: String(hit.number ?? '') })
    case 'alert':
      return isStaff ? paths.alerts({ alert: hit.id }) : paths.clientAlerts(clientId, { alert: hit.id })
    case 'document':
      return paths.clientDocuments(clientId, { doc: hit.id })
    case 'communication':
      // The list that begins with this entry.
      return paths.clientCommunications(clientId, hit.at ? { after: cursorFrom(hit.at) } : {})
    case 'person':
      return oneOf(STAFF_ROLES, hit.status) ? paths.team() : paths.clientPeople(clientId)
    case 'run':
      return paths.run(hit.id)
  }
}

/** What stands beside a hit's name: for work, whose it is; a client's own people know that already. */
export function detailOfHit(hit: SearchHit, isStaff: boolean): string | null {
  if (hit.kind === 'client' || hit.kind === 'person') return hit.subtitle
  return isStaff ? hit.clientName : null
}

export function labelOfHit({ kind, number, title }: SearchHit): string {
  return kind === 'ticket' && number !== null ? `#${number} ${title}` : title
}

/** The kinds in their order, each with what was found of it; kinds of which there is nothing are left out. */
export function groupHits(hits: readonly SearchHit[]): { kind: HitKind; hits: SearchHit[] }[] {
  return HIT_KINDS.map((kind) => ({ kind, hits: hits.filter((hit) => hit.kind === kind) })).filter(
    (group) => group.hits.length > 0,
  )
}
