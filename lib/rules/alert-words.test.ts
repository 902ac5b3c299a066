import { describe, expect, it } from 'vitest'
import { snoozeFault, snoozePresets, wakeWords } from '@/lib/rules/alert-snooze'
import { conflictWords, describeAlertHistory, occurrenceWords } from '@/lib/rules/alert-words'
import type { ActivityRow } from '@/lib/rules/activity'
import type { AlertState } from '@/lib/rules/alerts'

// A Saturday, 13:00 in Berlin.
const NOW = new Date('2026-11-21T12:00:00Z')
const BERLIN = 'Europe/Berlin'

describe('when to be bothered again', () => {
  it('is offered on the clock of the person', () => {
    expect(snoozePresets(NOW, BERLIN, 'high').map(({ label, until }) => [label, until])).toEqual([
      ['In 1 hour', '2026-11-21T13:00:00.000Z'],
      ['In 4 hours', '2026-11-21T16:00:00.000Z'],
      ['Tomorrow morning', '2026-11-22T08:00:00.000Z'],
      ['Next Monday', '2026-11-23T08:00:00.000Z'],
      ['In 1 month', '2026-12-21T08:00:00.000Z'],
    ])
  })

  it('comes within a day for what is critical', () => {
    expect(snoozePresets(NOW, BERLIN, 'critical').map(({ label }) => label)).toEqual([
      'In 1 hour',
      'In 4 hours',
      'Tomorrow morning',
    ])
  })

  it('is not offered twice: on a Sunday, tomorrow is Monday', () => {
    const sunday = new Date('2026-11-22T12:00:00Z')
    expect(snoozePresets(sunday, BERLIN, 'low').map(({ label }) => label)).not.toContain('Next Monday')
  })

  it('keeps to the morning when the clocks change', () => {
    const before = new Date('2027-03-27T12:00:00Z')
    expect(snoozePresets(before, BERLIN, 'low')[2]?.until).toBe('2027-03-28T07:00:00.000Z')
  })

  it('is refused in words when it is over, too far off or no time at all', () => {
    expect(snoozeFault(null, NOW, 'low')).toMatch(/date and a time/)
    expect(snoozeFault('2026-11-21T11:59:00Z', NOW, 'low')).toMatch(/past/)
    expect(snoozeFault('2026-11-22T12:01:00Z', NOW, 'critical')).toMatch(/24 hours/)
    expect(snoozeFault('2027-03-01T12:00:00Z', NOW, 'low')).toMatch(/90 days/)
    expect(snoozeFault('2026-11-22T11:59:00Z', NOW, 'critical')).toBeNull()
  })

  it('names the day only when it is another one', () => {
    expect(wakeWords('2026-11-21T16:30:00Z', NOW, BERLIN)).toBe('17:30')
    expect(wakeWords('2026-11-23T08:00:00Z', NOW, BERLIN)).toBe('Mon 23 Nov, 09:00')
  })
})

describe('how often it was seen', () => {
  it('is said from the second time on', () => {
    const lastSeenAt = '2026-11-21T11:55:00Z'
    expect(occurrenceWords({ occurrences: 1, lastSeenAt }, NOW, BERLIN)).toBeNull()
    expect(occurrenceWords({ occurrences: 1200, lastSeenAt }, NOW, BERLIN)).toBe(
      'Seen 1,200 times, last 5 minutes ago',
    )
  })
})

describe('what somebody else did meanwhile', () => {
  const seen: AlertState = {
    status: 'open',
    severity: 'medium',
    visibility: 'internal',
    resolutionNote: null,
    reopenReason: null,
    reopenedCount: 0,
    snoozedUntil: null,
    acknowledgedAt: null,
    resolvedAt: null,
  }
  const people = { createdBy: null, acknowledgedBy: 'Ana', resolvedBy: 'Ben' }
  const two = '2026-11-21T11:58:00Z'
  it.each<[string, Partial<AlertState>]>([
    ['Ben resolved this 2 minutes ago.', { status: 'resolved', resolvedAt: two }],
    ['Ana acknowledged this 2 minutes ago.', { status: 'acknowledged', acknowledgedAt: two }],
    ['Somebody reopened this: Again', { reopenedCount: 1, reopenReason: 'Again' }],
    ['Its severity is critical now.', { severity: 'critical' }],
    ['Somebody snoozed it.', { snoozedUntil: '2026-11-21T13:00:00Z' }],
  ])('%s', (words, change) => {
    expect(conflictWords(seen, { ...seen, ...change, people }, NOW, BERLIN)).toBe(words)
  })
  it('is told of somebody who has left as well', () => {
    const current = {
      ...seen,
      status: 'resolved' as const,
      resolvedAt: two,
      people: { ...people, resolvedBy: null },
    }
    expect(conflictWords(seen, current, NOW, BERLIN)).toBe('A former member resolved this 2 minutes ago.')
  })
})

describe('the history of an alert', () => {
  const row = (newValues: Record<string, unknown>, oldValues: Record<string, unknown> = {}): ActivityRow => ({
    id: 1,
    tableName: 'alerts',
    rowId: 'a',
    action: 'update',
    actorId: 'u',
    oldValues,
    newValues,
    at: '2026-11-21T11:00:00Z',
  })
  const say = (one: ActivityRow) =>
    describeAlertHistory([one], () => 'Monday').map(({ sentence, note }) => [sentence, note])

  it.each<[ActivityRow, [string, string | null][]]>([
    [{ ...row({ title: 'x' }), action: 'insert' }, [['raised it', null]]],
    [{ ...row({ previous_alert_id: 'b' }), action: 'insert' }, [['raised it again', null]]],
    [row({ status: 'acknowledged' }, { status: 'open' }), [['acknowledged it', null]]],
    [row({ status: 'open' }, { status: 'acknowledged' }), [['put it back to open', null]]],
    [
      row({ status: 'resolved', resolution_note: 'Restarted', snoozed_until: null }, { status: 'open' }),
      [['resolved it', 'Restarted']],
    ],
    [row({ status: 'open', reopen_reason: 'Again' }, { status: 'resolved' }), [['reopened it', 'Again']]],
    [row({ snoozed_until: '2026-11-23T08:00:00Z' }), [['snoozed it until Monday', null]]],
    [row({ snoozed_until: null }, { snoozed_until: 'x' }), [['woke it', null]]],
    [row({ severity: 'high' }, { severity: 'low' }), [['changed the severity from low to high', null]]],
    [
      row({ severity: 'high', occurrences: 3, status: 'open' }, { severity: 'low', status: 'acknowledged' }),
      [['reported it again, as high and it needs somebody again', null]],
    ],
    [row({ visibility: 'client' }), [['shared it with the client', null]]],
    [row({ ticket_id: 't', status: 'acknowledged' }), [['acknowledged it and made a ticket of it', null]]],
    [row({ version: 3, last_seen_at: 'x' }), []],
  ])('%o', (one, words) => {
    expect(say(one)).toEqual(words)
  })
})
