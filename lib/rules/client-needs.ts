import type { Route } from 'next'
import { paths } from '@/lib/paths'
import { daysSinceContact, hoursUnanswered, type Standing } from '@/lib/rules/client-health'
import { saySpan } from '@/lib/rules/client-health-words'
import { SILENT_AFTER_DAYS } from '@/lib/rules/client-order'

export type NeedId =
  | 'critical'
  | 'high'
  | 'unacknowledged'
  | 'overdue'
  | 'urgent'
  | 'unassigned'
  | 'unanswered'
  | 'silent'
  | 'waiting'

export type Need = {
  id: NeedId
  /** How many rows the list behind it holds; null where it is not about rows. */
  count: number | null
  words: string
  tone: 'danger' | 'warning' | 'neutral'
}

/** What somebody has to do for a client now, the most urgent first. Each names exactly what the list behind it shows. */
export function needsOf(standing: Standing, now: Date): Need[] {
  const needs: (Need | null)[] = [
    counted('critical', standing.critical, 'danger', 'critical alert is open', 'critical alerts are open'),
    counted('high', standing.high, 'warning', 'high alert is open', 'high alerts are open'),
    unacknowledged(standing, now),
    counted('overdue', standing.overdueTickets, 'danger', 'ticket is overdue', 'tickets are overdue'),
    counted('urgent', standing.urgentTickets, 'warning', 'ticket is urgent', 'tickets are urgent'),
    unanswered(standing, now),
    counted(
      'unassigned',
      standing.unassignedTickets,
      'neutral',
      'ticket is nobody’s',
      'tickets are nobody’s',
    ),
    silent(standing, now),
    counted(
      'waiting',
      standing.waitingForClient,
      'neutral',
      'ticket waits for the client',
      'tickets wait for the client',
    ),
  ]
  return needs.filter((need) => need !== null)
}

function counted(id: NeedId, count: number, tone: Need['tone'], one: string, many: string): Need | null {
  return count === 0 ? null : { id, count, tone, words: `${count} ${count === 1 ? one : many}` }
}

function unacknowledged({ unacknowledged: count, oldestUnacknowledgedAt }: Standing, now: Date): Need | null {
  if (count === 0) return null
  const words = count === 1 ? 'alert nobody has acknowledged' : 'alerts nobody has acknowledged'
  const minutes = oldestUnacknowledgedAt && (now.getTime() - Date.parse(oldestUnacknowledgedAt)) / 60_000
  const age = minutes && minutes >= 60 ? `, ${count === 1 ? '' : 'the oldest '}for ${saySpan(minutes)}` : ''
  return { id: 'unacknowledged', count, tone: 'warning', words: `${count} ${words}${age}` }
}

/** The client wrote or called last, and longer ago than an answer should take. */
function unanswered(standing: Standing, now: Date): Need | null {
  const hours = hoursUnanswered(standing, now)
  if (hours === null) return null
  const span = saySpan(hours * 60)
  return {
    id: 'unanswered',
    count: null,
    tone: 'warning',
    words: `No answer for ${span} to what the client said`,
  }
}

function silent(standing: Standing, now: Date): Need | null {
  const days = daysSinceContact(standing, now)
  if (days === null || days < SILENT_AFTER_DAYS) return null
  return { id: 'silent', count: null, tone: 'warning', words: `No contact for ${days} days` }
}

/** The list that a need is about. */
export function hrefOfNeed(id: NeedId, clientId: string): Route {
  switch (id) {
    case 'critical':
    case 'high':
      // The numbers count those that sleep, too, so the list shows them.
      return paths.clientAlerts(clientId, { severity: id, snoozed: '1' })
    case 'unacknowledged':
      return paths.clientAlerts(clientId, { status: 'open' })
    case 'overdue':
      return paths.clientTickets(clientId, { tab: 'overdue' })
    case 'urgent':
      return paths.clientTickets(clientId, { priority: 'urgent' })
    case 'unassigned':
      return paths.clientTickets(clientId, { tab: 'unassigned' })
    case 'waiting':
      return paths.clientTickets(clientId, { status: 'waiting', waiting: 'client' })
    case 'unanswered':
    case 'silent':
      return paths.clientCommunications(clientId)
  }
}
