import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AppError, toAppError, unwrap } from '@/lib/errors'
import { ACTIVITY_COLUMNS, toActivityRow } from '@/lib/queries/activity'
import { ALERT_COLUMNS, toAlert, toCounts, type StoredAlert } from '@/lib/queries/alert-rows'
import { CLIENT_FRAME_COLUMNS, toClientFrame, type ClientFrame } from '@/lib/queries/clients'
import type { ActivityRow } from '@/lib/rules/activity'
import { askedParams, orderOf, type AlertListParams } from '@/lib/rules/alert-list-params'
import type { AlertPeople } from '@/lib/rules/alert-words'
import type { AlertCounts, AlertState } from '@/lib/rules/alerts'
import { columnKeysetFilter, type ColumnCursor } from '@/lib/rules/keyset-columns'
import { isUuid } from '@/lib/rules/runs'
import { containsPattern } from '@/lib/rules/text-search'
import type { Database } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

/** Whose alerts: an agency's, or those of one client of it. Staff are also told who did what. */
export type AlertScope = { agencyId: string; clientId: string | null; isStaff: boolean }

export type AlertItem = AlertState & {
  id: string
  client: { id: string; name: string; isHouse: boolean }
  title: string
  occurrences: number
  lastSeenAt: string
  createdAt: string
  /** The resolved alert that the same trouble had before. */
  previousAlertId: string | null
  /** Names the trouble: while an alert with it is live, another report only adds to that one. */
  dedupKey: string | null
  /** Of the ticket that was made of it. */
  ticketNumber: number | null
  people: AlertPeople
  /** Counts its changes; a writer names the one they saw. */
  version: number
}

export type AlertPage = {
  alerts: AlertItem[]
  counts: AlertCounts
  previous: ColumnCursor | null
  next: ColumnCursor | null
  /** The client whose page it is; null across clients. */
  client: ClientFrame | null
}

export type AlertDetail = AlertItem & {
  description: string | null
  source: string
  /** Newest first, without mere repetitions. Empty for the client's own people. */
  history: ActivityRow[]
  hasOlderHistory: boolean
  /** Names of the agency's staff by id, for whoever appears in the history. */
  names: Record<string, string>
}

export const ALERTS_PER_PAGE = 50
const HISTORY_LIMIT = 100

export const alertKeys = {
  all: ['alerts'] as const,
  lists: () => [...alertKeys.all, 'list'] as const,
  // The same for staff and for the client's own people: the database decides what each of them finds.
  list: ({ agencyId, clientId }: AlertScope, params: AlertListParams) =>
    [...alertKeys.lists(), { agencyId, clientId }, params] as const,
  details: () => [...alertKeys.all, 'detail'] as const,
  detail: (scope: AlertScope, alertId: string) =>
    [...alertKeys.details(), scope.agencyId, scope.isStaff, alertId] as const,
}

const AGENCY_COLUMNS = `alert_counts, alerts(${ALERT_COLUMNS})` as const
const CLIENT_COLUMNS = `${CLIENT_FRAME_COLUMNS}, alert_counts, alerts(${ALERT_COLUMNS})` as const
const DETAIL_COLUMNS = `${ALERT_COLUMNS}, description, source` as const
const STAFF_DETAIL_COLUMNS =
  `alerts(${DETAIL_COLUMNS}), activity:activity_log(${ACTIVITY_COLUMNS}, actor_name), house:clients(users(id, full_name, email))` as const

/** One page of alerts with the number behind each tab, in one request. Throws `client_not_found`, also for another agency's. */
export function alertListQuery(supabase: DataClient, scope: AlertScope, wanted: AlertListParams) {
  const params = askedParams(scope.clientId, wanted)
  return queryOptions({
    queryKey: alertKeys.list(scope, params),
    queryFn: ({ signal }) => listAlerts(supabase, scope, params, signal),
    // The rows in view stay until the next ones are there.
    placeholderData: keepPreviousData,
  })
}

async function listAlerts(
  supabase: DataClient,
  scope: AlertScope,
  params: AlertListParams,
  signal: AbortSignal,
): Promise<AlertPage> {
  const { agencyId } = scope
  const clientId = scope.clientId ?? params.clientId
  if (clientId !== null && !isUuid(clientId)) throw new AppError('client_not_found')
  const narrow = <Query extends Narrowable<Query>>(query: Query) => narrowToPage(query, agencyId, params)
  if (clientId === null) {
    const row = await narrow(supabase.from('agencies').select(AGENCY_COLUMNS).eq('id', agencyId))
      .abortSignal(signal)
      .maybeSingle()
    if (row.error) throw toAppError(row.error, row.status)
    return toPage(row.data?.alerts ?? [], row.data?.alert_counts ?? null, params, null)
  }
  const row = await narrow(
    supabase
      .from('clients')
      .select(CLIENT_COLUMNS)
      .eq('agency_id', agencyId)
      .eq('id', clientId)
      .eq('alerts.client_id', clientId),
  )
    .abortSignal(signal)
    .maybeSingle()
  if (row.error) throw toAppError(row.error, row.status)
  // As a filter, a client that is gone is one that nothing is found for.
  if (!row.data) {
    if (scope.clientId === null) return toPage([], null, params, null)
    throw new AppError('client_not_found')
  }
  return toPage(row.data.alerts, row.data.alert_counts, params, toClientFrame(row.data))
}

/** What the two ways of asking for alerts have in common. */
type Narrowable<Self> = {
  eq: (column: string, value: string) => Self
  neq: (column: string, value: string) => Self
  gt: (column: string, value: string) => Self
  gte: (column: string, value: string) => Self
  lt: (column: string, value: string) => Self
  in: (column: string, values: readonly string[]) => Self
  ilike: (column: string, pattern: string) => Self
  filter: (column: string, operator: string, value: string) => Self
  or: (filters: string, options: { referencedTable: string }) => Self
  order: (column: string, options: { ascending: boolean; referencedTable: string }) => Self
  limit: (count: number, options: { referencedTable: string }) => Self
}

const AT = { referencedTable: 'alerts' }

function narrowToPage<Query extends Narrowable<Query>>(
  all: Query,
  agencyId: string,
  params: AlertListParams,
): Query {
  const { tab, severities, search, hasSnoozed, raised, resolved, cursor } = params
  const now = new Date().toISOString()
  let query = all.eq('alerts.agency_id', agencyId)
  if (tab === 'live' || tab === 'snoozed') query = query.neq('alerts.status', 'resolved')
  else if (tab !== 'all') query = query.eq('alerts.status', tab)
  if (tab === 'snoozed') query = query.gt('alerts.snoozed_until', now)
  if (tab === 'live' && !hasSnoozed) query = query.or(`snoozed_until.is.null,snoozed_until.lte."${now}"`, AT)
  if (severities.length > 0) query = query.in('alerts.severity', severities)
  if (raised) query = query.gte('alerts.created_at', raised.from).lt('alerts.created_at', raised.until)
  if (resolved)
    query = query.gte('alerts.resolved_at', resolved.from).lt('alerts.resolved_at', resolved.until)
  if (search) query = query.ilike('alerts.title', containsPattern(search))
  const order = orderOf(tab)
  if (cursor) {
    const { or, bound } = columnKeysetFilter(order, cursor)
    query = query.or(or, AT)
    if (bound) query = query.filter(`alerts.${order[0]?.column ?? 'id'}`, bound.operator, bound.value)
  }
  const isForward = cursor?.direction !== 'before'
  for (const { column, isAscending } of order) {
    query = query.order(column, { ascending: isAscending === isForward, ...AT })
  }
  const isLastAscending = order.at(-1)?.isAscending ?? true
  return (
    query
      .order('id', { ascending: isLastAscending === isForward, ...AT })
      // One more than shown tells whether there is a further page, without counting.
      .limit(ALERTS_PER_PAGE + 1, AT)
  )
}

type SortColumn = 'severity_rank' | 'status' | 'created_at' | 'snoozed_until' | 'resolved_at'

function toPage(
  rows: StoredAlert[],
  counts: Database['public']['CompositeTypes']['alert_counts'] | null,
  params: AlertListParams,
  client: ClientFrame | null,
): AlertPage {
  const isBackwards = params.cursor?.direction === 'before'
  const hasMore = rows.length > ALERTS_PER_PAGE
  const page = rows.slice(0, ALERTS_PER_PAGE)
  if (isBackwards) page.reverse()
  const edge = (row: StoredAlert | undefined, direction: ColumnCursor['direction']) =>
    row
      ? {
          direction,
          values: orderOf(params.tab).map(({ column }) => String(row[column as SortColumn])),
          id: row.id,
        }
      : null
  const hasPrevious = isBackwards ? hasMore : params.cursor !== null
  return {
    alerts: page.map(toAlert),
    counts: toCounts(counts),
    previous: hasPrevious ? edge(page[0], 'before') : null,
    next: isBackwards || hasMore ? edge(page.at(-1), 'after') : null,
    client,
  }
}

/**
 * One alert with its history and the names in it, in one request. Throws `alert_not_found` for an unknown id, for
 * another agency's, and to the client's own people for what is not shared with them.
 */
export function alertDetailQuery(supabase: DataClient, scope: AlertScope, alertId: string) {
  return queryOptions({
    queryKey: alertKeys.detail(scope, alertId),
    queryFn: ({ signal }) => getAlert(supabase, scope, alertId, signal),
    // Opened to decide something: what was read a minute ago is shown, and asked for again.
    staleTime: 0,
  })
}

async function getAlert(
  supabase: DataClient,
  { agencyId, clientId, isStaff }: AlertScope,
  alertId: string,
  signal: AbortSignal,
): Promise<AlertDetail> {
  if (!isUuid(alertId)) throw new AppError('alert_not_found')
  if (!isStaff) {
    const [row] = unwrap(
      await supabase
        .from('alerts')
        .select(DETAIL_COLUMNS)
        .eq('agency_id', agencyId)
        .eq('client_id', clientId ?? '')
        .eq('id', alertId)
        .abortSignal(signal),
    )
    if (!row) throw new AppError('alert_not_found')
    return { ...toDetail(row), history: [], hasOlderHistory: false, names: {} }
  }
  const agency = await supabase
    .from('agencies')
    .select(STAFF_DETAIL_COLUMNS)
    .eq('id', agencyId)
    .eq('alerts.agency_id', agencyId)
    .eq('alerts.id', alertId)
    .eq('activity.subject_id', alertId)
    .eq('activity.table_name', 'alerts')
    // A trouble that was reported a thousand times is one thing that happened.
    .or('new_values->>occurrences.is.null,new_values->>severity.not.is.null', { referencedTable: 'activity' })
    .order('id', { referencedTable: 'activity', ascending: false })
    .limit(HISTORY_LIMIT + 1, { referencedTable: 'activity' })
    .eq('house.is_house', true)
    .abortSignal(signal)
    .maybeSingle()
  if (agency.error) throw toAppError(agency.error, agency.status)
  const row = agency.data?.alerts[0]
  if (!agency.data || !row) throw new AppError('alert_not_found')
  // There is one house client, and an API that concludes so from its unique index sends an object instead of a list.
  const staff = [agency.data.house].flat().flatMap((client) => client.users)
  return {
    ...toDetail(row),
    history: agency.data.activity.slice(0, HISTORY_LIMIT).map(toActivityRow),
    hasOlderHistory: agency.data.activity.length > HISTORY_LIMIT,
    names: Object.fromEntries([
      // Rules of automation act as well, and are no members of staff.
      ...agency.data.activity.flatMap(({ actor_id, actor_name }) =>
        actor_id && actor_name ? [[actor_id, actor_name] as const] : [],
      ),
      ...staff.map((person) => [person.id, person.full_name ?? person.email] as const),
    ]),
  }
}

type StoredDetail = StoredAlert & { description: string | null; source: string }

function toDetail(row: StoredDetail) {
  return {
    ...toAlert(row),
    description: row.description,
    source: row.source,
  }
}

/** The live alert of the same trouble as a resolved one: its id, or null. */
export async function findLiveTwin(
  supabase: DataClient,
  input: { agencyId: string; clientId: string; dedupKey: string },
): Promise<string | null> {
  const [row] = unwrap(
    await supabase
      .from('alerts')
      .select('id')
      .eq('agency_id', input.agencyId)
      .eq('client_id', input.clientId)
      .eq('dedup_key', input.dedupKey)
      .neq('status', 'resolved'),
  )
  return row?.id ?? null
}
