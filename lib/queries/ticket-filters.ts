import { keysetFilter, placeFilter, type Cursor, type KeysetFilter } from '@/lib/rules/keyset'
import { dayOf } from '@/lib/rules/day-groups'
import { addDays } from '@/lib/rules/spans'
import { ME, NOBODY, type TicketListParams, type TicketSort } from '@/lib/rules/ticket-list-params'

type Embedded = { referencedTable?: string }

/** The part of a query builder that narrows and orders: the same for a table, a function's rows and an embedded table. */
export type Narrowable = {
  eq: (column: string, value: string | number | boolean) => unknown
  is: (column: string, value: boolean | null) => unknown
  lt: (column: string, value: string) => unknown
  gte: (column: string, value: string) => unknown
  lte: (column: string, value: string) => unknown
  filter: (column: string, operator: string, value: string) => unknown
  or: (filters: string, options?: Embedded) => unknown
  order: (column: string, options: Embedded & { ascending: boolean; nullsFirst?: boolean }) => unknown
  limit: (count: number, options?: Embedded) => unknown
}

/** What narrowing needs to know of who asks. */
export type NarrowScope = { userId: string; timeZone: string }

/** The calendar day ("2026-12-03") that it is in `timeZone`. */
export function todayIn(timeZone: string, now: Date): string {
  return dayOf(now.toISOString(), timeZone)
}

/**
 * Leaves the tickets that `params` asks for, apart from search, order and page; list, board and export share it.
 * `embedded` is the name under which the tickets are embedded; null when they are the rows themselves.
 */
export function narrowTickets(
  query: Narrowable,
  { userId, timeZone }: NarrowScope,
  params: TicketListParams,
  now: Date,
  embedded: string | null,
): void {
  const column = (name: string) => (embedded ? `${embedded}.${name}` : name)
  const today = todayIn(timeZone, now)
  const { tab, assignee, due, opened, resolved } = params

  if (params.status) query.eq(column('status'), params.status)
  else if (tab === 'resolved' || tab === 'closed') query.eq(column('status'), tab)
  else if (params.waitingFor) query.eq(column('status'), 'waiting')
  else if (tab !== 'all') {
    query.is(column('is_live'), true)
    // The same once more, as the indexes say it that leave out what is closed.
    query.filter(column('status'), 'neq', 'closed')
  }
  if (params.waitingFor) query.eq(column('waiting_for'), params.waitingFor)
  if (tab === 'mine') query.eq(column('assignee_id'), userId)
  if (tab === 'unassigned') query.is(column('assignee_id'), null)
  if (tab === 'overdue') query.lt(column('due_on'), today)

  if (params.priority) query.eq(column('priority'), params.priority)
  if (assignee === NOBODY) query.is(column('assignee_id'), null)
  else if (assignee) query.eq(column('assignee_id'), assignee === ME ? userId : assignee)
  if (params.clientId) query.eq(column('client_id'), params.clientId)

  if (due === 'overdue') {
    query.lt(column('due_on'), today)
    // What is done is not overdue, whatever the tab shows.
    query.is(column('is_live'), true)
  }
  if (due === 'today') query.eq(column('due_on'), today)
  if (due === 'week') {
    query.gte(column('due_on'), today)
    query.lte(column('due_on'), addDays(today, 6))
  }
  if (due === 'none') query.is(column('due_on'), null)
  if (opened) {
    query.gte(column('created_at'), opened.from)
    query.lt(column('created_at'), opened.until)
  }
  if (resolved) {
    query.gte(column('resolved_at'), resolved.from)
    query.lt(column('resolved_at'), resolved.until)
  }
}

type Order = { column: string; isAscending: boolean }

const ORDERS: Record<TicketSort, readonly Order[]> = {
  '-updated': [
    { column: 'updated_at', isAscending: false },
    { column: 'id', isAscending: false },
  ],
  '-created': [
    { column: 'created_at', isAscending: false },
    { column: 'id', isAscending: false },
  ],
  due: [
    { column: 'due_on', isAscending: true },
    { column: 'id', isAscending: true },
  ],
  '-number': [
    { column: 'number', isAscending: false },
    { column: 'id', isAscending: false },
  ],
  priority: [
    { column: 'priority_rank', isAscending: true },
    { column: 'updated_at', isAscending: false },
    { column: 'id', isAscending: false },
  ],
}

/**
 * Which of the rows beyond the cursor are asked for. `near` are those of its own group (its priority; those that are due some
 * day, or none) and `far` those of the groups after it. Each of the two is one stretch of an index, and both together only
 * one long search through it.
 */
export type TicketPart = 'whole' | 'near' | 'far'

/** The parts in which a page is read, in their order. */
export function partsOf({ sort, cursor }: TicketListParams): readonly TicketPart[] {
  if (!cursor) return ['whole']
  if (sort === 'priority' && cursor.value !== null) return ['near', 'far']
  // What is due no day comes after all that is.
  if (sort === 'due')
    return (cursor.value === null) === (cursor.direction === 'before') ? ['near', 'far'] : ['near']
  return ['whole']
}

/** Orders the tickets and starts them at the page. One more than shown tells whether there is a further page. */
export function orderTickets(
  query: Narrowable,
  { sort, cursor }: TicketListParams,
  perPage: number,
  embedded: string | null,
  part: TicketPart = 'whole',
): void {
  const options: Embedded = embedded ? { referencedTable: embedded } : {}
  const orders = ORDERS[sort]
  const [first] = orders
  if (cursor && first) {
    const column = (name: string) => (embedded ? `${embedded}.${name}` : name)
    const bind = ({ or, bound }: KeysetFilter, name: string) => {
      query.or(or, options)
      if (bound) query.filter(column(name), bound.operator, bound.value)
    }
    if (part === 'whole') bind(filterOf(sort, orders, cursor), first.column)
    else if (sort === 'due') narrowDue(query, column('due_on'), cursor, part, bind)
    else narrowPriority(query, column('priority_rank'), cursor, part, bind)
  }
  const isBackwards = cursor?.direction === 'before'
  for (const { column, isAscending } of orders) {
    const ascending = isAscending !== isBackwards
    query.order(column, { ...options, ascending, nullsFirst: !ascending })
  }
  query.limit(perPage + 1, options)
}

type Bind = (filter: KeysetFilter, column: string) => void

function narrowDue(query: Narrowable, dueOn: string, cursor: Cursor, part: TicketPart, bind: Bind): void {
  const isDueNever = (cursor.value === null) === (part === 'near')
  query.filter(dueOn, isDueNever ? 'is' : 'not.is', 'null')
  if (part === 'far') return
  if (cursor.value === null) bind(keysetFilter('due_on', true, true, cursor), 'due_on')
  else bind(keysetFilter('due_on', true, false, cursor), 'due_on')
}

function narrowPriority(query: Narrowable, rank: string, cursor: Cursor, part: TicketPart, bind: Bind): void {
  const [value = '', updatedAt = ''] = cursor.value?.split(',') ?? []
  if (part === 'far') query.filter(rank, cursor.direction === 'after' ? 'gt' : 'lt', value)
  else {
    query.filter(rank, 'eq', value)
    bind(keysetFilter('updated_at', false, false, { ...cursor, value: updatedAt }), 'updated_at')
  }
}

function filterOf(sort: TicketSort, orders: readonly Order[], cursor: Cursor): KeysetFilter {
  const [first] = orders
  if (sort !== 'priority' || cursor.value === null) {
    return keysetFilter(first?.column ?? 'id', first?.isAscending ?? true, sort === 'due', cursor)
  }
  const [rank = '', updatedAt = ''] = cursor.value.split(',')
  const values = [rank, updatedAt, cursor.id]
  return placeFilter(
    orders.map((order, index) => ({ ...order, value: values[index] ?? '' })),
    cursor.direction,
  )
}

type SortedRow = {
  id: string
  number: number
  due_on: string | null
  priority_rank: number | null
  created_at: string
  updated_at: string
}

/** Where a row stands in the order, as a cursor says it. */
function placeOf(row: SortedRow, sort: TicketSort): string | null {
  switch (sort) {
    case '-updated':
      return row.updated_at
    case '-created':
      return row.created_at
    case 'due':
      return row.due_on
    case '-number':
      return String(row.number)
    case 'priority':
      return `${row.priority_rank ?? 3},${row.updated_at}`
  }
}

/** Takes the rows of one page as the database answered them, and says where the pages beside it begin. */
export function pageOfTickets<Row extends SortedRow>(
  answered: readonly Row[],
  { sort, cursor }: TicketListParams,
  perPage: number,
): { rows: Row[]; previous: Cursor | null; next: Cursor | null } {
  const hasMore = answered.length > perPage
  const rows = answered.slice(0, perPage)
  const isBackwards = cursor?.direction === 'before'
  if (isBackwards) rows.reverse()
  const edge = (row: Row | undefined, direction: Cursor['direction']) =>
    row ? { direction, value: placeOf(row, sort), id: row.id } : null
  const hasPrevious = isBackwards ? hasMore : cursor !== null
  return {
    rows,
    previous: hasPrevious ? edge(rows[0], 'before') : null,
    next: isBackwards || hasMore ? edge(rows.at(-1), 'after') : null,
  }
}
