import { isSnoozed, SEVERITIES, type AlertCounts, type AlertState, type Severity } from '@/lib/rules/alerts'
import {
  formatColumnCursor,
  parseColumnCursor,
  type ColumnCursor,
  type KeyColumn,
} from '@/lib/rules/keyset-columns'
import { isUuid, oneOf } from '@/lib/rules/runs'
import { formatSpan, parseSpan, type Span } from '@/lib/rules/spans'
import { normaliseSearch } from '@/lib/rules/text-search'

export const ALERT_TABS = ['live', 'open', 'acknowledged', 'snoozed', 'resolved', 'all'] as const
export type AlertTab = (typeof ALERT_TABS)[number]

/** A client's own people see what is there and what was; who has taken it on, and what sleeps, is the agency's affair. */
export const VIEWER_TABS = ['live', 'resolved'] as const satisfies readonly AlertTab[]

/** Everything that decides which alerts the list shows. All of it lives in the address. */
export type AlertListParams = {
  tab: AlertTab
  /** Empty: any. */
  severities: readonly Severity[]
  clientId: string | null
  search: string
  /** Whether the live ones include those that sleep. The other tabs hold them anyway. */
  hasSnoozed: boolean
  /** When it was raised, or resolved; a chart leads to the alerts of one week by it. */
  raised: Span | null
  resolved: Span | null
  cursor: ColumnCursor | null
}

type Query = Record<string, string | string[] | undefined>

function single(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

const URGENCY: readonly KeyColumn[] = [
  { column: 'severity_rank', isAscending: true, kind: 'number' },
  // `open` comes before `acknowledged`: it needs somebody.
  { column: 'status', isAscending: false, kind: 'word' },
  { column: 'created_at', isAscending: true, kind: 'moment' },
]

/** The order of each tab; the id decides between equals. An index of the table has the same. */
export function orderOf(tab: AlertTab): readonly KeyColumn[] {
  if (tab === 'snoozed') return [{ column: 'snoozed_until', isAscending: true, kind: 'moment' }]
  if (tab === 'resolved') return [{ column: 'resolved_at', isAscending: false, kind: 'moment' }]
  if (tab === 'all') return [{ column: 'created_at', isAscending: false, kind: 'moment' }]
  return URGENCY
}

/** Reads the list's parameters from an address. Whatever makes no sense counts as not given. */
export function parseAlertListParams(query: Query, tabs: readonly AlertTab[] = ALERT_TABS): AlertListParams {
  const read = (name: string) => single(query[name])
  const tab = oneOf(tabs, read('status')) ?? 'live'
  const client = read('client')
  const direction = read('after') ? 'after' : 'before'
  const wanted = read('severity').split(',')
  return {
    tab,
    severities: SEVERITIES.filter((severity) => wanted.includes(severity)),
    clientId: isUuid(client) ? client : null,
    search: normaliseSearch(read('q')),
    hasSnoozed: tab === 'live' && read('snoozed') === '1',
    raised: parseSpan(read('raised')),
    resolved: parseSpan(read('resolved')),
    cursor: parseColumnCursor(direction, read(direction), orderOf(tab), isUuid),
  }
}

/** The inverse of `parseAlertListParams`: only what differs from the default, so that addresses stay short and stable. */
export function formatAlertListParams(params: AlertListParams): Record<string, string | undefined> {
  const { cursor } = params
  return {
    status: params.tab === 'live' ? undefined : params.tab,
    severity: params.severities.join(',') || undefined,
    client: params.clientId ?? undefined,
    q: params.search || undefined,
    snoozed: params.tab === 'live' && params.hasSnoozed ? '1' : undefined,
    raised: params.raised ? formatSpan(params.raised) : undefined,
    resolved: params.resolved ? formatSpan(params.resolved) : undefined,
    after: cursor?.direction === 'after' ? formatColumnCursor(cursor) : undefined,
    before: cursor?.direction === 'before' ? formatColumnCursor(cursor) : undefined,
  }
}

/**
 * What is asked for. The page of a client brings its sleeping alerts along and folds them away: before the answer nobody
 * knows whether it is for staff or for the client's own people, who are not told what their agency has put off.
 */
export function askedParams(pageClientId: string | null, params: AlertListParams): AlertListParams {
  return pageClientId !== null && params.tab === 'live' ? { ...params, hasSnoozed: true } : params
}

/** A change of what is listed starts again at the first page. */
export function changeAlertListParams(
  params: AlertListParams,
  change: Partial<AlertListParams>,
): AlertListParams {
  return { ...params, cursor: null, ...change }
}

/** Whether the tab shows less than it holds, so that its count is not the length of the list. */
export function isNarrowed(params: AlertListParams): boolean {
  const { search, severities, raised, resolved } = params
  return search !== '' || severities.length > 0 || raised !== null || resolved !== null
}

/** The same tab without search and filters. */
export function clearAlertListParams(params: AlertListParams): AlertListParams {
  return changeAlertListParams(params, {
    search: '',
    severities: [],
    clientId: null,
    raised: null,
    resolved: null,
  })
}

/** Whether an alert that has just changed still belongs on this list. Words are not looked at: a change leaves them alone. */
export function isListed(params: AlertListParams, alert: AlertState, now: Date): boolean {
  const { tab, severities, hasSnoozed } = params
  if (severities.length > 0 && !severities.includes(alert.severity)) return false
  switch (tab) {
    case 'live':
      return alert.status !== 'resolved' && (hasSnoozed || !isSnoozed(alert, now))
    case 'snoozed':
      return isSnoozed(alert, now)
    case 'all':
      return true
    case 'open':
    case 'acknowledged':
    case 'resolved':
      return alert.status === tab
  }
}

/** What a tab holds as it opens; the live ones leave out those that sleep. */
export function countOfTab(
  tab: AlertTab,
  counts: AlertCounts,
  isStaff: boolean,
  hasSnoozed: boolean,
): number {
  if (tab === 'all') return counts.live + counts.resolved
  if (tab !== 'live') return counts[tab]
  return isStaff && !hasSnoozed ? counts.awake : counts.live
}

/** What of a page is shown: staff see what sleeps only where they ask for it, their client's people are not told of sleep. */
export function unfolded<Alert extends AlertState>(
  alerts: readonly Alert[],
  { tab, hasSnoozed }: AlertListParams,
  isStaff: boolean,
  now: Date,
): Alert[] {
  const isFolding = isStaff && tab === 'live' && !hasSnoozed
  return alerts.filter((alert) => !(isFolding && isSnoozed(alert, now)))
}
