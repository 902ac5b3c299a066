import { describe, expect, it } from 'vitest'
import type { PublicRun } from '@/lib/rules/portal-listing'
import {
  dayOfMonth,
  dayOn,
  knownMoment,
  knownTimeZone,
  monthWords,
  timeSpan,
  untilWords,
  weekdayOf,
} from '@/lib/rules/run-clock'

function at(startsAt: string | null, endsAt: string | null, timeZone = 'Europe/London'): PublicRun {
  return {
    id: 'run',
    name: 'Run',
    description: null,
    status: null,
    startsAt,
    endsAt,
    timeZone,
    zone: null,
    mode: 'OPEN',
    hasDetails: true,
    organiser: null,
    updatedAt: '2026-11-01T00:00:00Z',
  }
}

describe('the times of a run', () => {
  it.each([
    ['one day', at('2026-12-03T10:00:00Z', '2026-12-03T12:30:00Z'), '10:00–12:30 GMT'],
    ['no end', at('2026-12-03T10:00:00Z', null), '10:00 GMT'],
    [
      'several days',
      at('2026-12-07T09:00:00Z', '2026-12-08T15:00:00Z'),
      'from 09:00 until Tue 8 Dec, 15:00 GMT',
    ],
    ['summer time', at('2026-07-03T10:00:00Z', '2026-07-03T12:00:00Z'), '11:00–13:00 BST'],
    [
      'another clock',
      at('2026-12-02T23:00:00Z', '2026-12-03T00:30:00Z', 'America/Halifax'),
      '19:00–20:30 GMT-4',
    ],
    ['no date', at(null, null), ''],
  ])('%s', (_, run, words) => {
    expect(timeSpan(run)).toBe(words)
  })

  it('says how long something still goes on', () => {
    const now = new Date('2026-11-21T12:00:00Z')
    expect(untilWords(at('2026-11-20T10:00:00Z', '2026-11-27T07:00:00Z'), now)).toBe(
      'until Fri 27 Nov, 07:00 GMT',
    )
    expect(untilWords(at('2026-11-20T10:00:00Z', '2026-11-21T17:00:00Z'), now)).toBe('until today, 17:00 GMT')
    expect(untilWords(at('2026-11-20T10:00:00Z', null), now)).toBe('')
  })
})

describe('dates in words', () => {
  it('need no clock of their own', () => {
    expect([weekdayOf('2026-12-03'), dayOfMonth('2026-12-03')]).toEqual(['Thu', '3'])
    expect(monthWords('2026-12')).toBe('December 2026')
    expect(dayOn('2026-12-31T23:30:00Z', 'Europe/Berlin')).toBe('Friday 1 January 2027')
  })
})

describe('what the database may hold', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Mars/Olympus_Mons', 'UTC'],
    ['<script>', 'UTC'],
    [null, 'UTC'],
  ])('time zone %s is shown as %s', (name, zone) => {
    expect(knownTimeZone(name)).toBe(zone)
  })

  it.each([
    ['2026-12-03T10:00:00+00:00', '2026-12-03T10:00:00+00:00'],
    ['infinity', null],
    ['-infinity', null],
    ['0044-03-15T00:00:00+00:00 BC', null],
    [null, null],
  ])('moment %s is shown as %s', (value, moment) => {
    expect(knownMoment(value)).toBe(moment)
  })
})
