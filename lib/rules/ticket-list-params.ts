import { formatCursor, parseCursor, type Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'
import { formatSpan, parseSpan, type Span } from '@/lib/rules/spans'
import { normaliseSearch } from '@/lib/rules/text-search'
import {
  LIVE_STATUSES,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  WAITING_FOR,
  type TicketPriority,
  type TicketStatus,
  type WaitingFor,
} from '@/lib/rules/tickets'

export const TICKET_TABS = ['live', 'mine', 'unassigned', 'overdue', 'resolved', 'closed', 'all'] as const
/** The first three words of each list; every tab says how many tickets it holds. */
export type TicketTab = (typeof TICKET_TABS)[number]

/** A client's own people look after nobody's tickets, so none of them are theirs or nobody's. */
export const VIEWER_TICKET_TABS = [
  'live',
  'resolved',
  'closed',
  'all',
] as const satisfies readonly TicketTab[]

export const TICKET_SORTS = ['-updated', 'priority', 'due', '-created', '-number'] as const
export type TicketSort = (typeof TICKET_SORTS)[number]

export const TICKET_DUES = ['overdue', 'today', 'week', 'none'] as const
export type TicketDue = (typeof TICKET_DUES)[number]

/** Stand in place of a person's id. */
export const NOBODY = 'none'
export const ME = 'me'

/** Everything that decides which tickets a list, a board or an export shows. All of it lives in the address. */
export type TicketListParams = {
  search: string
  tab: TicketTab
  status: TicketStatus | null
  waitingFor: WaitingFor | null
  priority: TicketPriority | null
  /** A person's id, ME or NOBODY. */
  assignee: string | null
  /** Only in the list across clients. */
  clientId: string | null
  due: TicketDue | null
  /** When it was opened, or resolved; a chart leads to the tickets of one week by it. */
  opened: Span | null
  resolved: Span | null
  sort: TicketSort
  cursor: Cursor | null
}

export type Query = Record<string, string | string[] | undefined>

const DEFAULT_TAB: TicketTab = 'live'
const DEFAULT_SORT: TicketSort = '-updated'

function single(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** The statuses that a tab can be narrowed to; a tab that is one status itself has none. */
export function statusesOf(tab: TicketTab): readonly TicketStatus[] {
  if (tab === 'resolved' || tab === 'closed') return []
  return tab === 'all' ? TICKET_STATUSES : LIVE_STATUSES
}

/** Reads the list's parameters from an address. Whatever makes no sense counts as not given. */
export function parseTicketListParams(query: Query): TicketListParams {
  const read = (name: string) => single(query[name])
  const status = oneOf(TICKET_STATUSES, read('status'))
  // `?status=resolved` alone means what it says, although the first tab shows only what is live.
  const implied = status === 'resolved' || status === 'closed' ? status : DEFAULT_TAB
  const tab = oneOf(TICKET_TABS, read('tab')) ?? implied
  const sort = oneOf(TICKET_SORTS, read('sort')) ?? DEFAULT_SORT
  const assignee = read('assignee')
  const client = read('client')
  const direction = read('after') ? 'after' : 'before'
  return {
    search: normaliseSearch(read('q')),
    tab,
    status: status && statusesOf(tab).includes(status) ? status : null,
    waitingFor: oneOf(WAITING_FOR, read('waiting')),
    priority: oneOf(TICKET_PRIORITIES, read('priority')),
    assignee: isUuid(assignee) || assignee === ME || assignee === NOBODY ? assignee : null,
    clientId: isUuid(client) ? client : null,
    due: oneOf(TICKET_DUES, read('due')),
    opened: parseSpan(read('opened')),
    resolved: parseSpan(read('resolved')),
    sort,
    cursor: parseCursor(direction, read(direction), { value: isCursorValue[sort], id: isUuid }),
  }
}

const isMoment = (value: string) => !Number.isNaN(Date.parse(value))

/** What the sort value of a row looks like in an address, for each order. */
const isCursorValue: Record<TicketSort, (value: string) => boolean> = {
  '-updated': isMoment,
  '-created': isMoment,
  due: (value) => /^\d{4}-\d\d-\d\d$/.test(value) && isMoment(value),
  '-number': (value) => /^\d{1,9}$/.test(value),
  priority: (value) => /^[0-3],/.test(value) && isMoment(value.slice(2)),
}

/** The inverse of `parseTicketListParams`: only what differs from the default, so that addresses stay short and stable. */
export function formatTicketListParams(params: TicketListParams): Record<string, string | undefined> {
  const { cursor } = params
  return {
    q: params.search || undefined,
    tab: params.tab === DEFAULT_TAB ? undefined : params.tab,
    status: params.status ?? undefined,
    waiting: params.waitingFor ?? undefined,
    priority: params.priority ?? undefined,
    assignee: params.assignee ?? undefined,
    client: params.clientId ?? undefined,
    due: params.due ?? undefined,
    opened: params.opened ? formatSpan(params.opened) : undefined,
    resolved: params.resolved ? formatSpan(params.resolved) : undefined,
    sort: params.sort === DEFAULT_SORT ? undefined : params.sort,
    after: cursor?.direction === 'after' ? formatCursor(cursor) : undefined,
    before: cursor?.direction === 'before' ? formatCursor(cursor) : undefined,
  }
}

/** A change of what is listed starts again at the first page; a tab drops the status that it cannot hold. */
export function changeTicketListParams(
  params: TicketListParams,
  change: Partial<TicketListParams>,
): TicketListParams {
  const next = { ...params, cursor: null, ...change }
  const canHoldStatus = next.status !== null && statusesOf(next.tab).includes(next.status)
  const status = canHoldStatus ? next.status : null
  const mayWait = status === 'waiting' || (status === null && statusesOf(next.tab).length > 0)
  return { ...next, status, waitingFor: mayWait ? next.waitingFor : null }
}

/** How many of the filters behind the "Filters" button are set. */
export function countFilters(params: TicketListParams): number {
  const { status, waitingFor, priority, assignee, clientId, due, opened, resolved } = params
  return [status, waitingFor, priority, assignee, clientId, due, opened, resolved].filter(
    (value) => value !== null,
  ).length
}

/**
 * Whether the list shows less than its tab: then an empty one is not mistaken for having no tickets, and the numbers on
 * the tabs, which count without search and filters, are left out rather than contradict the list.
 */
export function isNarrowed(params: TicketListParams): boolean {
  return params.search !== '' || countFilters(params) > 0
}

/** The same tab without search, filters and page; the order stays. */
export function clearTicketListParams(params: TicketListParams): TicketListParams {
  return {
    ...params,
    search: '',
    status: null,
    waitingFor: null,
    priority: null,
    assignee: null,
    clientId: null,
    due: null,
    opened: null,
    resolved: null,
    cursor: null,
  }
}

/** Whether the list depends on which day it is for the agency. */
export function needsToday(params: TicketListParams): boolean {
  return params.tab === 'overdue' || (params.due !== null && params.due !== 'none')
}
