import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AppError, unwrap } from '@/lib/errors'
import { CLIENT_FRAME_COLUMNS, toClientFrame, type ClientFrame } from '@/lib/queries/clients'
import { todayIn, type Narrowable } from '@/lib/queries/ticket-filters'
import {
  needsToday,
  statusOfTab,
  type InvoiceListParams,
  type InvoiceSort,
} from '@/lib/rules/invoice-list-params'
import { INVOICE_STATUSES, INVOICE_TYPES, type InvoiceStatus, type InvoiceType } from '@/lib/rules/invoices'
import { keysetFilter, type Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'
import type { Database } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type InvoiceListItem = {
  id: string
  clientId: string | null
  type: InvoiceType
  number: string | null
  partyName: string | null
  status: InvoiceStatus
  currency: string
  totalMinor: number
  issuedOn: string | null
  dueOn: string | null
  version: number
}

/** What each tab holds, up to 1000; and what is still to be paid, for each currency. */
export type InvoiceCounts = Record<'all' | InvoiceStatus | 'overdue', number> & {
  amounts: { currency: string; openMinor: number; overdueMinor: number }[]
}

export type InvoicePage = {
  invoices: InvoiceListItem[]
  /** Null while searching, when the words and not the tabs decide. */
  counts: Partial<Record<InvoiceType, InvoiceCounts>> | null
  /** What stands around the page of one client; null in the list across clients and while searching. */
  frame: ClientFrame | null
  previous: Cursor | null
  next: Cursor | null
}

/** Whose invoices a list shows, and to whom. */
export type InvoiceScope = {
  agencyId: string
  /** Null: those of all clients and suppliers. */
  clientId: string | null
  /** Whoever may not, reads what was sent to their client. */
  canBill: boolean
  /** The agency's: by its clock invoices are overdue. */
  timeZone: string
}

export const INVOICES_PER_PAGE = 50

export const invoiceKeys = {
  all: ['invoices'] as const,
  lists: () => [...invoiceKeys.all, 'list'] as const,
  list: ({ agencyId, clientId, timeZone }: InvoiceScope, params: InvoiceListParams) =>
    [...invoiceKeys.lists(), agencyId, clientId, params, needsToday(params) ? timeZone : null] as const,
  details: () => [...invoiceKeys.all, 'detail'] as const,
  detail: (agencyId: string, invoiceId: string) => [...invoiceKeys.details(), agencyId, invoiceId] as const,
  settings: (agencyId: string) => ['billing-settings', agencyId] as const,
}

/** Columns of an invoice's row; `toInvoiceListItem` reads them. */
export const INVOICE_ROW_COLUMNS =
  'id, client_id, type, number, party_name, status, currency, total_minor, issued_on, due_on, due_order, version, created_at' as const

const IN_AGENCY = `outgoing_counts, incoming_counts, invoices(${INVOICE_ROW_COLUMNS})` as const
const IN_CLIENT = `${CLIENT_FRAME_COLUMNS}, invoice_counts, invoices(${INVOICE_ROW_COLUMNS})` as const

/** One page of invoices with the numbers on the tabs, in one request. Throws `client_not_found`, also for another agency's. */
export function invoiceListQuery(supabase: DataClient, scope: InvoiceScope, params: InvoiceListParams) {
  return queryOptions({
    queryKey: invoiceKeys.list(scope, params),
    queryFn: ({ signal }) => listInvoices(supabase, scope, params, signal),
    // The rows in view stay until the next ones are there.
    placeholderData: keepPreviousData,
  })
}

async function listInvoices(
  supabase: DataClient,
  scope: InvoiceScope,
  params: InvoiceListParams,
  signal: AbortSignal,
): Promise<InvoicePage> {
  const { agencyId, clientId } = scope
  if (clientId !== null && !isUuid(clientId)) throw new AppError('client_not_found')
  if (params.search) return searchInvoices(supabase, scope, params, signal)
  if (clientId === null) {
    const query = supabase
      .from('agencies')
      .select(IN_AGENCY)
      .eq('id', agencyId)
      .eq('invoices.agency_id', agencyId)
    prepare(query, scope, params, 'invoices')
    const [agency] = unwrap(await query.abortSignal(signal))
    const counts = {
      outgoing: toInvoiceCounts(agency?.outgoing_counts ?? null),
      incoming: toInvoiceCounts(agency?.incoming_counts ?? null),
    }
    return { ...pageOf(agency?.invoices ?? [], params), counts, frame: null }
  }
  const query = supabase
    .from('clients')
    .select(IN_CLIENT)
    .eq('agency_id', agencyId)
    .eq('id', clientId)
    .eq('invoices.agency_id', agencyId)
    .eq('invoices.client_id', clientId)
  prepare(query, scope, params, 'invoices')
  const [client] = unwrap(await query.abortSignal(signal))
  if (!client) throw new AppError('client_not_found')
  const counts = { outgoing: toInvoiceCounts(client.invoice_counts) }
  return { ...pageOf(client.invoices, params), counts, frame: toClientFrame(client) }
}

/** Words are looked up by a function, because policies keep the index over them from being used. */
async function searchInvoices(
  supabase: DataClient,
  scope: InvoiceScope,
  params: InvoiceListParams,
  signal: AbortSignal,
): Promise<InvoicePage> {
  const found = supabase
    .rpc('find_invoices', { query: params.search })
    .select(INVOICE_ROW_COLUMNS)
    .eq('agency_id', scope.agencyId)
  const query = scope.clientId === null ? found : found.eq('client_id', scope.clientId)
  prepare(query, scope, params, null)
  return { ...pageOf(unwrap(await query.abortSignal(signal)), params), counts: null, frame: null }
}

const ORDERS: Record<InvoiceSort, { column: string; isAscending: boolean }> = {
  '-created': { column: 'created_at', isAscending: false },
  due: { column: 'due_order', isAscending: true },
  '-total': { column: 'total_minor', isAscending: false },
}

/** Narrows and orders in place, as the builders of postgrest-js do. */
function prepare(
  query: unknown,
  scope: InvoiceScope,
  params: InvoiceListParams,
  embedded: 'invoices' | null,
): void {
  const narrowable = query as Narrowable
  const column = (name: string) => (embedded ? `${embedded}.${name}` : name)
  const options = embedded ? { referencedTable: embedded } : {}
  const status = statusOfTab(params.tab)
  narrowable.eq(column('type'), scope.clientId === null ? params.type : 'outgoing')
  if (status) narrowable.eq(column('status'), status)
  if (params.tab === 'overdue') narrowable.lt(column('due_order'), todayIn(scope.timeZone, new Date()))
  if (params.clientId && scope.clientId === null) narrowable.eq(column('client_id'), params.clientId)

  const { cursor, sort } = params
  const order = ORDERS[sort]
  if (cursor) {
    const { or, bound } = keysetFilter(order.column, order.isAscending, false, cursor)
    narrowable.or(or, options)
    if (bound) narrowable.filter(column(order.column), bound.operator, bound.value)
  }
  const ascending = order.isAscending !== (cursor?.direction === 'before')
  narrowable.order(order.column, { ...options, ascending })
  narrowable.order('id', { ...options, ascending })
  // One more than is shown tells whether there is a further page.
  narrowable.limit(INVOICES_PER_PAGE + 1, options)
}

type StoredInvoiceRow = {
  id: string
  client_id: string | null
  type: string
  number: string | null
  party_name: string | null
  status: string
  currency: string
  total_minor: number
  issued_on: string | null
  due_on: string | null
  due_order: string | null
  version: number
  created_at: string
}

function pageOf(
  answered: readonly StoredInvoiceRow[],
  { sort, cursor }: InvoiceListParams,
): Pick<InvoicePage, 'invoices' | 'previous' | 'next'> {
  const hasMore = answered.length > INVOICES_PER_PAGE
  const rows = answered.slice(0, INVOICES_PER_PAGE)
  const isBackwards = cursor?.direction === 'before'
  if (isBackwards) rows.reverse()
  const valueOf = (row: StoredInvoiceRow) =>
    sort === 'due' ? row.due_order : sort === '-total' ? String(row.total_minor) : row.created_at
  const edge = (row: StoredInvoiceRow | undefined, direction: Cursor['direction']) =>
    row ? { direction, value: valueOf(row), id: row.id } : null
  return {
    invoices: rows.map(toInvoiceListItem),
    previous: (isBackwards ? hasMore : cursor !== null) ? edge(rows[0], 'before') : null,
    next: isBackwards || hasMore ? edge(rows.at(-1), 'after') : null,
  }
}

/** Reads `INVOICE_ROW_COLUMNS`. */
export function toInvoiceListItem(row: StoredInvoiceRow): InvoiceListItem {
  return {
    id: row.id,
    clientId: row.client_id,
    type: oneOf(INVOICE_TYPES, row.type) ?? 'incoming',
    number: row.number,
    partyName: row.party_name,
    status: oneOf(INVOICE_STATUSES, row.status) ?? 'draft',
    currency: row.currency,
    totalMinor: row.total_minor,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    version: row.version,
  }
}

/** Reads the composite that the counts are. */
function toInvoiceCounts(
  counts: Database['public']['CompositeTypes']['invoice_counts'] | null,
): InvoiceCounts {
  return {
    all: counts?.everything ?? 0,
    draft: counts?.draft ?? 0,
    sent: counts?.sent ?? 0,
    overdue: counts?.overdue ?? 0,
    paid: counts?.paid ?? 0,
    void: counts?.void ?? 0,
    amounts: (counts?.amounts ?? []).map((amount) => ({
      currency: amount.currency ?? 'EUR',
      openMinor: amount.open_minor ?? 0,
      overdueMinor: amount.overdue_minor ?? 0,
    })),
  }
}
