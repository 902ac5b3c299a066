export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof SEVERITIES)[number]

export const ALERT_STATUSES = ['open', 'acknowledged', 'resolved'] as const
export type AlertStatus = (typeof ALERT_STATUSES)[number]

export type Visibility = 'internal' | 'client'

export const ALERT_TITLE_MAX_LENGTH = 200
export const ALERT_DESCRIPTION_MAX_LENGTH = 5000
export const ALERT_KEY_MAX_LENGTH = 200
export const NOTE_MAX_LENGTH = 2000
export const REASON_MAX_LENGTH = 500

const HOUR_MS = 3_600_000
const LONGEST_SNOOZE_HOURS = 90 * 24
const LONGEST_CRITICAL_SNOOZE_HOURS = 24

/** What decides which steps an alert may take. Timestamps are ISO. */
export type AlertState = {
  status: AlertStatus
  severity: Severity
  visibility: Visibility
  resolutionNote: string | null
  reopenReason: string | null
  reopenedCount: number
  snoozedUntil: string | null
  acknowledgedAt: string | null
  resolvedAt: string | null
}

/** What a person may change of an alert; everything else the database stamps. */
export type AlertChange = {
  status?: AlertStatus
  severity?: Severity
  visibility?: Visibility
  resolutionNote?: string
  reopenReason?: string
  snoozedUntil?: string | null
}

export type AlertRefusal =
  'alert_is_resolved' | 'note_required' | 'reason_required' | 'snooze_in_the_past' | 'snooze_too_long'

/** How urgent: 0 is critical. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity)
}

/** Whether an alert of this severity can be resolved only with a word about how. */
export function needsNote(severity: Severity): boolean {
  return severity === 'critical' || severity === 'high'
}

/** How long an alert of this severity may sleep, in hours. */
export function longestSnoozeHours(severity: Severity): number {
  return severity === 'critical' ? LONGEST_CRITICAL_SNOOZE_HOURS : LONGEST_SNOOZE_HOURS
}

export function isSnoozed(alert: Pick<AlertState, 'status' | 'snoozedUntil'>, now: Date): boolean {
  return alert.status !== 'resolved' && alert.snoozedUntil !== null && new Date(alert.snoozedUntil) > now
}

const isBlank = (text: string | null | undefined) => (text ?? '').trim() === ''

/**
 * What the database makes of a change: the alert afterwards, or the code of its refusal. The same rules as
 * `private.stamp_alert`, so that a change can be shown before the answer; a test walks both side by side. That a twin
 * is live only the database knows.
 */
export function stepAlert<Alert extends AlertState>(
  alert: Alert,
  change: AlertChange,
  now: Date,
): { alert: Alert } | { refusal: AlertRefusal } {
  const next: Alert = { ...alert, ...change }
  if (!Object.keys(change).some((key) => next[key as keyof Alert] !== alert[key as keyof Alert]))
    return { alert }
  const wasResolved = alert.status === 'resolved'
  if (wasResolved && next.status === 'acknowledged') return { refusal: 'alert_is_resolved' }
  if (next.status === 'resolved') {
    if (wasResolved) {
      const isFixed = next.severity === alert.severity && next.snoozedUntil === alert.snoozedUntil
      return isFixed ? { alert: next } : { refusal: 'alert_is_resolved' }
    }
    if (needsNote(next.severity) && isBlank(next.resolutionNote)) return { refusal: 'note_required' }
    return { alert: { ...next, resolvedAt: now.toISOString(), snoozedUntil: null, reopenReason: null } }
  }
  if (wasResolved) {
    if (isBlank(next.reopenReason)) return { refusal: 'reason_required' }
    Object.assign(next, { reopenedCount: alert.reopenedCount + 1, resolvedAt: null, acknowledgedAt: null })
  } else if (next.status === 'acknowledged' && alert.status === 'open') {
    next.acknowledgedAt = now.toISOString()
  } else if (next.status === 'open' && alert.status === 'acknowledged') {
    next.acknowledgedAt = null
  }
  if (severityRank(next.severity) < severityRank(alert.severity)) {
    next.snoozedUntil = null
    if (next.status === 'acknowledged' && alert.status === 'acknowledged') {
      Object.assign(next, { status: 'open', acknowledgedAt: null })
    }
  } else if (next.snoozedUntil !== null && next.snoozedUntil !== alert.snoozedUntil) {
    const sleepMs = new Date(next.snoozedUntil).getTime() - now.getTime()
    if (sleepMs <= 0) return { refusal: 'snooze_in_the_past' }
    if (sleepMs > longestSnoozeHours(next.severity) * HOUR_MS) return { refusal: 'snooze_too_long' }
  }
  return { alert: next }
}

/** What may be done to an alert now. */
export function alertActions(alert: AlertState & { ticketNumber: number | null }, now: Date) {
  const isLive = alert.status !== 'resolved'
  return {
    canAcknowledge: alert.status === 'open',
    canUnacknowledge: alert.status === 'acknowledged',
    canResolve: isLive,
    canReopen: !isLive,
    canSnooze: isLive,
    canWake: isSnoozed(alert, now),
    canEscalate: isLive && alert.ticketNumber === null,
  }
}

/** What the one key for acting does next: first somebody takes it on, then it is done with. */
export function nextAct(alert: Pick<AlertState, 'status'>): 'acknowledge' | 'resolve' | null {
  if (alert.status === 'open') return 'acknowledge'
  return alert.status === 'acknowledged' ? 'resolve' : null
}

/**
 * Whether what somebody decided still fits, although the alert has another version: being reported once more, shared or
 * made a ticket changes nothing about it.
 */
export function isSameSituation(seen: AlertState, current: AlertState): boolean {
  return (
    seen.status === current.status &&
    seen.severity === current.severity &&
    seen.reopenedCount === current.reopenedCount &&
    sameMoment(seen.snoozedUntil, current.snoozedUntil)
  )
}

function sameMoment(one: string | null, other: string | null): boolean {
  return one === null || other === null ? one === other : Date.parse(one) === Date.parse(other)
}

/** The most severe of several: it decides how long they may sleep together. */
export function mostSevere(alerts: readonly Pick<AlertState, 'severity'>[]): Severity {
  return SEVERITIES.find((severity) => alerts.some((alert) => alert.severity === severity)) ?? 'low'
}

/** How many alerts each tab holds; each number stops at `ALERT_COUNT_CAP`. Severities count those that are awake. */
export type AlertCounts = Record<AlertStatus | Severity | 'live' | 'awake' | 'snoozed', number>

export const ALERT_COUNT_CAP = 1000

export const NO_ALERTS: AlertCounts = {
  live: 0,
  awake: 0,
  open: 0,
  acknowledged: 0,
  snoozed: 0,
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  resolved: 0,
}

/** Which of the counts an alert is part of. */
function countedAs(alert: AlertState, now: Date): (keyof AlertCounts)[] {
  if (alert.status === 'resolved') return ['resolved']
  return isSnoozed(alert, now)
    ? ['live', alert.status, 'snoozed']
    : ['live', alert.status, 'awake', alert.severity]
}

/** The counts once `before` has become `after`. A count that has reached the cap stays there: nobody knows how far beyond it is. */
export function adjustCounts(
  counts: AlertCounts,
  before: AlertState,
  after: AlertState,
  now: Date,
): AlertCounts {
  const next = { ...counts }
  const add = (alert: AlertState, step: 1 | -1) => {
    for (const key of countedAs(alert, now))
      if (next[key] < ALERT_COUNT_CAP) next[key] = Math.max(0, next[key] + step)
  }
  add(before, -1)
  add(after, 1)
  return next
}
