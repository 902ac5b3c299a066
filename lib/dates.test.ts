import { describe, expect, it } from 'vitest'
import {
  formatDateTime,
  formatDateTimeRange,
  formatRelative,
  fromLocalInput,
  isTimeZone,
  toLocalInput,
} from '@/lib/dates'

describe('a typed wall-clock time', () => {
  it.each([
    ['Europe/Berlin', '2026-07-01T18:00', '2026-07-01T16:00:00.000Z'],
    ['Europe/Berlin', '2026-12-01T18:00', '2026-12-01T17:00:00.000Z'],
    ['America/New_York', '2026-07-01T00:30', '2026-07-01T04:30:00.000Z'],
    ['Asia/Kolkata', '2026-01-01T00:00', '2025-12-31T18:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-01T00:00', '2025-12-31T10:00:00.000Z'],
    ['UTC', '2026-02-28T23:59', '2026-02-28T23:59:00.000Z'],
    // 02:30 does not exist on the night clocks go forward: the clock would show 03:30.
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    // 02:30 comes twice on the night clocks go back: the first one is meant.
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ])('in %s, %s is %s', (zone, typed, instant) => {
    expect(fromLocalInput(typed, zone)).toBe(instant)
  })

  it.each(['Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'in %s comes back as it was typed',
    (zone) => {
      for (const typed of ['2026-01-15T09:05', '2026-06-15T23:45', '2026-04-05T12:00', '2026-10-04T12:00']) {
        expect(toLocalInput(fromLocalInput(typed, zone) ?? '', zone)).toBe(typed)
      }
    },
  )

  it('that is no date is nothing', () => {
    expect(fromLocalInput('tomorrow', 'UTC')).toBeNull()
    expect(fromLocalInput('', 'UTC')).toBeNull()
  })
})

describe('a moment in words', () => {
  it('is the wall clock of its time zone', () => {
    expect(formatDateTime('2026-12-03T23:30:00Z', 'Europe/Berlin')).toBe('4 Dec 2026, 00:30')
  })
  it('of an unknown time zone is UTC, not an error', () => {
    expect(formatDateTime('2026-12-03T23:30:00Z', 'Mars/Olympus')).toBe('3 Dec 2026, 23:30')
    expect(isTimeZone('Mars/Olympus')).toBe(false)
  })
  it('does not repeat the day it ends on', () => {
    const range = formatDateTimeRange('2026-12-03T17:00:00Z', '2026-12-03T19:00:00Z', 'UTC')
    expect(range.match(/Dec/g)).toHaveLength(1)
  })
  it.each(['2026-12-03T19:00:00Z', '2026-12-05T09:30:00Z', '2027-01-02T09:30:00Z', '2026-12-03T17:00:00Z'])(
    'reads as Intl writes a span (until %s)',
    (end) => {
      const intl = new Intl.DateTimeFormat('en-GB', {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: 'Europe/Berlin',
      })
      const start = '2026-12-03T17:00:00Z'
      const written = intl.formatRange(new Date(start), new Date(end)).replace(/\s+–\s+/g, ' – ')
      expect(formatDateTimeRange(start, end, 'Europe/Berlin')).toBe(written)
    },
  )
})

describe('how far a moment is', () => {
  const now = new Date('2026-12-01T22:30:00Z')
  it.each([
    ['2026-12-01T22:50:00Z', 'in 20 minutes'],
    ['2026-12-02T02:30:00Z', 'in 4 hours', 'America/New_York'],
    // Three hours on, but past midnight: people say tomorrow.
    ['2026-12-02T01:30:00Z', 'tomorrow'],
    ['2026-12-08T01:00:00Z', 'in 7 days'],
    ['2026-11-30T23:00:00Z', 'yesterday'],
    ['2027-03-01T00:00:00Z', 'in 3 months'],
  ])('%s is %s', (value, words, zone = 'UTC') => {
    expect(formatRelative(value, now, zone)).toBe(words)
  })
})
