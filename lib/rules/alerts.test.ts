import { describe, expect, it } from 'vitest'
import {
  adjustCounts,
  alertActions,
  ALERT_COUNT_CAP,
  isSameSituation,
  mostSevere,
  NO_ALERTS,
  nextAct,
  stepAlert,
  type AlertChange,
  type AlertState,
} from '@/lib/rules/alerts'

const NOW = new Date('2026-11-21T12:00:00Z')
const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000).toISOString()

const alert = (more: Partial<AlertState> = {}): AlertState => ({
  status: 'open',
  severity: 'medium',
  visibility: 'internal',
  resolutionNote: null,
  reopenReason: null,
  reopenedCount: 0,
  snoozedUntil: null,
  acknowledgedAt: null,
  resolvedAt: null,
  ...more,
})
const acknowledged = alert({ status: 'acknowledged', acknowledgedAt: inHours(-1) })
const resolved = alert({ status: 'resolved', resolvedAt: inHours(-1), resolutionNote: 'Done.' })

describe('a step of an alert', () => {
  it.each<[string, AlertState, AlertChange, Partial<AlertState>]>([
    ['stamps who took it on', alert(), { status: 'acknowledged' }, { acknowledgedAt: inHours(0) }],
    ['takes the stamp back', acknowledged, { status: 'open' }, { acknowledgedAt: null }],
    ['ends in resolution', acknowledged, { status: 'resolved' }, { resolvedAt: inHours(0) }],
    ['ends the sleep', alert({ snoozedUntil: inHours(3) }), { status: 'resolved' }, { snoozedUntil: null }],
    [
      'counts a reopening and forgets who had it',
      { ...resolved, acknowledgedAt: inHours(-2) },
      { status: 'open', reopenReason: 'Again' },
      { status: 'open', reopenedCount: 1, acknowledgedAt: null, resolvedAt: null, resolutionNote: 'Done.' },
    ],
    [
      'wakes and opens what got worse',
      { ...acknowledged, snoozedUntil: inHours(3) },
      { severity: 'high' },
      { status: 'open', acknowledgedAt: null, snoozedUntil: null },
    ],
    ['keeps who has what got milder', acknowledged, { severity: 'low' }, { status: 'acknowledged' }],
    ['can be shared when it is over', resolved, { visibility: 'client' }, { visibility: 'client' }],
  ])('%s', (_, before, change, after) => {
    expect(stepAlert(before, change, NOW)).toMatchObject({ alert: after })
  })

  it.each<[string, AlertState, AlertChange]>([
    ['alert_is_resolved', resolved, { status: 'acknowledged' }],
    ['alert_is_resolved', resolved, { severity: 'low' }],
    ['alert_is_resolved', resolved, { snoozedUntil: inHours(1) }],
    ['note_required', alert({ severity: 'high' }), { status: 'resolved' }],
    ['note_required', alert({ severity: 'critical' }), { status: 'resolved', resolutionNote: '  ' }],
    ['reason_required', resolved, { status: 'open' }],
    ['snooze_in_the_past', alert(), { snoozedUntil: inHours(-1) }],
    ['snooze_too_long', alert(), { snoozedUntil: inHours(91 * 24) }],
    ['snooze_too_long', alert({ severity: 'critical' }), { snoozedUntil: inHours(25) }],
  ])('is refused as %s', (refusal, before, change) => {
    expect(stepAlert(before, change, NOW)).toEqual({ refusal })
  })

  it('that changes nothing is no step', () => {
    expect(stepAlert(resolved, { status: 'resolved', resolutionNote: 'Done.' }, NOW)).toEqual({
      alert: resolved,
    })
  })
})

describe('what may be done', () => {
  it('follows the state', () => {
    expect(nextAct(alert())).toBe('acknowledge')
    expect(nextAct(acknowledged)).toBe('resolve')
    expect(nextAct(resolved)).toBeNull()
    expect(alertActions({ ...alert(), ticketNumber: null }, NOW).canEscalate).toBe(true)
    expect(alertActions({ ...alert(), ticketNumber: 7 }, NOW).canEscalate).toBe(false)
    expect(alertActions({ ...resolved, ticketNumber: null }, NOW)).toMatchObject({
      canReopen: true,
      canSnooze: false,
    })
    expect(alertActions({ ...alert({ snoozedUntil: inHours(1) }), ticketNumber: null }, NOW).canWake).toBe(
      true,
    )
    expect(alertActions({ ...alert({ snoozedUntil: inHours(-1) }), ticketNumber: null }, NOW).canWake).toBe(
      false,
    )
  })

  it('for several is limited by the most severe', () => {
    expect(mostSevere([alert({ severity: 'low' }), alert({ severity: 'critical' })])).toBe('critical')
  })
})

describe('what was decided', () => {
  it('still fits when only who sees it has changed', () => {
    expect(isSameSituation(alert(), alert({ visibility: 'client' }))).toBe(true)
  })
  it('still fits when the same moment is written differently', () => {
    const seen = alert({ snoozedUntil: '2026-11-21T13:00:00.000Z' })
    expect(isSameSituation(seen, alert({ snoozedUntil: '2026-11-21T13:00:00+00:00' }))).toBe(true)
  })
  it.each<[string, Partial<AlertState>]>([
    ['the status', { status: 'resolved' }],
    ['the severity', { severity: 'critical' }],
    ['the sleep', { snoozedUntil: inHours(1) }],
    ['how often it was reopened', { reopenedCount: 1 }],
  ])('does not fit once somebody changed %s', (_, change) => {
    expect(isSameSituation(alert(), alert(change))).toBe(false)
  })
})

describe('the counts', () => {
  const counts = { ...NO_ALERTS, live: 3, awake: 3, open: 2, acknowledged: 1, medium: 3 }
  it('move an alert from tab to tab', () => {
    expect(adjustCounts(counts, alert(), acknowledged, NOW)).toMatchObject({
      open: 1,
      acknowledged: 2,
      live: 3,
    })
    expect(adjustCounts(counts, alert(), resolved, NOW)).toMatchObject({
      live: 2,
      awake: 2,
      open: 1,
      resolved: 1,
    })
    expect(adjustCounts(counts, alert(), alert({ snoozedUntil: inHours(1) }), NOW)).toMatchObject({
      live: 3,
      awake: 2,
      snoozed: 1,
      medium: 2,
    })
  })
  it('do not guess beyond where the database stops counting', () => {
    const many = { ...counts, live: ALERT_COUNT_CAP }
    expect(adjustCounts(many, alert(), resolved, NOW).live).toBe(ALERT_COUNT_CAP)
  })
})
