import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AppError, unwrap } from '@/lib/errors'
import { CLIENT_FRAME_COLUMNS, toClientFrame, type ClientFrame } from '@/lib/queries/clients'
import { narrowTickets, orderTickets, pageOfTickets, type Narrowable } from '@/lib/queries/ticket-filters'
import {
  ticketKeys,
  TICKET_ROW_COLUMNS,
  toTicketCounts,
  toTicketListItem,
  type StoredTicketRow,
  type TicketCounts,
  type TicketListItem,
  type TicketScope,
} from '@/lib/queries/tickets'
import { keysetFilter, type Cursor } from '@/lib/rules/keyset'
import { isUuid } from '@/lib/rules/runs'
import { boardStatuses, isBoardNarrowed, layMove, type BoardParams } from '@/lib/rules/ticket-board'
import { needsToday, type TicketListParams } from '@/lib/rules/ticket-list-params'
import { TICKET_STATUSES, type TicketStatus } from '@/lib/rules/tickets'
import type { DataClient } from '@/lib/supabase/types'

/** `rank` is the place by hand, as text: it may have more digits than a number of JavaScript holds. */
export type BoardTicket = TicketListItem & { rank: string }

/** `count` are all that the column holds, up to 1000; `next` is where loading goes on, null at the end. */
export type BoardColumn = { tickets: BoardTicket[]; count: number; next: Cursor | null }

export type TicketBoard = {
  columns: Record<TicketStatus, BoardColumn>
  /** What stands around the page of one client; null across clients and while searching. */
  frame: ClientFrame | null
}

const CARDS_PER_COLUMN = 50
/** Counts stop here, and so does what is found by words. */
const COUNTED = 1000

const CARD_COLUMNS = `${TICKET_ROW_COLUMNS}, client_name, place:rank::text`

type StoredCard = StoredTicketRow & { client_name: string | null; place: string }

export const boardKeys = {
  all: () => [...ticketKeys.all, 'board'] as const,
  board: ({ agencyId, clientId, timeZone }: TicketScope, params: BoardParams) =>
    [...boardKeys.all(), agencyId, clientId, params, needsToday(params.filter) ? timeZone : null] as const,
}

/**
 * All columns of a board with how many cards each holds, in one request. What was loaded further down a column stays
 * loaded when the board is read again. Throws `client_not_found`, also for another agency's.
 */
export function ticketBoardQuery(supabase: DataClient, scope: TicketScope, params: BoardParams) {
  return queryOptions({
    queryKey: boardKeys.board(scope, params),
    queryFn: ({ signal, client, queryKey }) => {
      const shown = client.getQueryData<TicketBoard>(queryKey)
      const limitOf = (status: TicketStatus) =>
        Math.min(Math.max(shown?.columns[status].tickets.length ?? 0, CARDS_PER_COLUMN), COUNTED)
      return getBoard(supabase, scope, params, limitOf, signal)
    },
    placeholderData: keepPreviousData,
  })
}

async function getBoard(
  supabase: DataClient,
  scope: TicketScope,
  params: BoardParams,
  limitOf: (status: TicketStatus) => number,
  signal: AbortSignal,
): Promise<TicketBoard> {
  if (scope.clientId !== null && !isUuid(scope.clientId)) throw new AppError('client_not_found')
  if (params.filter.search) return searchBoard(supabase, scope, params, signal)
  const statuses = boardStatuses(params)
  const isNarrowed = isBoardNarrowed(params)
  const isLoaded = (status: TicketStatus) => status !== 'closed' || params.isClosedOpen
  // One column is one embedding of the same table under its own name, and so are the numbers of a narrowed board.
  const embedded = statuses.flatMap((status) => [
    ...(isLoaded(status) ? [`${status}:tickets(${CARD_COLUMNS})`] : []),
    ...(isNarrowed ? [`all_${status}:tickets(number)`] : []),
  ])
  const { agencyId, clientId } = scope
  const query =
    clientId === null
      ? supabase
          .from('agencies')
          .select(['ticket_counts', ...embedded].join(','))
          .eq('id', agencyId)
      : supabase
          .from('clients')
          .select([CLIENT_FRAME_COLUMNS, 'ticket_counts', ...embedded].join(','))
          .eq('agency_id', agencyId)
          .eq('id', clientId)
  const narrowable = query as unknown as Narrowable
  for (const status of statuses) {
    const names = [...(isLoaded(status) ? [status] : []), ...(isNarrowed ? [`all_${status}`] : [])]
    for (const name of names) narrowColumn(narrowable, scope, params, status, name)
    if (isLoaded(status)) orderColumn(narrowable, params, null, limitOf(status), status)
    if (isNarrowed) narrowable.limit(COUNTED, { referencedTable: `all_${status}` })
  }
  const [row] = unwrap(await query.abortSignal(signal)) as unknown as StoredBoard[]
  if (!row) {
    if (clientId !== null) throw new AppError('client_not_found')
    return { columns: toColumns(() => EMPTY), frame: null }
  }
  const counts = toTicketCounts(row.ticket_counts)
  return {
    columns: toColumns((status) => {
      const stored = (row[status] ?? []) as StoredCard[]
      const limit = limitOf(status)
      const { rows, next } = cut(stored, params, limit, clientId !== null)
      const all = row[`all_${status}`] as unknown[] | undefined
      const isShown = statuses.includes(status)
      return { tickets: rows, next, count: isShown ? (all?.length ?? countOf(counts, status)) : 0 }
    }),
    frame: clientId === null ? null : toClientFrame(row as unknown as Parameters<typeof toClientFrame>[0]),
  }
}

type StoredBoard = Record<string, unknown> & { ticket_counts: Parameters<typeof toTicketCounts>[0] }

const EMPTY: BoardColumn = { tickets: [], count: 0, next: null }

function toColumns(columnOf: (status: TicketStatus) => BoardColumn): TicketBoard['columns'] {
  return {
    open: columnOf('open'),
    in_progress: columnOf('in_progress'),
    waiting: columnOf('waiting'),
    resolved: columnOf('resolved'),
    closed: columnOf('closed'),
  }
}

function countOf(counts: TicketCounts, status: TicketStatus): number {
  return counts[status === 'in_progress' ? 'inProgress' : status]
}

/** The filter of one column: the board's, with the column's status. */
function columnFilter(
  { filter }: BoardParams,
  status: TicketStatus,
  cursor: Cursor | null,
): TicketListParams {
  return { ...filter, status, waitingFor: status === 'waiting' ? filter.waitingFor : null, cursor }
}

function narrowColumn(
  query: Narrowable,
  scope: TicketScope,
  params: BoardParams,
  status: TicketStatus,
  embedded: string | null,
): void {
  const column = (name: string) => (embedded ? `${embedded}.${name}` : name)
  query.eq(column('agency_id'), scope.agencyId)
  if (scope.clientId !== null) query.eq(column('client_id'), scope.clientId)
  narrowTickets(query, scope, columnFilter(params, status, null), new Date(), embedded)
}

/** One more than shown tells whether there are further ones. */
function orderColumn(
  query: Narrowable,
  params: BoardParams,
  cursor: Cursor | null,
  limit: number,
  embedded: string | null,
): void {
  if (params.order !== 'manual') {
    orderTickets(query, { ...params.filter, cursor }, limit, embedded)
    return
  }
  const options = embedded ? { referencedTable: embedded } : {}
  if (cursor) {
    const { or, bound } = keysetFilter('rank', true, false, cursor)
    query.or(or, options)
    if (bound) query.filter(embedded ? `${embedded}.rank` : 'rank', bound.operator, bound.value)
  }
  query.order('rank', { ...options, ascending: true })
  query.order('id', { ...options, ascending: true })
  query.limit(limit + 1, options)
}

function cut(
  stored: readonly StoredCard[],
  params: BoardParams,
  limit: number,
  isOfOneClient: boolean,
): { rows: BoardTicket[]; next: Cursor | null } {
  const toCard = (row: StoredCard): BoardTicket => ({
    ...toTicketListItem(row, isOfOneClient ? null : row.client_name),
    rank: row.place,
  })
  if (params.order !== 'manual') {
    const { rows, next } = pageOfTickets(stored, { ...params.filter, cursor: null }, limit)
    return { rows: rows.map(toCard), next }
  }
  const rows = stored.slice(0, limit).map(toCard)
  const last = rows.at(-1)
  const hasMore = stored.length > limit && last
  return { rows, next: hasMore ? { direction: 'after', value: last.rank, id: last.id } : null }
}

/** Further cards of one column, from where its loading stopped. */
export async function listMoreCards(
  supabase: DataClient,
  scope: TicketScope,
  params: BoardParams,
  status: TicketStatus,
  cursor: Cursor,
): Promise<{ tickets: BoardTicket[]; next: Cursor | null }> {
  const query = supabase.from('tickets').select(CARD_COLUMNS)
  narrowColumn(query, scope, params, status, null)
  orderColumn(query, params, cursor, CARDS_PER_COLUMN, null)
  const stored = unwrap(await query) as unknown as StoredCard[]
  const { rows, next } = cut(stored, params, CARDS_PER_COLUMN, scope.clientId !== null)
  return { tickets: rows, next }
}

/** Words find at most a thousand tickets, which are shown at once in their columns. */
async function searchBoard(
  supabase: DataClient,
  scope: TicketScope,
  params: BoardParams,
  signal: AbortSignal,
): Promise<TicketBoard> {
  const query = supabase
    .rpc('find_tickets', {
      query: params.filter.search,
      ...(scope.clientId === null ? {} : { client_id: scope.clientId }),
    })
    // As in the list: the anchor lets columns that are computed be read of what a function found.
    .select(`${CARD_COLUMNS}, anchor:ticket_comments(id)`)
    .limit(0, { referencedTable: 'anchor' })
    .eq('agency_id', scope.agencyId)
    .in('status', [...boardStatuses(params)])
  const narrowable = query as unknown as Narrowable
  if (scope.clientId !== null) narrowable.eq('client_id', scope.clientId)
  const all: TicketListParams = {
    ...params.filter,
    status: null,
    tab: params.filter.tab === 'live' ? 'all' : params.filter.tab,
  }
  narrowTickets(narrowable, scope, all, new Date(), null)
  orderColumn(narrowable, params, null, COUNTED, null)
  const stored = unwrap(await query.abortSignal(signal)) as unknown as StoredCard[]
  return {
    columns: toColumns((status) => {
      const own = stored.filter((row) => row.status === status)
      const { rows } = cut(own, params, COUNTED, scope.clientId !== null)
      return { tickets: rows, count: rows.length, next: null }
    }),
    frame: null,
  }
}

/** The board with further cards at the end of a column; those that moved up into it meanwhile are not shown twice. */
export function withMoreCards(
  board: TicketBoard,
  status: TicketStatus,
  more: { tickets: BoardTicket[]; next: Cursor | null },
): TicketBoard {
  const known = new Set(TICKET_STATUSES.flatMap((one) => board.columns[one].tickets.map(({ id }) => id)))
  const column = board.columns[status]
  const tickets = [...column.tickets, ...more.tickets.filter(({ id }) => !known.has(id))]
  return {
    ...board,
    columns: {
      ...board.columns,
      [status]: { tickets, next: more.next, count: Math.max(column.count, tickets.length) },
    },
  }
}

/** The board with what is now known of one ticket. A new status brings the card to the top of its new column. */
export function withTicketChange(
  board: TicketBoard,
  ticketId: string,
  change: Partial<BoardTicket>,
): TicketBoard {
  const status = TICKET_STATUSES.find((one) => board.columns[one].tickets.some(({ id }) => id === ticketId))
  if (!status) return board
  const isMoving = change.status !== undefined && change.status !== status
  const moved = isMoving
    ? (layMove(board.columns, {
        ticketId,
        status: change.status ?? status,
        afterId: null,
      }) as TicketBoard['columns'])
    : board.columns
  const at = change.status ?? status
  const tickets = moved[at].tickets.map((card) => (card.id === ticketId ? { ...card, ...change } : card))
  return { ...board, columns: { ...moved, [at]: { ...moved[at], tickets } } }
}
