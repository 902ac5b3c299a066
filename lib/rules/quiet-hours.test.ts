import { describe, expect, it } from 'vitest'
import { minutesOf, nextDigest, nextQuietWindow, quietUntil, type QuietHours } from '@/lib/rules/quiet-hours'

function quiet(start: string, end: string, timeZone: string, days: number[] = []): QuietHours {
  return { start, end, days, timeZone }
}

function until(hours: QuietHours, now: string): string | null {
  return quietUntil(hours, new Date(now))?.toISOString() ?? null
}

describe('quiet hours', () => {
  it('wrap midnight, begin with their first minute and end before their last', () => {
    const night = quiet('22:00', '07:00', 'Europe/Berlin')
    expect(until(night, '2026-01-14T20:59:59.999Z')).toBeNull()
    expect(until(night, '2026-01-14T21:00:00Z')).toBe('2026-01-15T06:00:00.000Z')
    expect(until(night, '2026-01-15T05:59:59.999Z')).toBe('2026-01-15T06:00:00.000Z')
    expect(until(night, '2026-01-15T06:00:00Z')).toBeNull()
  })

  it('stay within a day when the end comes after the start', () => {
    const noon = quiet('12:00', '13:30', 'America/New_York')
    expect(until(noon, '2026-07-01T15:59:00Z')).toBeNull()
    expect(until(noon, '2026-07-01T16:00:00Z')).toBe('2026-07-01T17:30:00.000Z')
    expect(until(noon, '2026-07-01T17:30:00Z')).toBeNull()
  })

  it('belong to the weekday on which they begin', () => {
    const fridays = quiet('22:00', '07:00', 'UTC', [5])
    expect(until(fridays, '2026-01-16T23:00:00Z')).toBe('2026-01-17T07:00:00.000Z')
    expect(until(fridays, '2026-01-17T06:00:00Z')).toBe('2026-01-17T07:00:00.000Z')
    expect(until(fridays, '2026-01-17T23:00:00Z')).toBeNull()
    expect(until(fridays, '2026-01-16T06:00:00Z')).toBeNull()
  })

  // Spring forward: 02:00 → 03:00 in Berlin on 29 March 2026 (01:00 UTC).
  it.each([
    [
      'an end that is skipped becomes the first instant after the gap',
      '22:00',
      '02:30',
      '2026-03-28T23:00:00Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'an end after the gap keeps its time on the clock',
      '22:00',
      '07:00',
      '2026-03-28T23:00:00Z',
      '2026-03-29T05:00:00.000Z',
    ],
    [
      'a start that is skipped becomes the first instant after the gap',
      '02:30',
      '06:00',
      '2026-03-29T01:00:00Z',
      '2026-03-29T04:00:00.000Z',
    ],
    ['before a skipped start nothing is quiet', '02:30', '06:00', '2026-03-29T00:59:59Z', null],
    ['hours that lie in the gap do not happen', '02:10', '02:50', '2026-03-29T01:00:00Z', null],
  ])('in spring, %s', (_, start, end, now, expected) => {
    expect(until(quiet(start, end, 'Europe/Berlin'), now)).toBe(expected)
  })

  // Fall back: 03:00 → 02:00 in Berlin on 25 October 2026 (01:00 UTC), so 02:30 is shown at 00:30 and at 01:30 UTC.
  it.each([
    [
      'an end that is shown twice means the later one',
      '22:00',
      '02:30',
      '2026-10-25T00:45:00Z',
      '2026-10-25T01:30:00.000Z',
    ],
    [
      'a start that is shown twice means the earlier one',
      '02:30',
      '06:00',
      '2026-10-25T00:30:00Z',
      '2026-10-25T05:00:00.000Z',
    ],
    [
      'an end after the change keeps its time on the clock',
      '22:00',
      '07:00',
      '2026-10-24T23:00:00Z',
      '2026-10-25T06:00:00.000Z',
    ],
  ])('in autumn, %s', (_, start, end, now, expected) => {
    expect(until(quiet(start, end, 'Europe/Berlin'), now)).toBe(expected)
  })

  it.each([
    // Changes by half an hour, in April and October.
    ['Australia/Lord_Howe', '2026-04-04T15:10:00Z', '22:00', '01:45', '2026-04-04T15:15:00.000Z'],
    ['Asia/Kolkata', '2026-03-28T20:00:00Z', '22:00', '07:00', '2026-03-29T01:30:00.000Z'],
    ['Asia/Kathmandu', '2026-03-28T20:00:00Z', '22:00', '07:00', '2026-03-29T01:15:00.000Z'],
    ['America/New_York', '2026-03-08T04:00:00Z', '22:00', '02:15', '2026-03-08T07:00:00.000Z'],
    ['America/New_York', '2026-11-01T04:00:00Z', '22:00', '01:15', '2026-11-01T06:15:00.000Z'],
    // Midnight itself is skipped.
    ['America/Santiago', '2026-09-06T02:00:00Z', '20:00', '00:30', '2026-09-06T04:00:00.000Z'],
  ])('%s at %s ends right', (timeZone, now, start, end, expected) => {
    expect(until(quiet(start, end, timeZone), now)).toBe(expected)
  })

  it('never last longer than the clock shows plus the change, whatever minute they are asked at', () => {
    const night = quiet('22:00', '07:00', 'Europe/Berlin')
    for (let minute = 0; minute < 3 * 24 * 60; minute++) {
      const now = new Date(Date.UTC(2026, 9, 24) + minute * 60_000)
      const end = quietUntil(night, now)
      if (!end) continue
      expect(end.getTime()).toBeGreaterThan(now.getTime())
      expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(10 * 3_600_000)
      expect(quietUntil(night, end)).toBeNull()
    }
  })

  it('say when they come next', () => {
    const sundays = quiet('00:00', '12:00', 'UTC', [7])
    expect(nextQuietWindow(sundays, new Date('2026-01-12T10:00:00Z'))).toEqual({
      startsAt: new Date('2026-01-18T00:00:00Z'),
      endsAt: new Date('2026-01-18T12:00:00Z'),
    })
  })

  it('do not exist with an end that equals the start, or with something that is no time', () => {
    expect(nextQuietWindow(quiet('22:00', '22:00', 'UTC'), new Date())).toBeNull()
    expect(nextQuietWindow(quiet('late', '22:00', 'UTC'), new Date())).toBeNull()
    expect(minutesOf('07:30:00')).toBe(450)
    expect(minutesOf('24:00')).toBeNull()
  })
})

describe('the next digest', () => {
  it.each([
    ['later today', 9, null, '2026-01-14T07:59:00Z', '2026-01-14T08:00:00.000Z'],
    ['tomorrow once today is over', 9, null, '2026-01-14T08:00:00Z', '2026-01-15T08:00:00.000Z'],
    ['on its weekday', 9, 1, '2026-01-14T08:00:00Z', '2026-01-19T08:00:00.000Z'],
    ['after the gap when its hour is skipped', 2, null, '2026-03-28T23:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['once when its hour is shown twice', 2, null, '2026-10-25T00:10:00Z', '2026-10-26T01:00:00.000Z'],
  ])('comes %s', (_, hour, weekday, now, expected) => {
    const digest = { hour, weekday, timeZone: 'Europe/Berlin' }
    expect(nextDigest(digest, new Date(now)).toISOString()).toBe(expected)
  })
})
