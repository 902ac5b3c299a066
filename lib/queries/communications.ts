import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AppError, toAppError } from '@/lib/errors'
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
  const { cursor } = params
  const referencedTable = 'communications'
  const isBackwards = cursor?.direction === 'before'
  let query = supabase
    .from('clients')
    .select(PAGE_COLUMNS)
    .eq('agency_id', agencyId)
    .eq('id', clientId)
    .eq('communications.agency_id', agencyId)
    .eq('pinned.agency_id', agencyId)
    .not('pinned.pinned_at', 'is', null)
    .order('pinned_at', { referencedTable: 'pinned', ascending: false })
    .limit(MOST_PINS, { referencedTable: 'pinned' })
  if (params.type) query = query.eq('communications.type', params.type)
  if (params.direction) query = query.eq('communications.direction', params.direction)
  if (params.visibility) query = query.eq('communications.visibility', params.visibility)
  if (params.search) {
    const pattern = containsPatternInOr(params.search)
    query = query.or(`subject.ilike.${pattern},body.ilike.${pattern}`, { referencedTable })
  }
  if (cursor) {
    const { or, bound } = keysetFilter('occurred_at', false, false, cursor)
    query = query.or(or, { referencedTable })
    if (bound) query = query.filter('communications.occurred_at', bound.operator, bound.value)
  }
  const { data, error, status } = await query
    .order('occurred_at', { referencedTable, ascending: isBackwards })
    .order('id', { referencedTable, ascending: isBackwards })
    // One more than shown tells whether there is a further page, without counting.
    .limit(ENTRIES_PER_PAGE + 1, { referencedTable })
    .abortSignal(signal)
    .maybeSingle()
  if (error) throw toAppError(error, status)
  if (!data) throw new AppError('client_not_found')
  const hasMore = data.communications.length > ENTRIES_PER_PAGE
  const page = data.communications.slice(0, ENTRIES_PER_PAGE)
  if (isBackwards) page.reverse()
  const edge = (row: StoredEntry | undefined, direction: Cursor['direction']) =>
    row ? { direction, value: row.occurred_at, id: row.id } : null
  return {
    client: toClientFrame(data),
    entries: page.map(toCommunication),
    pinned: data.pinned.map(toCommunication),
    previous: (isBackwards ? hasMore : cursor !== null) ? edge(page[0], 'before') : null,
    next: isBackwards || hasMore ? edge(page.at(-1), 'after') : null,
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
