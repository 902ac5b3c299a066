import { expect, it } from 'vitest'
import {
  changeTicketListParams,
  clearTicketListParams,
  countFilters,
  formatTicketListParams,
  isNarrowed,
  needsToday,
  parseTicketListParams,
  type Query,
} from '@/lib/rules/ticket-list-params'

const ID = '20000000-0000-4000-8000-000000000002'
const given = (query: Query) =>
  Object.fromEntries(
    Object.entries(formatTicketListParams(parseTicketListParams(query))).filter(([, v]) => v),
  )

it('an address without anything shows what is live, last changed first', () => {
  expect(parseTicketListParams({})).toMatchObject({ tab: 'live', sort: '-updated', cursor: null, search: '' })
  expect(given({})).toEqual({})
})

it('everything that a list can be narrowed by goes into the address and comes back', () => {
  const query = {
    q: 'banner',
    tab: 'all',
    status: 'waiting',
    waiting: 'client',
    priority: 'urgent',
    assignee: 'me',
    client: ID,
    due: 'week',
    opened: '2026-11-15T23:00:00.000Z~2026-11-22T23:00:00.000Z',
    resolved: '2026-11-15T23:00:00.000Z~2026-11-22T23:00:00.000Z',
    sort: 'due',
  }
  expect(given(query)).toEqual(query)
})

it.each([
  ['-updated', `2026-11-21T10:00:00+00:00~${ID}`],
  ['priority', `1,2026-11-21T10:00:00+00:00~${ID}`],
  ['due', `2026-11-21~${ID}`],
  ['due', `~${ID}`],
  ['-number', `1042~${ID}`],
])('a page in the order %s begins where %s says', (sort, after) => {
  expect(given({ sort, after })).toMatchObject({ after })
})

it.each([
  [{ sort: 'priority', after: `2026-11-21T10:00:00Z~${ID}` }],
  [{ sort: 'due', after: `tomorrow~${ID}` }],
  [{ after: `2026-11-21T10:00:00Z~1` }],
  [{ assignee: 'somebody' }],
  [{ tab: 'urgent' }],
  [{ due: ['never', 'today'] }],
])('%j makes no sense and counts as not given', (query) => {
  const { cursor, assignee, tab, due } = parseTicketListParams(query)
  expect({ cursor, assignee, tab, due }).toEqual({ cursor: null, assignee: null, tab: 'live', due: null })
})

it('a status that the first tab does not hold leads to the tab that does', () => {
  expect(parseTicketListParams({ status: 'resolved' })).toMatchObject({ tab: 'resolved', status: null })
  expect(parseTicketListParams({ status: 'waiting' })).toMatchObject({ tab: 'live', status: 'waiting' })
})

it('another tab drops the status it cannot hold and the page, and keeps the rest', () => {
  const params = parseTicketListParams({
    status: 'waiting',
    waiting: 'client',
    priority: 'high',
    after: `x~${ID}`,
  })
  expect(changeTicketListParams(params, { tab: 'resolved' })).toMatchObject({
    tab: 'resolved',
    status: null,
    waitingFor: null,
    priority: 'high',
    cursor: null,
  })
})

it('filters are counted and cleared; the tab and the order stay', () => {
  const params = parseTicketListParams({
    q: 'x',
    tab: 'all',
    priority: 'high',
    assignee: 'none',
    sort: 'due',
  })
  expect(countFilters(params)).toBe(2)
  expect(isNarrowed(params)).toBe(true)
  const cleared = clearTicketListParams(params)
  expect(isNarrowed(cleared)).toBe(false)
  expect(cleared).toMatchObject({ tab: 'all', sort: 'due' })
})

it('only lists that ask for days depend on which day it is', () => {
  expect(needsToday(parseTicketListParams({ tab: 'overdue' }))).toBe(true)
  expect(needsToday(parseTicketListParams({ due: 'today' }))).toBe(true)
  expect(needsToday(parseTicketListParams({ due: 'none' }))).toBe(false)
})
