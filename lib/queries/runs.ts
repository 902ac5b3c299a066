import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { fromLocalInput } from '@/lib/dates'
import { AppError, toAppError, unwrap } from '@/lib/errors'
import { ACTIVITY_COLUMNS, toActivityRow } from '@/lib/queries/activity'
import { toFirstPeople, type FirstPeople } from '@/lib/queries/invitations'
import { PUBLICATION_COLUMNS, toPublication, type PublicationOnPortal } from '@/lib/queries/publications'
import type { ActivityRow } from '@/lib/rules/activity'
import { keysetFilter, type Cursor } from '@/lib/rules/keyset'
import { NO_PORTAL, type RunListParams, type RunSort } from '@/lib/rules/run-list-params'
import { isUuid, MARKET_MODES, oneOf, RUN_STATUSES, type MarketMode, type RunStatus } from '@/lib/rules/runs'
import { containsPattern } from '@/lib/rules/text-search'
import type { Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type Run = {
  id: string
  name: string
  status: RunStatus
  marketMode: MarketMode
  startsAt: string | null
  endsAt: string | null
  /** IANA name; null when the agency's own applies. */
  timeZone: string | null
  zone: { id: string; name: string } | null
}

export type RunListItem = Run & {
  /** Where somebody has decided to show it, also when it is not to be seen right now. */
  portalNames: string[]
}

export type RunPage = { runs: RunListItem[]; previous: Cursor | null; next: Cursor | null }

export type RunDetail = Run & {
  /** Where somebody has decided to show it, also when it is not to be seen right now. */
  publications: PublicationOnPortal[]
  description: string | null
  publishVersion: number
  /** As stored; `timeZone` is read from it. */
  metadata: Record<string, Json | undefined>
  activity: ActivityRow[]
  /** Whether the history goes further back than `activity`. */
  hasOlderActivity: boolean
  /** The first of those invited to it or on it; null when the answer held nothing readable. */
  firstPeople: FirstPeople | null
  /** Names of the agency's staff by id, for whoever appears in the history. */
  people: Record<string, string>
}

/** What the list needs to know of the agency whose runs it shows. */
export type AgencyScope = { agencyId: string; timeZone: string }

export const RUNS_PER_PAGE = 30
const LETTERS_OF_A_PART = 3
const ACTIVITY_LIMIT = 200

export const runKeys = {
  all: ['runs'] as const,
  lists: () => [...runKeys.all, 'list'] as const,
  // The time zone decides where a day begins, so it is part of the key only when days are asked for.
  list: ({ agencyId, timeZone }: AgencyScope, params: RunListParams) =>
    [...runKeys.lists(), agencyId, params, hasDays(params) ? timeZone : null] as const,
  detail: (agencyId: string, runId: string) => [...runKeys.all, 'detail', agencyId, runId] as const,
}

const RUN_COLUMNS =
  'id, name, status, market_mode, starts_at, ends_at, updated_at, time_zone:metadata->>time_zone, zone:cc_zones(id, name)'
// Of what hangs from a run, a list gets only the words it shows: it travels twice, as the page and as the data behind it.
const LIST_COLUMNS =
  `${RUN_COLUMNS}, publications:cc_run_portal_publications(portal:cc_portals(name))` as const
const DETAIL_COLUMNS =
  `runs:cc_n3_runs(${RUN_COLUMNS}, publications:cc_run_portal_publications(${PUBLICATION_COLUMNS}), description, publish_version, metadata, run_people), activity:activity_log(${ACTIVITY_COLUMNS}), house:clients(users(id, full_name, email))` as const

const SORT_COLUMNS: Record<RunSort, { column: SortColumn; isAscending: boolean; isNullable: boolean }> = {
  start: { column: 'starts_at', isAscending: true, isNullable: true },
  '-start': { column: 'starts_at', isAscending: false, isNullable: true },
  name: { column: 'name', isAscending: true, isNullable: false },
  '-changed': { column: 'updated_at', isAscending: false, isNullable: false },
}
type SortColumn = 'starts_at' | 'name' | 'updated_at'

/** Whether the list depends on the agency's time zone. */
export function hasDays({ from, to }: RunListParams): boolean {
  return from !== null || to !== null
}

/** One page of an agency's runs. One request, whatever is filtered by, and another one where those with a start end. */
export function runListQuery(supabase: DataClient, scope: AgencyScope, params: RunListParams) {
  return queryOptions({
    queryKey: runKeys.list(scope, params),
    queryFn: ({ signal }) => listRuns(supabase, scope, params, signal),
    // The rows in view stay until the next ones are there.
    placeholderData: keepPreviousData,
  })
}

async function listRuns(
  supabase: DataClient,
  { agencyId, timeZone }: AgencyScope,
  params: RunListParams,
  signal: AbortSignal,
): Promise<RunPage> {
  const { column, isAscending, isNullable } = SORT_COLUMNS[params.sort]
  const { cursor } = params
  const isBackwards = cursor?.direction === 'before'
  const isQueryAscending = isAscending !== isBackwards
  const request = (count: number) =>
    narrowRuns(supabase, { agencyId, timeZone }, params)
      .order(column, { ascending: isQueryAscending, nullsFirst: !isQueryAscending })
      .order('id', { ascending: isQueryAscending })
      .limit(count)
      .abortSignal(signal)
  // One more than shown tells whether there is a further page, without counting.
  const most = RUNS_PER_PAGE + 1
  // Rows without a value follow those with one; asked for together, all rows up to the cursor would be read.
  const endsInNulls =
    isNullable && isQueryAscending && cursor !== null && cursor.value !== null && !hasDays(params)
  let query = request(most)
  if (cursor) {
    const { or, bound } = keysetFilter(column, isAscending, false, cursor)
    query = query.or(or)
    if (bound) query = query.filter(column, bound.operator, bound.value)
  }
  const rows = unwrap(await query)
  if (endsInNulls && rows.length < most) {
    rows.push(...unwrap(await request(most - rows.length).is(column, null)))
  }
  const hasMore = rows.length > RUNS_PER_PAGE
  const page = rows.slice(0, RUNS_PER_PAGE)
  if (isBackwards) page.reverse()
  const edge = (row: StoredRun | undefined, direction: Cursor['direction']) =>
    row ? { direction, value: row[column], id: row.id } : null
  return {
    runs: page.map(toListItem),
    previous: isBackwards
      ? hasMore
        ? edge(page[0], 'before')
        : null
      : cursor
        ? edge(page[0], 'before')
        : null,
    next: isBackwards || hasMore ? edge(page.at(-1), 'after') : null,
  }
}

/** The agency's runs that the filters let through, in no order. */
function narrowRuns(supabase: DataClient, { agencyId, timeZone }: AgencyScope, params: RunListParams) {
  // A second embedding of the same table: it only selects runs, so each run still shows all its portals.
  const isOnOnePortal = params.portalId !== null && params.portalId !== NO_PORTAL
  const columns = isOnOnePortal
    ? `${LIST_COLUMNS}, chosen:cc_run_portal_publications!inner(portal_id)`
    : LIST_COLUMNS
  // Names are looked up by a function, because policies keep the index over their parts from being used. Fewer letters than
  // a part has are in so many names that walking the list fills a page sooner.
  const isLookedUp = params.search.length >= LETTERS_OF_A_PART
  const source = isLookedUp
    ? supabase.rpc('find_runs', { query: params.search })
    : supabase.from('cc_n3_runs')
  let query = source
    // The added embedding changes which rows come, not the shape of those that are read.
    .select(columns as typeof LIST_COLUMNS)
    .eq('tenant_id', agencyId)
    .is('publications.unpublished_at', null)
  if (isOnOnePortal && params.portalId) {
    query = query.eq('chosen.portal_id', params.portalId).is('chosen.unpublished_at', null)
  }
  if (params.portalId === NO_PORTAL) query = query.is('publications', null)
  if (params.search && !isLookedUp) query = query.ilike('name', containsPattern(params.search))
  if (params.status) query = query.eq('status', params.status)
  if (params.marketMode) query = query.eq('market_mode', params.marketMode)
  if (params.zoneId) query = query.eq('zone_id', params.zoneId)
  const periodFilter = filterByPeriod(params.period, new Date())
  if (periodFilter) query = query.or(periodFilter)
  const from = params.from && fromLocalInput(`${params.from}T00:00`, timeZone)
  if (from) query = query.gte('starts_at', from)
  const until = params.to && fromLocalInput(`${dayAfter(params.to)}T00:00`, timeZone)
  if (until) query = query.lt('starts_at', until)
  return query
}

function filterByPeriod(period: RunListParams['period'], now: Date): string | null {
  const moment = `"${now.toISOString()}"`
  if (period === 'upcoming') {
    return `starts_at.is.null,ends_at.gte.${moment},and(ends_at.is.null,starts_at.gte.${moment})`
  }
  if (period === 'past') return `ends_at.lt.${moment},and(ends_at.is.null,starts_at.lt.${moment})`
  return null
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}

type StoredRun = {
  id: string
  name: string
  status: string
  market_mode: string
  starts_at: string | null
  ends_at: string | null
  updated_at: string
  time_zone: string | null
  zone: { id: string; name: string } | null
}

function toRun(row: StoredRun): Run {
  return {
    id: row.id,
    name: row.name,
    status: oneOf(RUN_STATUSES, row.status) ?? 'draft',
    marketMode: oneOf(MARKET_MODES, row.market_mode) ?? 'CLOSED',
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    timeZone: row.time_zone,
    zone: row.zone,
  }
}

const byName = new Intl.Collator('en')

function toListItem(row: StoredRun & { publications: { portal: { name: string } }[] }): RunListItem {
  return {
    ...toRun(row),
    portalNames: row.publications.map(({ portal }) => portal.name).sort(byName.compare),
  }
}

/**
 * One run with its publications, its history and the names in it, as one snapshot in one request: everything hangs from
 * the agency, so it can be embedded there. Throws `run_not_found` for an unknown id and for another agency's alike.
 */
export function runDetailQuery(supabase: DataClient, agencyId: string, runId: string) {
  return queryOptions({
    queryKey: runKeys.detail(agencyId, runId),
    queryFn: ({ signal }) => getRun(supabase, agencyId, runId, signal),
  })
}

async function getRun(
  supabase: DataClient,
  agencyId: string,
  runId: string,
  signal: AbortSignal,
): Promise<RunDetail> {
  if (!isUuid(runId)) throw new AppError('run_not_found')
  const {
    data: agency,
    error,
    status,
  } = await supabase
    .from('agencies')
    .select(DETAIL_COLUMNS)
    .eq('id', agencyId)
    .eq('runs.id', runId)
    .eq('activity.subject_id', runId)
    // Of people there may be thousands, and the list of them says when each was invited and joined.
    .in('activity.table_name', ['cc_n3_runs', 'cc_run_portal_publications'])
    .order('id', { referencedTable: 'activity', ascending: false })
    .limit(ACTIVITY_LIMIT + 1, { referencedTable: 'activity' })
    .eq('house.is_house', true)
    .abortSignal(signal)
    .maybeSingle()
  if (error) throw toAppError(error, status)
  const run = agency?.runs[0]
  if (!agency || !run) throw new AppError('run_not_found')
  // There is one house client, and an API that concludes so from its unique index sends an object instead of a list.
  const staff = [agency.house].flat().flatMap((client) => client.users)
  return {
    ...toRun(run),
    publications: run.publications
      .map(toPublication)
      .sort((one, other) => byName.compare(one.portal.name, other.portal.name)),
    description: run.description,
    publishVersion: run.publish_version,
    metadata: typeof run.metadata === 'object' && !Array.isArray(run.metadata) ? run.metadata : {},
    activity: agency.activity.slice(0, ACTIVITY_LIMIT).map(toActivityRow),
    hasOlderActivity: agency.activity.length > ACTIVITY_LIMIT,
    firstPeople: toFirstPeople(run.run_people),
    people: Object.fromEntries(staff.map((person) => [person.id, person.full_name ?? person.email])),
  }
}
