import { formatRelative } from '@/lib/dates'
import type { ActivityRow } from '@/lib/rules/activity'
import {
  ALERT_STATUSES,
  SEVERITIES,
  type AlertState,
  type AlertStatus,
  type Severity,
} from '@/lib/rules/alerts'
import { oneOf } from '@/lib/rules/runs'

export const SEVERITY_WORDS: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
}

export const ALERT_STATUS_WORDS: Record<AlertStatus, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
}

/** The same for the client's own people, who want to know whether somebody is at it. */
export const VIEWER_STATUS_WORDS: Record<AlertStatus, string> = {
  open: 'Noticed',
  acknowledged: 'Being looked after',
  resolved: 'Solved',
}

/** Said of somebody whose name cannot be read any more. */
export const FORMER_MEMBER = 'A former member'

/** "Seen 12 times, last 5 minutes ago"; null for what was seen once. */
export function occurrenceWords(
  alert: { occurrences: number; lastSeenAt: string },
  now: Date,
  timeZone: string,
): string | null {
  if (alert.occurrences < 2) return null
  return `Seen ${alert.occurrences.toLocaleString('en')} times, last ${formatRelative(alert.lastSeenAt, now, timeZone)}`
}

export type AlertPeople = {
  createdBy: string | null
  acknowledgedBy: string | null
  resolvedBy: string | null
}

type Current = AlertState & { people: AlertPeople }

/** What became of an alert that somebody was about to change: "Ana resolved this 2 minutes ago." */
export function conflictWords(seen: AlertState, current: Current, now: Date, timeZone: string): string {
  const ago = (moment: string | null) => (moment ? ` ${formatRelative(moment, now, timeZone)}` : '')
  const by = (name: string | null) => name ?? FORMER_MEMBER
  if (current.status !== seen.status || current.reopenedCount !== seen.reopenedCount) {
    switch (current.status) {
      case 'resolved':
        return `${by(current.people.resolvedBy)} resolved this${ago(current.resolvedAt)}.`
      case 'acknowledged':
        return `${by(current.people.acknowledgedBy)} acknowledged this${ago(current.acknowledgedAt)}.`
      case 'open':
        return current.reopenedCount > seen.reopenedCount
          ? `Somebody reopened this: ${current.reopenReason ?? ''}`
          : 'Somebody put this back to open.'
    }
  }
  if (current.severity !== seen.severity)
    return `Its severity is ${SEVERITY_WORDS[current.severity].toLowerCase()} now.`
  if (current.snoozedUntil !== seen.snoozedUntil)
    return current.snoozedUntil === null ? 'Somebody woke it.' : 'Somebody snoozed it.'
  return 'Somebody else changed this.'
}

/** One act in the life of an alert, in words that follow a person's name. */
export type AlertEvent = {
  id: number
  at: string
  actorId: string | null
  sentence: string
  note: string | null
}

/** Turns history rows (newest first) into what people did. Being reported again is counted elsewhere. */
export function describeAlertHistory(
  rows: readonly ActivityRow[],
  dateTime: (iso: string) => string,
): AlertEvent[] {
  return rows.flatMap((row) => {
    const { id, at, actorId } = row
    if (row.action === 'insert') {
      const hasReturned = typeof row.newValues?.previous_alert_id === 'string'
      return { id, at, actorId, sentence: hasReturned ? 'raised it again' : 'raised it', note: null }
    }
    const { phrases, note } = describeChange(row, dateTime)
    return phrases.length === 0 ? [] : { id, at, actorId, sentence: phrases.join(' and '), note }
  })
}

function describeChange(
  { oldValues, newValues }: ActivityRow,
  dateTime: (iso: string) => string,
): { phrases: string[]; note: string | null } {
  const [before, after] = [oldValues ?? {}, newValues ?? {}]
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : null)
  const phrases: string[] = []
  let note: string | null = null
  const status = oneOf(ALERT_STATUSES, after.status)
  const wasResolved = before.status === 'resolved'
  const severity = oneOf(SEVERITIES, after.severity)
  if (severity) {
    const was = oneOf(SEVERITIES, before.severity)
    const isReported = 'occurrences' in after
    phrases.push(
      isReported
        ? `reported it again, as ${SEVERITY_WORDS[severity].toLowerCase()}`
        : `changed the severity${was ? ` from ${SEVERITY_WORDS[was].toLowerCase()}` : ''} to ${SEVERITY_WORDS[severity].toLowerCase()}`,
    )
  }
  if (status === 'acknowledged') phrases.push('acknowledged it')
  if (status === 'resolved') {
    phrases.push('resolved it')
    note = text(after.resolution_note)
  }
  if (status === 'open' && wasResolved) {
    phrases.push('reopened it')
    note = text(after.reopen_reason)
  }
  if (status === 'open' && !wasResolved)
    phrases.push(severity ? 'it needs somebody again' : 'put it back to open')
  const until = text(after.snoozed_until)
  if (until) phrases.push(`snoozed it until ${dateTime(until)}`)
  else if ('snoozed_until' in after && !status && !severity) phrases.push('woke it')
  if (after.visibility === 'client') phrases.push('shared it with the client')
  if (after.visibility === 'internal') phrases.push('took it back from the client')
  if (text(after.ticket_id)) phrases.push('made a ticket of it')
  if ('ticket_id' in after && after.ticket_id === null) phrases.push('removed its ticket')
  if ('title' in after) phrases.push('changed the title')
  if ('description' in after) phrases.push('changed the description')
  if (!status && text(after.resolution_note)) {
    phrases.push('changed the note')
    note = text(after.resolution_note)
  }
  return { phrases, note }
}
