import { queryOptions } from '@tanstack/react-query'
import { AppError, unwrap } from '@/lib/errors'
import {
  ticketKeys,
  TICKET_ROW_COLUMNS,
  toTicketListItem,
  type StoredTicketRow,
  type TicketListItem,
} from '@/lib/queries/tickets'
import { oneOf } from '@/lib/rules/runs'
import type { TicketComment, TicketEvent } from '@/lib/rules/ticket-activity'
import { VISIBILITIES, type Visibility } from '@/lib/rules/tickets'
import type { Database, Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type TicketDetail = TicketListItem & {
  description: string | null
  creatorId: string | null
  creatorName: string | null
  watcherIds: string[]
  alert: { id: string; title: string; isLive: boolean } | null
  /** Number of the closed ticket that this one carries on. */
  previousNumber: number | null
  /** What was changed, the oldest first; empty for viewers. */
  events: TicketEvent[]
  /** The newest, the oldest of them first. */
  comments: TicketComment[]
  hasOlderComments: boolean
}

const COMMENTS_SHOWN = 200

const COMMENT_COLUMNS =
  'id, author_id, author_name, body, visibility, mentions, edited_at, created_at' as const

const DETAIL_COLUMNS =
  `${TICKET_ROW_COLUMNS}, description, created_by, creator_name, watcher_ids, previous_number, ticket_events, client_name, source_alert, comments:ticket_comments(${COMMENT_COLUMNS})` as const

type DetailScope = { agencyId: string; clientId: string | null }

/**
 * A ticket with its comments and its history, in one request. Throws `ticket_not_found` for a number that nobody has and
 * for one that the caller may not read alike.
 */
export function ticketDetailQuery(
  supabase: DataClient,
  { agencyId, clientId }: DetailScope,
  ticketNumber: number,
) {
  return queryOptions({
    queryKey: ticketKeys.detail(agencyId, clientId, ticketNumber),
    queryFn: ({ signal }) => getTicket(supabase, { agencyId, clientId }, ticketNumber, signal),
  })
}

async function getTicket(
  supabase: DataClient,
  { agencyId, clientId }: DetailScope,
  ticketNumber: number,
  signal: AbortSignal,
): Promise<TicketDetail> {
  const query = supabase
    .from('tickets')
    .select(DETAIL_COLUMNS)
    .eq('agency_id', agencyId)
    .eq('number', ticketNumber)
    .is('comments.deleted_at', null)
    .order('created_at', { referencedTable: 'comments', ascending: false })
    .order('id', { referencedTable: 'comments', ascending: false })
    .limit(COMMENTS_SHOWN + 1, { referencedTable: 'comments' })
  const [row] = unwrap(
    await (clientId === null ? query : query.eq('client_id', clientId)).abortSignal(signal),
  )
  if (!row) throw new AppError('ticket_not_found')
  return {
    ...toTicketListItem(row, row.client_name),
    description: row.description,
    creatorId: row.created_by,
    creatorName: row.creator_name,
    watcherIds: row.watcher_ids,
    alert: toSourceAlert(row.source_alert),
    previousNumber: row.previous_number,
    events: (row.ticket_events ?? []).map(toTicketEvent),
    comments: row.comments.slice(0, COMMENTS_SHOWN).map(toComment).reverse(),
    hasOlderComments: row.comments.length > COMMENTS_SHOWN,
  }
}

type StoredAlert = Database['public']['CompositeTypes']['source_alert'] | null

function toSourceAlert(alert: StoredAlert): TicketDetail['alert'] {
  if (!alert?.id) return null
  return { id: alert.id, title: alert.title ?? '', isLive: alert.status !== 'resolved' }
}

/** Null when it is gone. */
export async function findSourceAlert(
  supabase: DataClient,
  agencyId: string,
  alertId: string,
): Promise<TicketDetail['alert']> {
  const [alert] = unwrap(
    await supabase.from('alerts').select('id, title, status').eq('agency_id', agencyId).eq('id', alertId),
  )
  return toSourceAlert(alert ?? null)
}

type StoredEvent = Database['public']['CompositeTypes']['ticket_event']

export function toTicketEvent(event: StoredEvent): TicketEvent {
  return {
    id: Number(event.id),
    isCreation: event.action === 'insert',
    at: event.at ?? '',
    actorId: event.actor_id,
    person: event.person,
    before: toObject(event.old_values),
    after: toObject(event.new_values),
    assigneeBefore: event.assignee_before,
    assigneeAfter: event.assignee_after,
  }
}

function toObject(value: Json): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

function toComment(row: {
  id: string
  author_id: string | null
  author_name: string | null
  body: string
  visibility: string
  edited_at: string | null
  created_at: string
}): TicketComment {
  return {
    id: row.id,
    authorId: row.author_id,
    authorName: row.author_name,
    body: row.body,
    visibility: readVisibility(row.visibility),
    editedAt: row.edited_at,
    at: row.created_at,
  }
}

function readVisibility(value: string): Visibility {
  return oneOf(VISIBILITIES, value) ?? 'internal'
}

/** What saving a change needs to know of the ticket as it is by now, and of who made it so. */
export type TicketNow = { ticket: TicketListItem & { description: string | null }; events: TicketEvent[] }

/** Null when it is gone, or was taken out of the caller's sight. */
export async function findTicketNow(
  supabase: DataClient,
  agencyId: string,
  ticketId: string,
): Promise<TicketNow | null> {
  const [row] = unwrap(
    await supabase
      .from('tickets')
      .select(`${TICKET_ROW_COLUMNS}, description, ticket_events`)
      .eq('agency_id', agencyId)
      .eq('id', ticketId),
  )
  if (!row) return null
  const stored: StoredTicketRow = row
  return {
    ticket: { ...toTicketListItem(stored, null), description: row.description },
    events: (row.ticket_events ?? []).map(toTicketEvent),
  }
}
