import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AppError, unwrap } from '@/lib/errors'
import { CLIENT_FRAME_COLUMNS, toClientFrame, type ClientFrame } from '@/lib/queries/clients'
import {
  narrowTickets,
  orderTickets,
  pageOfTickets,
  partsOf,
  type Narrowable,
  type TicketPart,
} from '@/lib/queries/ticket-filters'
import type { Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'
import { needsToday, type TicketListParams } from '@/lib/rules/ticket-list-params'
import {
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  VISIBILITIES,
  WAITING_FOR,
  type TicketFields,
} from '@/lib/rules/tickets'
import type { Database } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type TicketListItem = Omit<TicketFields, 'description'> & {
  id: string
  number: number
  clientId: string
  /** Null where the page is one client's and says its name already. */
  clientName: string | null
  /** Null when nobody has it, or somebody who left. */
  assigneeName: string | null
  /** The alert it was made of. */
  sourceAlertId: string | null
  version: number
  createdAt: string
  updatedAt: string
}

/** What each tab holds; every number stops at 1000. */
export type TicketCounts = Record<CountName, number>
type CountName =
  | 'live'
  | 'mine'
  | 'unassigned'
  | 'overdue'
  | 'open'
  | 'inProgress'
  | 'waiting'
  | 'resolved'
  | 'closed'
  | 'all'

export type TicketPage = {
  tickets: TicketListItem[]
  /** Null while searching, when the words and not the tabs decide. */
  counts: TicketCounts | null
  /** What stands around the page of one client; null in the list across clients and while searching. */
  frame: ClientFrame | null
  previous: Cursor | null
  next: Cursor | null
}

/** Whose tickets a list shows, and to whom. */
export type TicketScope = {
  agencyId: string
  /** Null: those of all clients. */
  clientId: string | null
  userId: string
  userName: string
  isStaff: boolean
  /** The agency's: by its clock tickets are overdue. */
  timeZone: string
}

export const TICKETS_PER_PAGE = 50

export const ticketKeys = {
  all: ['tickets'] as const,
  lists: () => [...ticketKeys.all, 'list'] as const,
  // Which day it is matters only to lists that ask for days.
  list: ({ agencyId, clientId, timeZone }: TicketScope, params: TicketListParams) =>
    [...ticketKeys.lists(), agencyId, clientId, params, needsToday(params) ? timeZone : null] as const,
  details: () => [...ticketKeys.all, 'detail'] as const,
  detail: (agencyId: string, clientId: string | null, number: number) =>
    [...ticketKeys.details(), agencyId, clientId, number] as const,
  people: (agencyId: string, clientId: string | null) =>
    [...ticketKeys.all, 'people', agencyId, clientId] as const,
}

/** What is stored of a ticket's row; the embedded API answers a write with nothing else. */
export const TICKET_COLUMNS =
  'id, client_id, number, title, status, waiting_for, priority, priority_rank, assignee_id, due_on, visibility, source_alert_id, version, created_at, updated_at' as const

/** Columns of a ticket's row; `toTicketListItem` reads them. */
export const TICKET_ROW_COLUMNS = `${TICKET_COLUMNS}, assignee_name` as const

const IN_AGENCY = `ticket_counts, tickets(${TICKET_ROW_COLUMNS}, client_name)` as const
const IN_CLIENT = `${CLIENT_FRAME_COLUMNS}, ticket_counts, tickets(${TICKET_ROW_COLUMNS})` as const
// Where a page comes in two parts, the second is the same table under another name.
const FAR = 'far_tickets'
const FAR_IN_AGENCY = `${IN_AGENCY}, ${FAR}:tickets(${TICKET_ROW_COLUMNS}, client_name)` as const
const FAR_IN_CLIENT = `${IN_CLIENT}, ${FAR}:tickets(${TICKET_ROW_COLUMNS})` as const
// The embedded API knows computed columns of a function's rows only beside an embedded table, so one comes along empty.
const FOUND = `${TICKET_ROW_COLUMNS}, client_name, anchor:ticket_comments(id)` as const

/** One page of tickets with the numbers on the tabs, in one request. Throws `client_not_found`, also for another agency's. */
export function ticketListQuery(supabase: DataClient, scope: TicketScope, params: TicketListParams) {
  return queryOptions({
    queryKey: ticketKeys.list(scope, params),
    queryFn: ({ signal }) => listTickets(supabase, scope, params, signal),
    // The rows in view stay until the next ones are there.
    placeholderData: keepPreviousData,
  })
}

async function listTickets(
  supabase: DataClient,
  scope: TicketScope,
  params: TicketListParams,
  signal: AbortSignal,
): Promise<TicketPage> {
  if (scope.clientId !== null && !isUuid(scope.clientId)) throw new AppError('client_not_found')
  if (params.search) return searchTickets(supabase, scope, params, signal)
  return scope.clientId === null
    ? listOfAgency(supabase, scope, params, signal)
    : listOfClient(supabase, { ...scope, clientId: scope.clientId }, params, signal)
}

async function listOfAgency(
  supabase: DataClient,
  scope: TicketScope,
  params: TicketListParams,
  signal: AbortSignal,
): Promise<TicketPage> {
  const query = supabase
    .from('agencies')
    // The second part changes how many rows come, not their shape.
    .select((partsOf(params).includes('far') ? FAR_IN_AGENCY : IN_AGENCY) as typeof IN_AGENCY)
    .eq('id', scope.agencyId)
  prepareEmbedded(query, scope, params)
  const [agency] = unwrap(await query.abortSignal(signal))
  const { rows, previous, next } = pageOfTickets(agency ? readParts(agency) : [], params, TICKETS_PER_PAGE)
  return {
    tickets: rows.map((row) => toTicketListItem(row, row.client_name)),
    counts: toTicketCounts(agency?.ticket_counts ?? null),
    frame: null,
    previous,
    next,
  }
}

async function listOfClient(
  supabase: DataClient,
  scope: TicketScope & { clientId: string },
  params: TicketListParams,
  signal: AbortSignal,
): Promise<TicketPage> {
  const query = supabase
    .from('clients')
    .select((partsOf(params).includes('far') ? FAR_IN_CLIENT : IN_CLIENT) as typeof IN_CLIENT)
    .eq('agency_id', scope.agencyId)
    .eq('id', scope.clientId)
  prepareEmbedded(query, scope, params)
  const [client] = unwrap(await query.abortSignal(signal))
  if (!client) throw new AppError('client_not_found')
  const { rows, previous, next } = pageOfTickets(readParts(client), params, TICKETS_PER_PAGE)
  return {
    tickets: rows.map((row) => toTicketListItem(row, null)),
    counts: toTicketCounts(client.ticket_counts),
    frame: toClientFrame(client),
    previous,
    next,
  }
}

/** Words are looked up by a function, because policies keep the index over them from being used. */
async function searchTickets(
  supabase: DataClient,
  scope: TicketScope,
  params: TicketListParams,
  signal: AbortSignal,
): Promise<TicketPage> {
  let query = supabase
    .rpc('find_tickets', {
      query: params.search,
      ...(scope.clientId === null ? {} : { client_id: scope.clientId }),
    })
    .select(FOUND)
    .limit(0, { referencedTable: 'anchor' })
    .eq('agency_id', scope.agencyId)
  if (scope.clientId !== null) query = query.eq('client_id', scope.clientId)
  prepare(query, scope, params, null, 'whole')
  const found = unwrap(await query.abortSignal(signal))
  const { rows, previous, next } = pageOfTickets(found, params, TICKETS_PER_PAGE)
  return {
    tickets: rows.map((row) => toTicketListItem(row, scope.clientId === null ? row.client_name : null)),
    counts: null,
    frame: null,
    previous,
    next,
  }
}

/** The rows that hang from an agency or a client, those of a second part behind the first. */
function readParts<Row>(parent: { tickets: Row[] }): Row[] {
  const { [FAR]: far = [] } = parent as { [FAR]?: Row[] }
  return [...parent.tickets, ...far]
}

function prepareEmbedded(query: unknown, scope: TicketScope, params: TicketListParams): void {
  const narrowable = query as Narrowable
  for (const part of partsOf(params)) {
    const embedded = part === 'far' ? FAR : 'tickets'
    narrowable.eq(`${embedded}.agency_id`, scope.agencyId)
    if (scope.clientId !== null) narrowable.eq(`${embedded}.client_id`, scope.clientId)
    prepare(query, scope, params, embedded, part)
  }
}

/** Narrows and orders in place, as the builders of postgrest-js do. */
function prepare(
  query: unknown,
  scope: TicketScope,
  params: TicketListParams,
  embedded: string | null,
  part: TicketPart,
): void {
  const narrowable = query as Narrowable
  narrowTickets(narrowable, scope, params, new Date(), embedded)
  orderTickets(narrowable, params, TICKETS_PER_PAGE, embedded, part)
}

export type StoredTicketRow = {
  id: string
  client_id: string
  number: number
  title: string
  status: string
  waiting_for: string | null
  priority: string
  priority_rank: number | null
  assignee_id: string | null
  assignee_name: string | null
  due_on: string | null
  visibility: string
  source_alert_id: string | null
  version: number
  created_at: string
  updated_at: string
}

/** Reads `TICKET_ROW_COLUMNS`. */
export function toTicketListItem(row: StoredTicketRow, clientName: string | null): TicketListItem {
  return {
    id: row.id,
    number: row.number,
    clientId: row.client_id,
    clientName,
    title: row.title,
    status: oneOf(TICKET_STATUSES, row.status) ?? 'open',
    waitingFor: oneOf(WAITING_FOR, row.waiting_for),
    priority: oneOf(TICKET_PRIORITIES, row.priority) ?? 'normal',
    assigneeId: row.assignee_id,
    assigneeName: row.assignee_name,
    dueOn: row.due_on,
    visibility: oneOf(VISIBILITIES, row.visibility) ?? 'internal',
    sourceAlertId: row.source_alert_id,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Reads the composite that `ticket_counts` is. */
export function toTicketCounts(
  counts: Database['public']['CompositeTypes']['ticket_counts'] | null,
): TicketCounts {
  return {
    live: counts?.live ?? 0,
    mine: counts?.mine ?? 0,
    unassigned: counts?.unassigned ?? 0,
    overdue: counts?.overdue ?? 0,
    open: counts?.open ?? 0,
    inProgress: counts?.in_progress ?? 0,
    waiting: counts?.waiting ?? 0,
    resolved: counts?.resolved ?? 0,
    closed: counts?.closed ?? 0,
    all: counts?.everything ?? 0,
  }
}

export type TicketPerson = { id: string; name: string; email: string; isStaff: boolean }

/** Whom a ticket can be given to and who can be mentioned on it: the team, and with a client that client's people. */
export function ticketPeopleQuery(supabase: DataClient, agencyId: string, clientId: string | null) {
  return queryOptions({
    queryKey: ticketKeys.people(agencyId, clientId),
    queryFn: async ({ signal }): Promise<TicketPerson[]> => {
      const query = supabase
        .from('clients')
        .select('id, is_house, people:users(id, full_name, email)')
        .eq('agency_id', agencyId)
      const narrowed =
        clientId === null ? query.eq('is_house', true) : query.or(`is_house.is.true,id.eq.${clientId}`)
      const clients = unwrap(await narrowed.abortSignal(signal))
      return clients
        .flatMap(({ is_house, people }) =>
          people.map((person) => ({
            id: person.id,
            name: person.full_name ?? person.email,
            email: person.email,
            isStaff: is_house,
          })),
        )
        .sort((one, other) => byName.compare(one.name, other.name))
    },
  })
}

const byName = new Intl.Collator('en')
