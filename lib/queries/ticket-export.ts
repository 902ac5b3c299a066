import { toLocalInput } from '@/lib/dates'
import { AppError, unwrap } from '@/lib/errors'
import {
  narrowTickets,
  orderTickets,
  pageOfTickets,
  partsOf,
  type Narrowable,
  type TicketPart,
} from '@/lib/queries/ticket-filters'
import {
  TICKET_ROW_COLUMNS,
  toTicketListItem,
  type StoredTicketRow,
  type TicketScope,
} from '@/lib/queries/tickets'
import { CSV_START, toCsvLine } from '@/lib/rules/csv-export'
import { isUuid } from '@/lib/rules/runs'
import type { TicketListParams } from '@/lib/rules/ticket-list-params'
import { PRIORITY_WORDS, statusWords, ticketNumber } from '@/lib/rules/tickets'
import type { DataClient } from '@/lib/supabase/types'

/** One page is all that is ever in memory. */
const ROWS_PER_PAGE = 500

const EXPORT_COLUMNS: string = `${TICKET_ROW_COLUMNS}, client_name, resolved_at`
// As in the list: the anchor lets columns that are computed be read of what a function found.
const FOUND_COLUMNS: string = `${EXPORT_COLUMNS}, anchor:ticket_comments(id)`

type ExportRow = StoredTicketRow & { client_name: string | null; resolved_at: string | null }

/**
 * The tickets of a filter as the lines of a CSV file, all pages of it, each asked for when the one before has been taken.
 * People of a client get what their own pages show, no more. Throws `client_not_found` and whatever reading throws.
 */
export async function* ticketFile(
  supabase: DataClient,
  scope: TicketScope,
  params: TicketListParams,
): AsyncGenerator<string> {
  if (scope.clientId !== null && !isUuid(scope.clientId)) throw new AppError('client_not_found')
  const columns = (scope.isStaff ? STAFF_COLUMNS : VIEWER_COLUMNS).map((column) => column(scope.timeZone))
  yield CSV_START + toCsvLine(columns.map(({ header }) => header))
  const now = new Date()
  let cursor: TicketListParams['cursor'] = null
  do {
    const page: TicketListParams = { ...params, cursor }
    const stored: ExportRow[] = []
    // What words find is a thousand rows at most, and needs no parts.
    for (const part of params.search ? (['whole'] as const) : partsOf(page)) {
      if (stored.length > ROWS_PER_PAGE) break
      stored.push(...(unwrap(await readPage(supabase, scope, page, now, part)) as unknown as ExportRow[]))
    }
    const { rows, next } = pageOfTickets(stored, page, ROWS_PER_PAGE)
    if (rows.length > 0) yield rows.map((row) => toCsvLine(columns.map(({ value }) => value(row)))).join('')
    cursor = next
  } while (cursor !== null)
}

function readPage(
  supabase: DataClient,
  scope: TicketScope,
  params: TicketListParams,
  now: Date,
  part: TicketPart,
) {
  const { agencyId, clientId } = scope
  const query = params.search
    ? supabase
        .rpc('find_tickets', { query: params.search, ...(clientId === null ? {} : { client_id: clientId }) })
        .select(FOUND_COLUMNS)
        .limit(0, { referencedTable: 'anchor' })
    : supabase.from('tickets').select(EXPORT_COLUMNS)
  const narrowable = query as unknown as Narrowable
  narrowable.eq('agency_id', agencyId)
  if (clientId !== null) narrowable.eq('client_id', clientId)
  narrowTickets(narrowable, scope, params, now, null)
  orderTickets(narrowable, params, ROWS_PER_PAGE, null, part)
  return query
}

type Column = (timeZone: string) => { header: string; value: (row: ExportRow) => string | null }

const moment = (value: string | null, timeZone: string) =>
  value && toLocalInput(value, timeZone).replace('T', ' ')
const item = (row: ExportRow) => toTicketListItem(row, null)

const number: Column = () => ({ header: 'Number', value: (row) => ticketNumber(row.number) })
const client: Column = () => ({ header: 'Client', value: (row) => row.client_name })
const title: Column = () => ({ header: 'Title', value: (row) => row.title })
const status: Column = () => ({ header: 'Status', value: (row) => statusWords(item(row)) })
const priority: Column = () => ({ header: 'Priority', value: (row) => PRIORITY_WORDS[item(row).priority] })
const assignee: Column = () => ({
  header: 'Assignee',
  value: (row) => (row.assignee_id ? (row.assignee_name ?? 'Former member') : null),
})
const due: Column = () => ({ header: 'Due', value: (row) => row.due_on })
const visibility: Column = () => ({
  header: 'Visible to',
  value: (row) => (row.visibility === 'client' ? 'Client' : 'Staff'),
})
const created: Column = (zone) => ({
  header: `Created (${zone})`,
  value: (row) => moment(row.created_at, zone),
})
const updated: Column = (zone) => ({
  header: `Updated (${zone})`,
  value: (row) => moment(row.updated_at, zone),
})
const resolved: Column = (zone) => ({
  header: `Resolved (${zone})`,
  value: (row) => moment(row.resolved_at, zone),
})

const STAFF_COLUMNS = [
  number,
  client,
  title,
  status,
  priority,
  assignee,
  due,
  visibility,
  created,
  updated,
  resolved,
]
/** How urgent and when due the agency finds things is its own affair. */
const VIEWER_COLUMNS = [number, title, status, assignee, created, updated, resolved]
