import { expect, test } from 'vitest'
import { dayOf, groupByDay } from './day-groups'

const NOW = new Date('2026-11-21T12:00:00Z')

test('things stand under their day by the clock of the agency, and none is lost', () => {
  const moments = [
    '2026-11-21T11:00:00Z',
    '2026-11-21T00:30:00Z',
    '2026-11-20T23:30:00Z',
    '2026-11-02T10:00:00Z',
  ]
  expect(groupByDay(moments, (at) => at, 'UTC', NOW)).toEqual([
    { day: '2026-11-21', heading: 'Today', items: moments.slice(0, 2) },
    { day: '2026-11-20', heading: 'Yesterday', items: moments.slice(2, 3) },
    { day: '2026-11-02', heading: 'Monday 2 November', items: moments.slice(3) },
  ])
  expect(groupByDay(moments, (at) => at, 'Asia/Tokyo', NOW).map(({ day }) => day)).toEqual([
    '2026-11-21',
    '2026-11-02',
  ])
})

test('a day is one of the calendar', () => {
  expect(dayOf('2026-03-29T23:30:00Z', 'Europe/Berlin')).toBe('2026-03-30')
})
