import { describe, expect, test } from 'vitest'
import { clientHealth, daysSinceContact, tierOf, urgencyOf, type Standing } from './client-health'

const NOW = new Date('2026-11-21T12:00:00Z')
const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS).toISOString()

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
const scoreOf = (part: string, standing: Partial<Standing>) =>
  clientHealth({ ...quiet, ...standing }, NOW).parts.find(({ id }) => id === part)?.score

describe('each part', () => {
  test.each([
    [{}, 100],
    [{ critical: 1 }, 60],
    [{ high: 1 }, 80],
    [{ medium: 1 }, 92],
    [{ low: 1 }, 97],
    [{ critical: 1, high: 1, medium: 1, low: 1 }, 29],
    [{ critical: 3 }, 0],
  ])('alerts %o score %d', (alerts, score) => {
    expect(scoreOf('alerts', alerts)).toBe(score)
  })

  test.each([
    [0, 0, null],
    [4, 0, 100],
    [4, 1, 75],
    [4, 4, 0],
    [4, 9, 0],
  ])('%d tickets of which %d are overdue score %s', (liveTickets, overdueTickets, score) => {
    expect(scoreOf('tickets', { liveTickets, overdueTickets })).toBe(score)
  })

  test.each([
    [null, null],
    [0, 100],
    [7, 100],
    [26, 50],
    [45, 0],
    [400, 0],
  ])('a last contact %s days ago scores %s', (days, score) => {
    expect(scoreOf('contact', { lastContactAt: days === null ? null : daysAgo(days) })).toBe(score)
  })

  test.each([
    [null, null],
    [0, 100],
    [240, 100],
    [2280, 50],
    [4320, 0],
    [99_999, 0],
  ])('a median reply after %s minutes scores %s', (replyMinutes, score) => {
    expect(scoreOf('reply', { replyMinutes })).toBe(score)
  })
})

describe('the whole', () => {
  test('one part alone is not enough, whether it is good or bad', () => {
    for (const standing of [quiet, { ...quiet, critical: 9 }])
      expect(clientHealth(standing, NOW)).toMatchObject({ score: null, tier: null, sum: null })
  })

  test('two parts are enough, and share the whole by their weights', () => {
    const health = clientHealth({ ...quiet, critical: 1, lastContactAt: daysAgo(26) }, NOW)
    expect(health.parts.map(({ id, share, points }) => [id, share, points])).toEqual([
      ['alerts', 60, 36],
      ['tickets', 0, 0],
      ['contact', 40, 20],
      ['reply', 0, 0],
    ])
    expect(health).toMatchObject({ sum: 56, score: 56, tier: 'at_risk' })
  })

  test('the points that are shown add up to the sum that is shown, and that rounds to the score', () => {
    for (let seed = 1; seed < 500; seed += 1) {
      const standing: Standing = {
        ...quiet,
        critical: seed % 3,
        high: seed % 4,
        medium: seed % 7,
        low: seed % 11,
        liveTickets: seed % 13,
        overdueTickets: seed % 5,
        lastContactAt: seed % 4 === 0 ? null : daysAgo((seed * 7) % 60),
        replyMinutes: seed % 5 === 0 ? null : (seed * 37) % 6000,
      }
      const { parts, sum, score, tier } = clientHealth(standing, NOW)
      const shares = parts.reduce((total, part) => total + part.share, 0)
      expect(shares).toBeCloseTo(100, 6)
      if (sum === null || score === null) continue
      expect(parts.reduce((total, part) => total + part.points, 0)).toBeCloseTo(sum, 6)
      expect(score).toBe(Math.min(100, Math.round(sum)))
      expect(tier).toBe(tierOf(score))
      expect(score).toBeGreaterThanOrEqual(0)
    }
  })

  test.each([
    [100, 'healthy'],
    [80, 'healthy'],
    [79, 'steady'],
    [60, 'steady'],
    [59, 'at_risk'],
    [40, 'at_risk'],
    [39, 'critical'],
    [0, 'critical'],
  ] as const)('%d is %s', (score, tier) => {
    expect(tierOf(score)).toBe(tier)
  })
})

test('days since contact are whole ones, and never negative for what is dated ahead', () => {
  expect(daysSinceContact({ ...quiet, lastContactAt: daysAgo(3.9) }, NOW)).toBe(3)
  expect(daysSinceContact({ ...quiet, lastContactAt: daysAgo(-0.5) }, NOW)).toBe(0)
  expect(daysSinceContact(quiet, NOW)).toBeNull()
})

test('a critical alert comes before any number of smaller things', () => {
  const small = { ...quiet, unassignedTickets: 20, urgentTickets: 3, lastContactAt: daysAgo(44) }
  expect(urgencyOf({ ...quiet, awakeCritical: 1 }, NOW)).toBeGreaterThan(urgencyOf(small, NOW))
  expect(urgencyOf(quiet, NOW)).toBe(0)
})
