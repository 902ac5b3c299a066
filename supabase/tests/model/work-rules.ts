import type { TableName } from '../../access-matrix'
import { billingInsertFault, billingUpdateFault } from './billing-rules'
import { text, type Known } from './oracle'
import type { Row, World } from './world'

const STAFF = ['agency_owner', 'agency_admin', 'team_member']
const MINUTES_TO_EDIT = 15
const DAY_MS = 86_400_000
const isGiven = (value: unknown) => value !== null && value !== undefined
const isSame = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

function isStaffOf(world: World, personId: unknown, agency: unknown): boolean {
  const person = world.tables.users.find(({ id }) => id === personId)
  const client = world.tables.clients.find(({ id }) => id === person?.client_id)
  return client?.is_house === true && client.agency_id === agency && STAFF.includes(text(person?.role) ?? '')
}

/** What a trigger fills in for whoever writes, before anything is checked. */
export function ownDefaults(table: TableName, who: Known): Row {
  if (table === 'documents') return { uploaded_by: who.id }
  return table === 'saved_views' && who.id !== null ? { owner_id: who.id } : {}
}

/** The row as the trigger of a change leaves it, as far as a CHECK looks at it. */
export function workAfter(table: TableName, before: Row | null, after: Row): Row {
  if (table === 'tickets') {
    const isDone = after.status === 'resolved' || after.status === 'closed'
    return {
      ...after,
      waiting_for: before !== null && after.status !== 'waiting' ? null : (after.waiting_for ?? null),
      resolved_at: isDone ? '2024-01-01' : null,
      closed_at: after.status === 'closed' ? '2024-01-01' : null,
    }
  }
  if (table === 'alerts' && before !== null)
    return {
      ...after,
      resolved_at: after.status === 'resolved' ? '2024-01-01' : null,
      acknowledged_at: after.status === 'acknowledged' ? '2024-01-01' : null,
    }
  return after
}

/** What the triggers of client work refuse about a new row, before policies look. */
export function workInsertFault(world: World, who: Known, table: TableName, row: Row): string | null {
  const mayKnow = who.standing === 'service' || isStaffOf(world, who.id, row.agency_id)
  if (table === 'tickets')
    return mayKnow && isGiven(row.assignee_id) && !isStaffOf(world, row.assignee_id, row.agency_id)
      ? 'PT400'
      : null
  if (table === 'ticket_comments') {
    const ticket = world.tables.tickets.find(
      ({ id, agency_id, client_id }) =>
        id === row.ticket_id && agency_id === row.agency_id && client_id === row.client_id,
    )
    if (!ticket) return null
    const isShared = ticket.visibility === 'client'
    if (isStaffOf(world, who.id, row.agency_id))
      return row.visibility === 'client' && !isShared ? 'PT400' : null
    return who.client !== null && ticket.client_id === who.client && isShared && ticket.status === 'closed'
      ? 'PT409'
      : null
  }
  return billingInsertFault(world, who, table, row)
}

/** What the triggers of client work refuse about a change, before policies look at the row as it is to be. */
export function workUpdateFault(
  world: World,
  who: Known,
  table: TableName,
  before: Row,
  after: Row,
): string | null {
  switch (table) {
    case 'alerts':
      return alertFault(world, before, after)
    case 'tickets':
      return ticketFault(world, who, before, after)
    case 'ticket_comments':
      return commentFault(who, before, after)
    case 'communications': {
      const isOthers = who.standing !== 'service' && before.author_id !== who.id
      const isAdmin =
        (who.standing === 'agency_admin' || who.standing === 'agency_owner') &&
        who.agency === before.agency_id
      const isChanged = Object.keys(after).some(
        (column) => column !== 'pinned_at' && !isSame(before[column], after[column]),
      )
      return isOthers && !isAdmin && isChanged ? 'PT403' : null
    }
    default:
      return billingUpdateFault(world, table, before, after)
  }
}

function alertFault(world: World, before: Row, after: Row): string | null {
  const differs = (...columns: string[]) => columns.some((column) => !isSame(before[column], after[column]))
  const steps = [
    'severity',
    'status',
    'title',
    'description',
    'visibility',
    'resolution_note',
    'reopen_reason',
  ]
  if (!differs(...steps, 'snoozed_until', 'agency_id', 'client_id', 'ticket_id', 'previous_alert_id'))
    return null
  const wasResolved = before.status === 'resolved'
  if (wasResolved && after.status === 'acknowledged') return 'PT409'
  if (after.status === 'resolved') {
    if (wasResolved) return differs('severity', 'title', 'description', 'snoozed_until') ? 'PT409' : null
    const isGrave = after.severity === 'high' || after.severity === 'critical'
    return isGrave && !after.resolution_note ? 'PT400' : null
  }
  if (wasResolved) {
    if (!after.reopen_reason) return 'PT400'
    const hasTwin = world.tables.alerts.some(
      (twin) =>
        isGiven(before.dedup_key) &&
        twin.id !== before.id &&
        twin.client_id === before.client_id &&
        twin.dedup_key === before.dedup_key &&
        twin.status !== 'resolved',
    )
    if (hasTwin) return 'PT409'
  }
  const ranks = ['critical', 'high', 'medium', 'low']
  const isWorse = ranks.indexOf(text(after.severity) ?? '') < ranks.indexOf(text(before.severity) ?? '')
  if (isWorse || !differs('snoozed_until') || !isGiven(after.snoozed_until)) return null
  const until = Date.parse(text(after.snoozed_until) ?? '')
  const longest = after.severity === 'critical' ? DAY_MS : 90 * DAY_MS
  return until <= Date.now() || until > Date.now() + longest ? 'PT400' : null
}

function ticketFault(world: World, who: Known, before: Row, after: Row): string | null {
  const mayKnow = who.standing === 'service' || isStaffOf(world, who.id, after.agency_id)
  if (
    mayKnow &&
    isGiven(after.assignee_id) &&
    !isSame(before.assignee_id, after.assignee_id) &&
    !isStaffOf(world, after.assignee_id, after.agency_id)
  )
    return 'PT400'
  if (before.status === 'closed' && after.status !== 'closed' && after.status !== 'open') return 'PT409'
  return after.status === 'waiting' && !after.waiting_for ? 'PT400' : null
}

function commentFault(who: Known, before: Row, after: Row): string | null {
  if (!isSame(before.body, after.body)) {
    if (
      (who.standing === 'service' ? null : who.id) !== (before.author_id ?? null) ||
      isGiven(before.deleted_at)
    )
      return 'PT403'
    const age = Date.now() - Date.parse(text(before.created_at) ?? new Date().toISOString())
    if (age > MINUTES_TO_EDIT * 60_000) return 'PT409'
  }
  return isGiven(before.deleted_at) && !isGiven(after.deleted_at) ? 'PT409' : null
}

/** More entries of one client pinned than may be, once a statement has pinned these. */
export function pinFault(
  world: World,
  table: TableName,
  changes: readonly { before: Row; after: Row }[],
): string | null {
  if (table !== 'communications') return null
  const fresh = changes.filter(({ before, after }) => isGiven(after.pinned_at) && !isGiven(before.pinned_at))
  const isTooMuch = fresh.some(({ after }) => {
    const kept = world.tables.communications.filter(
      (row) => row.client_id === after.client_id && isGiven(row.pinned_at),
    )
    return kept.length + fresh.filter((one) => one.after.client_id === after.client_id).length > 3
  })
  return isTooMuch ? 'PT409' : null
}
