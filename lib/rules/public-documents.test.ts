import { describe, expect, it } from 'vitest'
import { calendarFile } from '@/lib/rules/calendar-file'
import { eventData } from '@/lib/rules/event-data'
import type { PublicRun } from '@/lib/rules/portal-listing'
import { runSummary, shorten } from '@/lib/rules/portal-words'

const URL = 'https://example.org/p/northquay/runs/1'
const OPEN: PublicRun = {
  id: '6f6f2d0e-8a55-4b9e-9c5b-1f8f4bb5a001',
  name: 'Harbour Walk; Tides, and Trade',
  description: 'First line\nsecond \\ line\r\nBEGIN:VALARM',
  status: 'scheduled',
  startsAt: '2026-12-03T10:00:00+00:00',
  endsAt: '2026-12-03T12:00:00+01:00',
  timeZone: 'Europe/London',
  zone: 'Old Harbour',
  mode: 'OPEN',
  hasDetails: true,
  organiser: 'Harbour & Main',
  updatedAt: '2026-11-01T08:00:00.123+00:00',
}
const TEASER: PublicRun = {
  ...OPEN,
  mode: 'INVITE_ONLY',
  hasDetails: false,
  description: null,
  status: null,
  organiser: null,
}

describe('calendar file', () => {
  const lines = calendarFile(OPEN, URL, 'example.org')?.split('\r\n') ?? []

  it('has the run in universal time', () => {
    expect(lines).toContain('DTSTART:20261203T100000Z')
    expect(lines).toContain('DTEND:20261203T110000Z')
    expect(lines).toContain('UID:6f6f2d0e-8a55-4b9e-9c5b-1f8f4bb5a001@example.org')
  })

  it('keeps text from starting entries of its own', () => {
    expect(lines).toContain('SUMMARY:Harbour Walk\\; Tides\\, and Trade')
    expect(lines).toContain('DESCRIPTION:First line\\nsecond \\\\ line\\nBEGIN:VALARM')
    expect(lines.filter((line) => line.startsWith('BEGIN:'))).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VEVENT'])
  })

  it('folds long lines between characters, into at most 75 bytes each', () => {
    const name = 'أمسية شعرية 🎻 '.repeat(20)
    const file = calendarFile({ ...OPEN, name }, URL, 'example.org') ?? ''
    expect(file.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true)
    expect(file.replaceAll('\r\n ', '')).toContain(`SUMMARY:${name}`)
  })

  it('does not exist without a start', () => {
    expect(calendarFile({ ...OPEN, startsAt: null }, URL, 'example.org')).toBeNull()
  })
})

describe('data for search engines', () => {
  it('describes an open run', () => {
    expect(JSON.parse(eventData(OPEN, URL) ?? '')).toMatchObject({
      '@type': 'Event',
      name: OPEN.name,
      startDate: OPEN.startsAt,
      organizer: { name: 'Harbour & Main' },
      url: URL,
    })
  })

  it.each([
    ['a teaser', TEASER],
    ['a closed run', { ...OPEN, mode: 'CLOSED' as const }],
    ['an open teaser', { ...OPEN, hasDetails: false }],
    ['a run without a date', { ...OPEN, startsAt: null }],
  ])('says nothing about %s', (_, run) => {
    expect(eventData(run, URL)).toBeNull()
  })

  it('cannot leave its script element', () => {
    const name = '</script><script>alert(1)</script><!-- \u2028'
    const data = eventData({ ...OPEN, name }, URL) ?? ''
    expect(data).not.toMatch(/[<>\u2028]/)
    expect((JSON.parse(data) as { name: string }).name).toBe(name)
  })
})

describe('summary for previews', () => {
  it('says date, place and beginning of the text', () => {
    expect(runSummary(OPEN)).toBe(
      'Thursday 3 December 2026, 10:00–11:00 GMT · Old Harbour. First line second \\ line BEGIN:VALARM',
    )
  })

  it('says of a teaser only what a teaser shows', () => {
    expect(runSummary(TEASER)).toBe(
      'Thursday 3 December 2026, 10:00–11:00 GMT · Old Harbour · By invitation.',
    )
  })

  it.each([
    ['short enough', 20, 'short enough'],
    ['one two three four', 12, 'one two…'],
    ['unbreakable-word-of-some-length', 10, 'unbreakab…'],
    ['  blanks\n\nand lines ', 50, 'blanks and lines'],
  ])('cuts %j to %i characters as %j', (text, length, shortened) => {
    expect(shorten(text, length)).toBe(shortened)
  })
})
