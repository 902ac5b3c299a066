import { oneOf } from '@/lib/rules/runs'
import {
  isNarrowed,
  parseTicketListParams,
  type Query,
  type TicketListParams,
  type TicketSort,
  type TicketTab,
} from '@/lib/rules/ticket-list-params'
import {
  LIVE_STATUSES,
  STATUS_WORDS,
  TICKET_STATUSES,
  writtenCount,
  type TicketStatus,
  type WaitingFor,
} from '@/lib/rules/tickets'

export const BOARD_ORDERS = ['manual', 'priority', 'due', '-updated'] as const
/** manual: as people put the cards. With any other, a card goes where its values put it. */
export type BoardOrder = (typeof BOARD_ORDERS)[number]

/** The lists that make sense beside columns: those that say whose tickets, not how far they are. */
export const BOARD_TABS = ['live', 'mine', 'unassigned', 'overdue'] as const satisfies readonly TicketTab[]

/** Which cards a board shows and how. All of it lives in the address, the filters under the names that the list has. */
export type BoardParams = {
  filter: TicketListParams
  order: BoardOrder
  /** Closed tickets are many and seldom looked at, so their column is asked for only when it is open. */
  isClosedOpen: boolean
}

/** Reads a board's parameters from an address. Whatever makes no sense counts as not given. */
export function parseBoardParams(query: Query): BoardParams {
  const read = (name: string) => [query[name]].flat()[0] ?? ''
  const list = parseTicketListParams(query)
  const order = oneOf(BOARD_ORDERS, read('order')) ?? 'manual'
  const asked = list.tab === 'resolved' || list.tab === 'closed' ? list.tab : list.status
  const filter: TicketListParams = {
    ...list,
    tab: oneOf(BOARD_TABS, list.tab) ?? 'live',
    status: asked,
    // What the pages of the list are ordered and cut by means nothing here, and must not make two boards of one.
    sort: sortOf(order),
    cursor: null,
  }
  return { filter, order, isClosedOpen: read('closed') === '1' || asked === 'closed' }
}

/** The order that the list has by the same name; by hand there is none, so it is the list's usual one. */
function sortOf(order: BoardOrder): TicketSort {
  return order === 'manual' ? '-updated' : order
}

/** The columns that can hold anything at all under this filter. */
export function boardStatuses({ filter }: BoardParams): readonly TicketStatus[] {
  if (filter.status) return [filter.status]
  if (filter.waitingFor) return ['waiting']
  // What is done is not overdue.
  return filter.tab === 'overdue' || filter.due === 'overdue' ? LIVE_STATUSES : TICKET_STATUSES
}

/** Whether the columns hold fewer cards than the agency or the client has of each status. */
export function isBoardNarrowed({ filter }: BoardParams): boolean {
  return filter.tab !== 'live' || isNarrowed(filter)
}

/** A card as far as moving it matters. */
export type Card = { id: string; title: string; status: TicketStatus; waitingFor: WaitingFor | null }

/** `count` are all of the column, of which `tickets` are the first. */
type CardColumn<C extends Card> = { tickets: readonly C[]; count: number }
export type CardColumns<C extends Card> = Record<TicketStatus, CardColumn<C>>

/** A card put below another one in a column; null: on top. */
export type CardMove = { ticketId: string; status: TicketStatus; afterId: string | null }

type CardPlace<C extends Card> = { card: C; status: TicketStatus; index: number; total: number }

/** Where a card stands; null when the columns do not show it. */
export function placeOf<C extends Card>(columns: CardColumns<C>, ticketId: string): CardPlace<C> | null {
  for (const status of TICKET_STATUSES) {
    const { tickets, count } = columns[status]
    const index = tickets.findIndex(({ id }) => id === ticketId)
    const card = tickets[index]
    if (card) return { card, status, index, total: Math.max(count, tickets.length) }
  }
  return null
}

/** The move that would leave a card where it is: what undoing another one repeats. */
export function moveBackTo<C extends Card>(columns: CardColumns<C>, ticketId: string): CardMove | null {
  const place = placeOf(columns, ticketId)
  if (!place) return null
  const above = columns[place.status].tickets[place.index - 1]
  return { ticketId, status: place.status, afterId: above?.id ?? null }
}

/** The columns with a card moved. One that is not there, or whose neighbour went, leaves no gap: it stands on top. */
export function layMove<C extends Card>(columns: CardColumns<C>, move: CardMove): CardColumns<C> {
  const place = placeOf(columns, move.ticketId)
  if (!place) return columns
  const from = columns[place.status]
  const without: CardColumns<C> = {
    ...columns,
    [place.status]: {
      ...from,
      tickets: from.tickets.filter(({ id }) => id !== move.ticketId),
      count: Math.max(from.count - 1, 0),
    },
  }
  const to = without[move.status]
  const index = move.afterId === null ? 0 : to.tickets.findIndex(({ id }) => id === move.afterId) + 1
  const card: C = {
    ...place.card,
    status: move.status,
    // As the database does it: whoever drops a card on Waiting means the client, until somebody says otherwise.
    waitingFor: move.status === 'waiting' ? (place.card.waitingFor ?? 'client') : null,
  }
  return {
    ...without,
    [move.status]: { ...to, tickets: to.tickets.toSpliced(index, 0, card), count: to.count + 1 },
  }
}

/**
 * What the board shows: the server's last answer with every move laid over it that the server has not confirmed yet. So
 * an answer that was under way while somebody moved a card cannot snap it back.
 */
export function layMoves<C extends Card>(
  columns: CardColumns<C>,
  moves: readonly CardMove[],
): CardColumns<C> {
  return moves.reduce((laid, move) => layMove(laid, move), columns)
}

/** Asking again while a move is pending brings an answer that is old before it arrives: the last one to end asks. */
export function mayRefetch(pendingMoves: number): boolean {
  return pendingMoves === 0
}

/** What is closed can only be opened again. */
export function canMoveTo(from: TicketStatus, to: TicketStatus): boolean {
  return from !== 'closed' || to === 'open' || to === 'closed'
}

export type MoveStep = 'up' | 'down' | 'left' | 'right'

/**
 * Where one press of an arrow key carries a lifted card: along its column, or beside into the next one that may take it.
 * Null at an edge. `from` is the status that it has in the database.
 */
export function stepMove<C extends Card>(
  columns: CardColumns<C>,
  ticketId: string,
  step: MoveStep,
  { statuses, from, isManual }: { statuses: readonly TicketStatus[]; from: TicketStatus; isManual: boolean },
): CardMove | null {
  const place = placeOf(columns, ticketId)
  if (!place) return null
  const { tickets } = columns[place.status]
  if (step === 'up' || step === 'down') {
    const wanted = place.index + (step === 'up' ? -1 : 1)
    if (!isManual || wanted < 0 || wanted >= tickets.length) return null
    const above = step === 'up' ? tickets[place.index - 2] : tickets[place.index + 1]
    return { ticketId, status: place.status, afterId: above?.id ?? null }
  }
  const at = statuses.indexOf(place.status)
  const beside = step === 'left' ? statuses.slice(0, Math.max(at, 0)).reverse() : statuses.slice(at + 1)
  const status = beside.find((one) => canMoveTo(from, one))
  if (!status) return null
  const above = isManual
    ? columns[status].tickets[Math.min(place.index, columns[status].tickets.length) - 1]
    : undefined
  return { ticketId, status, afterId: above?.id ?? null }
}

/** "Broken pixel, In progress, 2 of 7": what is said of a card, never its id. */
export function sayPlace<C extends Card>(columns: CardColumns<C>, ticketId: string): string {
  const place = placeOf(columns, ticketId)
  if (!place) return ''
  return `${place.card.title}, ${STATUS_WORDS[place.status]}, ${place.index + 1} of ${writtenCount(place.total)}`
}
