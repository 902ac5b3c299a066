import { describe, expect, it } from 'vitest'
import type { Standing } from '@/lib/rules/client-health'
import {
  compareNeed,
  countHealthGroups,
  currentClients,
  healthGroup,
  isSilent,
} from '@/lib/rules/client-order'

const NOW = new Date('2026-11-21T12:00:00Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString()

const QUIET: Standing = {
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  snoozed: 0,
  awakeCritical: 0,
  awakeHigh: 0,
  awakeUnacknowledged: 0,
  unacknowledged: 0,
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
const WAITING: Partial<Standing> = { lastContactAt: daysAgo(2), lastContactDirection: 'inbound' }
const client = (name: string, change: Partial<Standing> = {}) => ({ ...QUIET, ...change, name })
const orderOf = (...clients: ReturnType<typeof client>[]) =>
  clients.toSorted((one, other) => compareNeed(one, other, NOW)).map(({ name }) => name)

describe('who needs somebody now', () => {
  it.each([
    [
      'a critical alert',
      { critical: 1, awakeCritical: 1 },
      { awakeHigh: 2, overdueTickets: 3, urgentTickets: 3 },
    ],
    ['a high alert', { high: 1, awakeHigh: 1 }, { overdueTickets: 3 }],
    ['an overdue ticket', { liveTickets: 1, overdueTickets: 1 }, { urgentTickets: 1 }],
    ['an urgent ticket', { urgentTickets: 1 }, { awakeUnacknowledged: 2 }],
    ['an alert that nobody acknowledged', { awakeUnacknowledged: 1 }, { unassignedTickets: 3 }],
    ['a client who waits for an answer', WAITING, { unassignedTickets: 5 }],
    ['a client who waits for an answer', WAITING, { awakeUnacknowledged: 1, unassignedTickets: 1 }],
    ['an urgent ticket', { urgentTickets: 1 }, WAITING],
    ['who has waited longer', { ...WAITING, lastContactAt: daysAgo(9) }, WAITING],
    ['silence', { lastContactAt: daysAgo(20) }, { lastContactAt: daysAgo(2) }],
  ])('%s comes before less', (_name, more, less) => {
    expect(orderOf(client('a', less), client('b', more))).toEqual(['b', 'a'])
  })

  it('a client waits from four hours after they spoke, and never when the agency spoke last', () => {
    const spoke = (hours: number, lastContactDirection: 'inbound' | 'outbound') => ({
      lastContactAt: daysAgo(hours / 24),
      lastContactDirection,
    })
    const other = client('a', { unassignedTickets: 1 })
    expect(orderOf(other, client('b', spoke(4, 'inbound')))).toEqual(['b', 'a'])
    expect(orderOf(other, client('b', spoke(3.9, 'inbound')))).toEqual(['a', 'b'])
    expect(orderOf(other, client('b', spoke(48, 'outbound')))).toEqual(['a', 'b'])
  })

  it('alerts that sleep put nobody in front', () => {
    const asleep = { critical: 2, high: 1, unacknowledged: 3, snoozed: 3 }
    expect(orderOf(client('a', asleep), client('b', { unassignedTickets: 1 }))).toEqual(['b', 'a'])
    expect(orderOf(client('a', asleep), client('b', { awakeHigh: 1, high: 1 }))).toEqual(['b', 'a'])
  })

  it('of equal ones the less healthy comes first, then the name decides; no score comes last', () => {
    const talked = { lastContactAt: daysAgo(0) }
    const worse = { ...talked, medium: 2 }
    expect(orderOf(client('a'), client('d', talked), client('c', talked), client('b', worse))).toEqual([
      'b',
      'c',
      'd',
      'a',
    ])
    expect(orderOf(client('b'), client('B'), client('a'))).toEqual(['a', 'b', 'B'])
  })

  it('the order does not depend on the order before', () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      client(`c${n % 20}-${n}`, {
        awakeHigh: n % 3,
        unassignedTickets: n % 5,
        lastContactAt: daysAgo(n % 7),
      }),
    )
    expect(orderOf(...many.toReversed())).toEqual(orderOf(...many))
  })
})

it.each([
  [null, false],
  [0, false],
  [13.99, false],
  [14, true],
  [300, true],
])('after %j days without contact, silent is %j', (days, silent) => {
  expect(isSilent({ ...QUIET, lastContactAt: days === null ? null : daysAgo(days) }, NOW)).toBe(silent)
})

it('every client is in one group, and too little to judge by is a group of its own', () => {
  const clients = [
    QUIET,
    { ...QUIET, lastContactAt: daysAgo(1) },
    { ...QUIET, lastContactAt: daysAgo(1), critical: 3 },
  ]
  expect(clients.map((one) => healthGroup(one, NOW))).toEqual(['unknown', 'healthy', 'at_risk'])
  const counts = countHealthGroups(clients, NOW)
  expect(counts).toEqual({ critical: 0, at_risk: 1, steady: 0, healthy: 1, unknown: 1 })
})

it('the agency itself and archived clients are not looked after', () => {
  const clients = [
    { ...client('house'), isHouse: true, status: 'active' },
    { ...client('old'), isHouse: false, status: 'archived' },
    { ...client('paused'), isHouse: false, status: 'paused' },
  ]
  expect(currentClients(clients).map(({ name }) => name)).toEqual(['paused'])
})
