import { expect, test } from 'vitest'
import type { Standing } from './client-health'
import { formatClientListParams, parseClientListParams, selectClients } from './client-list-params'

const NOW = new Date('2026-11-21T12:00:00Z')
const quiet: Standing = {
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  snoozed: 0,
  unacknowledged: 0,
  awakeCritical: 0,
  awakeHigh: 0,
  awakeUnacknowledged: 0,
  oldestUnacknowledgedAt: null,
  liveTickets: 0,
  urgentTickets: 0,
  overdueTickets: 0,
  unassignedTickets: 0,
  waitingForClient: 0,
  lastContactAt: null,
  lastContactDirection: null,
  replyMinutes: null,
}
const clients = [
  { ...quiet, name: 'Alder', status: 'active' },
  { ...quiet, name: 'Birch', status: 'active', overdueTickets: 1 },
  { ...quiet, name: 'Cedar', status: 'archived', critical: 1, awakeCritical: 1 },
  { ...quiet, name: 'Älder', status: 'paused' },
]
const names = (query: Record<string, string>) =>
  selectClients(clients, parseClientListParams(query), NOW).map(({ name }) => name)

test('who needs somebody comes first, and archived ones only when asked for', () => {
  expect(names({})).toEqual(['Birch', 'Alder', 'Älder'])
  expect(names({ sort: 'name' })).toEqual(['Alder', 'Birch', 'Älder'])
  expect(names({ status: 'archived' })).toEqual(['Cedar'])
  expect(names({ status: 'nonsense' })).toEqual(['Birch', 'Alder', 'Älder'])
})

test('names are found by any part, in any case', () => {
  expect(names({ q: 'LDER' })).toEqual(['Alder', 'Älder'])
  expect(names({ q: 'zz' })).toEqual([])
})

test('what a chart counts is what its link leaves', () => {
  expect(names({ health: 'unknown' })).toEqual(['Birch', 'Alder', 'Älder'])
  expect(names({ health: 'healthy' })).toEqual([])
  expect(names({ contact: 'silent' })).toEqual([])
})

test('the address keeps what differs from the default', () => {
  expect(formatClientListParams(parseClientListParams({}))).toEqual({})
  const query = { q: 'bi', status: 'paused', health: 'at_risk', contact: 'silent', sort: 'name' }
  expect(formatClientListParams(parseClientListParams(query))).toEqual(query)
})
