import { formatCursor, parseCursor, type Cursor } from '@/lib/rules/keyset'
import { isUuid, MARKET_MODES, oneOf, RUN_STATUSES, type MarketMode, type RunStatus } from '@/lib/rules/runs'
import { normaliseSearch } from '@/lib/rules/text-search'

export const RUN_PERIODS = ['all', 'upcoming', 'past'] as const
export type RunPeriod = (typeof RUN_PERIODS)[number]

export const RUN_SORTS = ['start', '-start', 'name', '-changed'] as const
export type RunSort = (typeof RUN_SORTS)[number]

/** Stands in place of a portal's id: runs that are on no portal. */
export const NO_PORTAL = 'none'

/** Everything that decides which runs the list shows. All of it lives in the address. */
export type RunListParams = {
  search: string
  status: RunStatus | null
  marketMode: MarketMode | null
  zoneId: string | null
  /** A portal's id, or NO_PORTAL. */
  portalId: string | null
  period: RunPeriod
  /** Calendar days ("2026-12-03") that the start must not lie before or after. */
  from: string | null
  to: string | null
  sort: RunSort
  cursor: Cursor | null
}

export type Query = Record<string, string | string[] | undefined>

/** Soonest first for what is to come, latest first otherwise, where undated runs come before all. */
export function defaultSort(period: RunPeriod): RunSort {
  return period === 'upcoming' ? 'start' : '-start'
}

function single(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function readDay(value: string): string | null {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
  return isDay ? value : null
}

/** Reads the list's parameters from an address. Whatever makes no sense counts as not given. */
export function parseRunListParams(query: Query): RunListParams {
  const read = (name: string) => single(query[name])
  const period = oneOf(RUN_PERIODS, read('when')) ?? 'all'
  const sort = oneOf(RUN_SORTS, read('sort')) ?? defaultSort(period)
  const portal = read('portal')
  const zone = read('zone')
  const direction = read('after') ? 'after' : 'before'
  const isValidValue = sort === 'name' ? () => true : (value: string) => !Number.isNaN(Date.parse(value))
  return {
    search: normaliseSearch(read('q')),
    status: oneOf(RUN_STATUSES, read('status')),
    marketMode: oneOf(MARKET_MODES, read('mode')),
    zoneId: isUuid(zone) ? zone : null,
    portalId: isUuid(portal) || portal === NO_PORTAL ? portal : null,
    period,
    from: readDay(read('from')),
    to: readDay(read('to')),
    sort,
    cursor: parseCursor(direction, read(direction), { value: isValidValue, id: isUuid }),
  }
}

/** The inverse of `parseRunListParams`: only what differs from the default, so that addresses stay short and stable. */
export function formatRunListParams(params: RunListParams): Record<string, string | undefined> {
  const { cursor } = params
  return {
    q: params.search || undefined,
    status: params.status ?? undefined,
    mode: params.marketMode ?? undefined,
    zone: params.zoneId ?? undefined,
    portal: params.portalId ?? undefined,
    when: params.period === 'all' ? undefined : params.period,
    from: params.from ?? undefined,
    to: params.to ?? undefined,
    sort: params.sort === defaultSort(params.period) ? undefined : params.sort,
    after: cursor?.direction === 'after' ? formatCursor(cursor) : undefined,
    before: cursor?.direction === 'before' ? formatCursor(cursor) : undefined,
  }
}

/** A change of what is listed starts again at the first page, and follows the period's own order unless one was chosen. */
export function changeRunListParams(params: RunListParams, change: Partial<RunListParams>): RunListParams {
  const isDefaultSort = params.sort === defaultSort(params.period)
  const period = change.period ?? params.period
  return {
    ...params,
    sort: isDefaultSort ? defaultSort(period) : params.sort,
    cursor: null,
    ...change,
  }
}

/** How many of the filters behind the "Filters" button are set. */
export function countFilters(params: RunListParams): number {
  const { status, marketMode, zoneId, portalId, from, to } = params
  return [status, marketMode, zoneId, portalId, from, to].filter((value) => value !== null).length
}

/** Whether the list shows less than everything, so that an empty one is not mistaken for having no runs. */
export function isNarrowed(params: RunListParams): boolean {
  return params.search !== '' || params.period !== 'all' || countFilters(params) > 0 || params.cursor !== null
}

/** The same list without search, filters and page; the order stays. */
export function clearRunListParams(params: RunListParams): RunListParams {
  const cleared = {
    search: '',
    status: null,
    marketMode: null,
    zoneId: null,
    portalId: null,
    from: null,
    to: null,
  }
  return changeRunListParams(params, { ...cleared, period: 'all' })
}
