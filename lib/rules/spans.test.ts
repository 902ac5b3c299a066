import { expect, it } from 'vitest'
import { formatSpan, mondayOf, parseSpan, weekSpan } from '@/lib/rules/spans'

it.each([
  ['2026-11-16', '2026-11-16'],
  ['2026-11-21', '2026-11-16'],
  ['2026-11-22', '2026-11-16'],
  ['2027-01-01', '2026-12-28'],
])('%s lies in the week of Monday %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday)
})

it('a week is as long as the clocks make it', () => {
  expect(weekSpan('2026-10-19', 'Europe/Berlin')).toEqual({
    from: '2026-10-18T22:00:00.000Z',
    until: '2026-10-25T23:00:00.000Z',
  })
  expect(weekSpan('never', 'UTC')).toBeNull()
})

it('a span survives the address', () => {
  const span = { from: '2026-11-15T23:00:00.000Z', until: '2026-11-22T23:00:00.000Z' }
  expect(parseSpan(formatSpan(span))).toEqual(span)
})

it.each([
  '',
  '2026-11-15T23:00:00.000Z',
  '2026-11-22T23:00:00.000Z~2026-11-15T23:00:00.000Z',
  '2026-13-15T23:00:00.000Z~2026-13-22T23:00:00.000Z',
  '2026-11-15~2026-11-22',
  '2026-11-15T23:00:00.000Z~2026-11-22T23:00:00.000Z~2026-11-23T23:00:00.000Z',
  `2026-11-15T23:00:00.000Z~2026-11-22T23:00:00.000Z"),or(id.not.is.null`,
])('%j is no span', (value) => {
  expect(parseSpan(value)).toBeNull()
})
