import { expect, test } from 'vitest'
import type { Standing } from './client-health'
import { needsOf } from './client-needs'

const NOW = new Date('2026-11-21T12:00:00Z')
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString()
const quiet: Standing = {
  critical: 0,
  high: 0,
  medium: 4,
  low: 2,
  snoozed: 1,
  unacknowledged: 0,
  awakeCritical: 0,
  awakeHigh: 0,
  awakeUnacknowledged: 0,
  oldestUnacknowledgedAt: null,
  liveTickets: 9,
  urgentTickets: 0,
  overdueTickets: 0,
  unassignedTickets: 0,
  waitingForClient: 0,
  lastContactAt: hoursAgo(30),
  lastContactDirection: 'outbound',
  replyMinutes: 60,
}
const words = (standing: Partial<Standing>) =>
  needsOf({ ...quiet, ...standing }, NOW).map((need) => need.words)

test('a client who is well needs nothing', () => {
  expect(words({})).toEqual([])
  expect(words({ lastContactAt: null, lastContactDirection: null })).toEqual([])
})

test('the most urgent comes first, one is not many, and each number is that of a list', () => {
  expect(words({ critical: 1, overdueTickets: 2, unassignedTickets: 1, waitingForClient: 3 })).toEqual([
    '1 critical alert is open',
    '2 tickets are overdue',
    '1 ticket is nobody’s',
    '3 tickets wait for the client',
  ])
})

test('how long nobody has looked is said from an hour on', () => {
  expect(words({ unacknowledged: 1, oldestUnacknowledgedAt: hoursAgo(0.5) })).toEqual([
    '1 alert nobody has acknowledged',
  ])
  expect(words({ unacknowledged: 3, oldestUnacknowledgedAt: hoursAgo(72) })).toEqual([
    '3 alerts nobody has acknowledged, the oldest for 3 days',
  ])
})

test('what the client said last waits for an answer after four hours', () => {
  expect(words({ lastContactAt: hoursAgo(3), lastContactDirection: 'inbound' })).toEqual([])
  expect(words({ lastContactAt: hoursAgo(5), lastContactDirection: 'inbound' })).toEqual([
    'No answer for 5 hours to what the client said',
  ])
})

test('two weeks without a word are silence', () => {
  expect(words({ lastContactAt: hoursAgo(24 * 13.9) })).toEqual([])
  expect(words({ lastContactAt: hoursAgo(24 * 14) })).toEqual(['No contact for 14 days'])
})
