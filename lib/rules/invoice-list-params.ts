import { INVOICE_TYPES, type InvoiceStatus, type InvoiceType } from '@/lib/rules/invoices'
import { formatCursor, parseCursor, type Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'
import { normaliseSearch } from '@/lib/rules/text-search'

export const INVOICE_TABS = ['all', 'draft', 'sent', 'overdue', 'paid', 'void'] as const
/** Parts of the list; every tab says how many invoices it holds. */
export type InvoiceTab = (typeof INVOICE_TABS)[number]

export const INVOICE_SORTS = ['-created', 'due', '-total'] as const
export type InvoiceSort = (typeof INVOICE_SORTS)[number]

/** Everything that decides which invoices a list shows. All of it lives in the address. */
export type InvoiceListParams = {
  type: InvoiceType
  tab: InvoiceTab
  search: string
  /** Only in the list across clients. */
  clientId: string | null
  sort: InvoiceSort
  cursor: Cursor | null
}

export type Query = Record<string, string | string[] | undefined>

const DEFAULT_SORT: InvoiceSort = '-created'

const isDay = (value: string) => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
/** What the sort value of a row looks like in an address, for each order. */
const isCursorValue: Record<InvoiceSort, (value: string) => boolean> = {
  '-created': (value) => !Number.isNaN(Date.parse(value)),
  due: isDay,
  '-total': (value) => /^-?\d{1,16}$/.test(value),
}

/** Reads the list's parameters from an address. Whatever makes no sense counts as not given. */
export function parseInvoiceListParams(query: Query): InvoiceListParams {
  const read = (name: string) => {
    const value = query[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  const sort = oneOf(INVOICE_SORTS, read('sort')) ?? DEFAULT_SORT
  const client = read('client')
  const direction = read('after') ? 'after' : 'before'
  return {
    type: oneOf(INVOICE_TYPES, read('show')) ?? 'outgoing',
    tab: oneOf(INVOICE_TABS, read('tab')) ?? 'all',
    search: normaliseSearch(read('q')),
    clientId: isUuid(client) ? client : null,
    sort,
    cursor: parseCursor(direction, read(direction), { value: isCursorValue[sort], id: isUuid }),
  }
}

/** The inverse: only what differs from the default, so that addresses stay short and stable. */
export function formatInvoiceListParams(params: InvoiceListParams): Record<string, string | undefined> {
  const { cursor } = params
  return {
    show: params.type === 'outgoing' ? undefined : params.type,
    tab: params.tab === 'all' ? undefined : params.tab,
    q: params.search || undefined,
    client: params.clientId ?? undefined,
    sort: params.sort === DEFAULT_SORT ? undefined : params.sort,
    after: cursor?.direction === 'after' ? formatCursor(cursor) : undefined,
    before: cursor?.direction === 'before' ? formatCursor(cursor) : undefined,
  }
}

/** A change of what is listed starts again at the first page. */
export function changeInvoiceListParams(
  params: InvoiceListParams,
  change: Partial<InvoiceListParams>,
): InvoiceListParams {
  return { ...params, cursor: null, ...change }
}

/** Whether the list shows less than its tab. */
export function isNarrowed({ search, clientId }: InvoiceListParams): boolean {
  return search !== '' || clientId !== null
}

export function clearInvoiceListParams(params: InvoiceListParams): InvoiceListParams {
  return { ...params, search: '', clientId: null, cursor: null }
}

/** The state that a tab shows; null for all of them. */
export function statusOfTab(tab: InvoiceTab): InvoiceStatus | null {
  if (tab === 'all') return null
  return tab === 'overdue' ? 'sent' : tab
}

/** Whether the list depends on which day it is for the agency. */
export function needsToday(params: InvoiceListParams): boolean {
  return params.tab === 'overdue'
}
