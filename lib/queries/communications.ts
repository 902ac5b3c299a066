import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AppError, toAppError, unwrap } from '@/lib/errors'
import { CLIENT_FRAME_COLUMNS, toClientFrame, type ClientFrame } from '@/lib/queries/clients'
import type { CommunicationListParams } from '@/lib/rules/communication-list-params'
import {
  COMMUNICATION_TYPES,
  COMMUNICATION_VISIBILITIES,
  DIRECTIONS,
  MOST_PINS,
  readParticipants,
  type CommunicationType,
  type CommunicationVisibility,
  type Direction,
} from '@/lib/rules/communications'
import { keysetFilter, type Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'
import { containsPatternInOr } from '@/lib/rules/text-search'
import type { Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type Communication = {
  id: string
  type: CommunicationType
  direction: Direction | null
  subject: string | null
  body: string | null
  occurredAt: string
  authorId: string | null
  /** Null when the reader may not know the name: somebody who has left. */
  authorName: string | null
  participants: string[]
  durationMinutes: number | null
  visibility: CommunicationVisibility
  isPinned: boolean
}

export type CommunicationPage = {
  client: ClientFrame
  entries: Communication[]
  pinned: Communication[]
  previous: Cursor | null
  next: Cursor | null
}

/** An entry among those of other clients. */
export type AgencyCommunication = Communication & { client: { id: string; name: string; isHouse: boolean } }

export type AgencyCommunicationPage = Pick<CommunicationPage, 'previous' | 'next'> & {
  entries: AgencyCommunication[]
}

export type CommunicationScope = { agencyId: string; clientId: string }

export const ENTRIES_PER_PAGE = 30

export const communicationKeys = {
  all: ['communications'] as const,
  lists: ({ agencyId, clientId }: CommunicationScope) =>
    [...communicationKeys.all, 'list', agencyId, clientId] as const,
  list: (scope: CommunicationScope, params: CommunicationListParams) =>
    [...communicationKeys.lists(scope), params] as const,
}

const COLUMNS =
  'id, type, direction, subject, body, occurred_at, author_id, author_name, participants, duration_min, visibility, pinned_at' as const
const PAGE_COLUMNS =
  `${CLIENT_FRAME_COLUMNS}, communications(${COLUMNS}), pinned:communications(${COLUMNS})` as const
const AGENCY_COLUMNS = `${COLUMNS}, client:clients(id, name, is_house)` as const

/**
 * One page of what was said with a client, newest first, with what is pinned and the client itself, in one request. Throws
 * `client_not_found` for an unknown client and for one that the reader may not see alike.
 */
export function communicationListQuery(
  supabase: DataClient,
  scope: CommunicationScope,
  params: CommunicationListParams,
) {
  return queryOptions({
    queryKey: communicationKeys.list(scope, params),
    queryFn: ({ signal }) => listCommunications(supabase, scope, params, signal),
    // The entries in view stay until the next ones are there.
    placeholderData: keepPreviousData,
  })
}

async function listCommunications(
  supabase: DataClient,
  { agencyId, clientId }: CommunicationScope,
  params: CommunicationListParams,
  signal: AbortSignal,
): Promise<CommunicationPage> {
  if (!isUuid(clientId)) throw new AppError('client_not_found')
  const query = supabase
    .from('clients')
    .select(PAGE_COLUMNS)
    .eq('agency_id', agencyId)
    .eq('id', clientId)
    .eq('communications.agency_id', agencyId)
    .eq('pinned.agency_id', agencyId)
    .not('pinned.pinned_at', 'is', null)
    .order('pinned_at', { referencedTable: 'pinned', ascending: false })
    .limit(MOST_PINS, { referencedTable: 'pinned' })
  const { data, error, status } = await narrowEntries(query, params, OF_CLIENT)
    .abortSignal(signal)
    .maybeSingle()
  if (error) throw toAppError(error, status)
  if (!data) throw new AppError('client_not_found')
  const { rows, ...edges } = cutPage(data.communications, params.cursor)
  return {
    client: toClientFrame(data),
    entries: rows.map(toCommunication),
    pinned: data.pinned.map(toCommunication),
    ...edges,
  }
}

/**
 * One page of what was said with all clients of an agency, newest first. Its people alone read any: to others the page is
 * empty, whatever they ask for.
 */
export function agencyCommunicationsQuery(
  supabase: DataClient,
  agencyId: string,
  params: CommunicationListParams,
) {
  return queryOptions({
    queryKey: [...communicationKeys.all, 'of agency', agencyId, params] as const,
    queryFn: ({ signal }) => listOfAgency(supabase, agencyId, params, signal),
    placeholderData: keepPreviousData,
  })
}

async function listOfAgency(
  supabase: DataClient,
  agencyId: string,
  params: CommunicationListParams,
  signal: AbortSignal,
): Promise<AgencyCommunicationPage> {
  const query = supabase.from('communications').select(AGENCY_COLUMNS).eq('agency_id', agencyId)
  const found = unwrap(await narrowEntries(query, params, OF_AGENCY).abortSignal(signal))
  const { rows, ...edges } = cutPage(found, params.cursor)
  const entries = rows.map(({ client, ...row }) => ({
    ...toCommunication(row),
    client: { id: client.id, name: client.name, isHouse: client.is_house },
  }))
  return { entries, ...edges }
}

/** What the two ways of asking have in common. */
type Narrowable<Self> = {
  eq: (column: string, value: string) => Self
  gte: (column: string, value: string) => Self
  lt: (column: string, value: string) => Self
  filter: (column: string, operator: string, value: string) => Self
  or: (filters: string, options: Nested) => Self
  order: (column: string, options: { ascending: boolean } & Nested) => Self
  limit: (count: number, options: Nested) => Self
}
type Nested = { referencedTable?: string }

/** Entries are rows of the answer across clients, and part of the one row that a client is. */
const OF_AGENCY = { prefix: '', nested: {} }
const OF_CLIENT = { prefix: 'communications.', nested: { referencedTable: 'communications' } }

function narrowEntries<Query extends Narrowable<Query>>(
  all: Query,
  { cursor, search, occurred, ...params }: CommunicationListParams,
  { prefix, nested }: { prefix: string; nested: Nested },
): Query {
  const isBackwards = cursor?.direction === 'before'
  const at = `${prefix}occurred_at`
  let query = all
  for (const name of ['type', 'direction', 'visibility'] as const) {
    const wanted = params[name]
    if (wanted) query = query.eq(`${prefix}${name}`, wanted)
  }
  if (occurred) query = query.gte(at, occurred.from).lt(at, occurred.until)
  if (search) {
    const pattern = containsPatternInOr(search)
    query = query.or(`subject.ilike.${pattern},body.ilike.${pattern}`, nested)
  }
  if (cursor) {
    const { or, bound } = keysetFilter('occurred_at', false, false, cursor)
    query = query.or(or, nested)
    if (bound) query = query.filter(at, bound.operator, bound.value)
  }
  return (
    query
      .order('occurred_at', { ascending: isBackwards, ...nested })
      .order('id', { ascending: isBackwards, ...nested })
      // One more than shown tells whether there is a further page, without counting.
      .limit(ENTRIES_PER_PAGE + 1, nested)
  )
}

/** The rows of one page in the list's order, and where its neighbours begin. */
function cutPage<Row extends Pick<StoredEntry, 'id' | 'occurred_at'>>(found: Row[], cursor: Cursor | null) {
  const isBackwards = cursor?.direction === 'before'
  const hasMore = found.length > ENTRIES_PER_PAGE
  const rows = found.slice(0, ENTRIES_PER_PAGE)
  if (isBackwards) rows.reverse()
  const edge = (row: Row | undefined, direction: Cursor['direction']) =>
    row ? { direction, value: row.occurred_at, id: row.id } : null
  return {
    rows,
    previous: (isBackwards ? hasMore : cursor !== null) ? edge(rows[0], 'before') : null,
    next: isBackwards || hasMore ? edge(rows.at(-1), 'after') : null,
  }
}

type StoredEntry = {
  id: string
  type: string
  direction: string | null
  subject: string | null
  body: string | null
  occurred_at: string
  author_id: string | null
  author_name?: string | null
  participants: Json
  duration_min: number | null
  visibility: string
  pinned_at: string | null
}

/** Reads an entry, as a list of them or a function's answer holds it. */
export function toCommunication(row: StoredEntry): Communication {
  return {
    id: row.id,
    type: oneOf(COMMUNICATION_TYPES, row.type) ?? 'note',
    direction: oneOf(DIRECTIONS, row.direction),
    subject: row.subject,
    body: row.body,
    occurredAt: row.occurred_at,
    authorId: row.author_id,
    authorName: row.author_name ?? null,
    participants: readParticipants(row.participants),
    durationMinutes: row.duration_min,
    // What is not known to be shared is not said to be.
    visibility: oneOf(COMMUNICATION_VISIBILITIES, row.visibility) ?? 'internal',
    isPinned: row.pinned_at !== null,
  }
}
