import { describe, expect, it } from 'vitest'
import {
  ALERT_TABS,
  askedParams,
  changeAlertListParams,
  clearAlertListParams,
  formatAlertListParams,
  isListed,
  orderOf,
  parseAlertListParams,
  VIEWER_TABS,
} from '@/lib/rules/alert-list-params'
import type { AlertState } from '@/lib/rules/alerts'
import { columnKeysetFilter } from '@/lib/rules/keyset-columns'

const ID = '7a000000-0000-4000-8000-000000000001'
const DEFAULT = parseAlertListParams({})

describe('the parameters of the list of alerts', () => {
  it('are what is live when the address says nothing', () => {
    expect(DEFAULT).toEqual({
      tab: 'live',
      severities: [],
      clientId: null,
      search: '',
      hasSnoozed: false,
      raised: null,
      resolved: null,
      cursor: null,
    })
    expect(Object.values(formatAlertListParams(DEFAULT)).every((value) => value === undefined)).toBe(true)
  })

  it.each([
    { status: 'open' },
    { status: 'all', raised: '2026-11-15T23:00:00.000Z~2026-11-22T23:00:00.000Z' },
    { status: 'resolved', resolved: '2026-11-15T23:00:00.000Z~2026-11-22T23:00:00.000Z' },
    { severity: 'critical,low', q: 'pixel' },
    { client: ID, snoozed: '1' },
    { status: 'resolved', after: `2026-11-20T10:00:00.123456+00:00~${ID}` },
    { before: `1~open~2026-11-20T10:00:00+00:00~${ID}` },
    { status: 'snoozed', after: `2026-11-20T10:00:00+00:00~${ID}` },
  ])('survive the address: %o', (query) => {
    const written = formatAlertListParams(parseAlertListParams(query))
    expect(Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined))).toEqual(
      query,
    )
  })

  it.each([
    { status: 'everything' },
    { severity: 'terrible' },
    { client: 'somebody' },
    { status: 'live', after: `x~open~2026-11-20T10:00:00+00:00~${ID}` },
    { after: `1~open~yesterday~${ID}` },
    { after: `1~open~2026-11-20T10:00:00+00:00~nobody` },
    { after: `1~or(id.neq.x)~2026-11-20T10:00:00+00:00~${ID}` },
  ])('ignore what makes no sense: %o', (query) => {
    expect(parseAlertListParams(query)).toEqual(DEFAULT)
  })

  it('know of sleep only where there is a choice', () => {
    expect(parseAlertListParams({ status: 'open', snoozed: '1' }).hasSnoozed).toBe(false)
  })

  it("show a client's own people nothing of the agency's tabs", () => {
    expect(parseAlertListParams({ status: 'snoozed' }, VIEWER_TABS).tab).toBe('live')
  })

  it('ask on the page of a client for those that sleep as well, and nowhere else', () => {
    expect(askedParams(ID, DEFAULT).hasSnoozed).toBe(true)
    expect(askedParams(null, DEFAULT).hasSnoozed).toBe(false)
    expect(askedParams(ID, { ...DEFAULT, tab: 'open' }).hasSnoozed).toBe(false)
  })

  it('begin at the first page when they change', () => {
    const paged = parseAlertListParams({ after: `1~open~2026-11-20T10:00:00+00:00~${ID}`, q: 'pixel' })
    expect(changeAlertListParams(paged, { severities: ['low'] }).cursor).toBeNull()
    expect(clearAlertListParams({ ...paged, tab: 'open' })).toEqual({ ...DEFAULT, tab: 'open' })
  })
})

describe('a page of alerts', () => {
  it('goes on after the last row in the order of urgency', () => {
    const cursor = { direction: 'after' as const, values: ['1', 'open', 'T'], id: ID }
    expect(columnKeysetFilter(orderOf('live'), cursor)).toEqual({
      or: [
        'severity_rank.gt."1"',
        'and(severity_rank.eq."1",status.lt."open")',
        'and(severity_rank.eq."1",status.eq."open",created_at.gt."T")',
        `and(severity_rank.eq."1",status.eq."open",created_at.eq."T",id.gt."${ID}")`,
      ].join(','),
      bound: { operator: 'gte', value: '1' },
    })
  })

  it('goes back from the first row of what was resolved last', () => {
    const cursor = { direction: 'before' as const, values: ['T'], id: ID }
    expect(columnKeysetFilter(orderOf('resolved'), cursor)).toEqual({
      or: `resolved_at.gt."T",and(resolved_at.eq."T",id.gt."${ID}")`,
      bound: { operator: 'gte', value: 'T' },
    })
  })
})

describe('an alert that has just changed', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const alert: AlertState = {
    status: 'open',
    severity: 'medium',
    visibility: 'internal',
    resolutionNote: null,
    reopenReason: null,
    reopenedCount: 0,
    snoozedUntil: null,
    acknowledgedAt: null,
    resolvedAt: null,
  }
  const asleep = { ...alert, snoozedUntil: '2026-11-21T13:00:00Z' }
  const tabsOf = (state: AlertState) => ALERT_TABS.filter((tab) => isListed({ ...DEFAULT, tab }, state, now))

  it('is on the tabs that hold it and on no other', () => {
    expect(tabsOf(alert)).toEqual(['live', 'open', 'all'])
    expect(tabsOf({ ...alert, status: 'acknowledged' })).toEqual(['live', 'acknowledged', 'all'])
    expect(tabsOf(asleep)).toEqual(['open', 'snoozed', 'all'])
    expect(tabsOf({ ...alert, status: 'resolved' })).toEqual(['resolved', 'all'])
    expect(isListed({ ...DEFAULT, hasSnoozed: true }, asleep, now)).toBe(true)
    expect(isListed({ ...DEFAULT, severities: ['low'] }, alert, now)).toBe(false)
  })
})
