import { type Rule, type TableName } from '../../access-matrix'
import { CARTRIDGE_FIELDS, type CartridgeType, type JsonValue } from '../../../lib/rules/cartridge-fields'
import { parseCartridgeData } from '../../../lib/schemas/cartridges'
import { isWholeDocument } from './document-rules'
import { agencyOf, reaches, text, type Known } from './oracle'
import { matrix, type Shape } from './shape'
import { isNamedWhole, isOfCatalogue } from './workflow-world'
import type { Row, World } from './world'

const STAFF = ['agency_owner', 'agency_admin', 'team_member']
const has = (table: TableName, rule: Rule) => matrix[table].rules.includes(rule)

const RUN_ROLES: Record<string, readonly unknown[]> = {
  service_run: ['observer', 'stakeholder', 'participant', 'contractor'],
  tenant: [...STAFF, 'client_viewer'],
}
const isGiven = (value: unknown) => value !== null && value !== undefined

/** The row with the columns that Postgres computes, and with defaults that a unique key looks at. */
export function withGenerated(table: TableName, row: Row): Row {
  switch (table) {
    case 'cc_invitations':
      return {
        status: 'pending',
        ...row,
        run_id: row.context_type === 'service_run' ? (row.context_id ?? null) : null,
        client_id: row.context_type === 'tenant' ? (row.context_id ?? null) : null,
      }
    case 'cc_external_contact_points':
      return { ...row, value_norm: (text(row.value) ?? '').trim().toLowerCase() }
    case 'cc_notification_templates':
      return { version: 1, ...row }
    case 'alerts':
      return { status: 'open', severity: 'medium', visibility: 'internal', ...row }
    case 'tickets':
      return { status: 'open', priority: 'normal', visibility: 'internal', ...row }
    case 'ticket_comments':
    case 'communications':
      return { visibility: 'internal', ...row }
    case 'saved_views':
      return { is_shared: false, ...row }
    case 'documents':
      return { visibility: 'internal', status: 'pending', ...row }
    case 'invoices':
      return { type: 'incoming', status: 'draft', ...row }
    case 'workflow_triggers':
      return { conditions: {}, options: {}, ...row }
    case 'agency_cartridges':
      return { data: {}, is_default: false, ...row }
    default:
      return row
  }
}

/** Two rows alike in a unique key. */
export function uniqueFault(shape: Shape, table: TableName, rows: readonly Row[]): string | null {
  for (const { columns, areNullsAlike } of shape.uniques[table] ?? [])
    if (haveTwins(rows, columns, areNullsAlike)) return '23505'
  if (has(table, 'one live invitation')) {
    const live = rows.filter(({ status }) => ['pending', 'sent', 'viewed'].includes(text(status) ?? ''))
    const byPhone = live.filter(({ email_norm }) => !isGiven(email_norm))
    if (haveTwins(live, ['context_type', 'context_id', 'email_norm'], false)) return '23505'
    if (haveTwins(byPhone, ['context_type', 'context_id', 'invitee_phone'], false)) return '23505'
  }
  if (has(table, 'one ticket of one alert') && haveTwins(rows, ['agency_id', 'source_alert_id'], false))
    return '23505'
  if (has(table, 'one live alert of one trouble')) {
    const live = rows.filter(({ status }) => status !== 'resolved')
    if (haveTwins(live, ['agency_id', 'client_id', 'dedup_key'], false)) return '23505'
  }
  const defaults = rows.filter((row) => row.is_default === true)
  if (has(table, 'one default of each type') && haveTwins(defaults, ['agency_id', 'type'], false))
    return '23505'
  return null
}

function haveTwins(rows: readonly Row[], columns: readonly string[], areNullsAlike: boolean): boolean {
  const keys = rows.flatMap((row) =>
    !areNullsAlike && columns.some((column) => !isGiven(row[column]))
      ? []
      : [JSON.stringify(columns.map((column) => row[column] ?? null))],
  )
  return new Set(keys).size < keys.length
}

/** Rules of the matrix that look at the row alone. `before`: a trigger refuses before policies look; `after`: a CHECK does. */
export function ruleFault(
  table: TableName,
  stage: 'before' | 'after',
  world: World,
  row: Row,
): string | null {
  if (stage === 'before') {
    if (has(table, 'a portal is own or shared')) {
      const portal = world.tables.cc_portals.find(({ id }) => id === row.portal_id)
      const owner = portal ? agencyOf(world, 'cc_portals', portal) : null
      if (owner !== null && owner !== text(row.tenant_id)) return '23503'
    }
    return null
  }
  if (has(table, 'a shared portal has no zone') && !row.owning_tenant_id && row.default_zone_id)
    return '23514'
  if (
    has(table, 'a role fits its context') &&
    !(RUN_ROLES[text(row.context_type) ?? ''] ?? [row.invitee_role]).includes(row.invitee_role)
  )
    return '23514'
  if (
    has(table, 'a claim is whole') &&
    (row.status === 'claimed') !== (isGiven(row.claimed_by) && isGiven(row.claimed_at))
  )
    return '23514'
  if (
    has(table, 'a lease is whole') &&
    (row.status === 'leased') !== (isGiven(row.lease_token) && isGiven(row.lease_until))
  )
    return '23514'
  if (
    has(table, 'an alert takes its steps') &&
    ((row.status === 'resolved') !== isGiven(row.resolved_at) ||
      (row.status === 'acknowledged' && !isGiven(row.acknowledged_at)))
  )
    return '23514'
  if (
    has(table, 'a waiting ticket names for whom') &&
    (row.status === 'waiting') !== isGiven(row.waiting_for)
  )
    return '23514'
  if (has(table, 'a document is a file or a link') && !isWholeDocument(row)) return '23514'
  if (has(table, 'an entry has a direction') && !hasRightDirection(row)) return '23514'
  if (has(table, 'an entry says something') && !row.subject && !row.body) return '23514'
  if (has(table, 'an outgoing invoice names a client') && row.type === 'outgoing' && !row.client_id)
    return '23514'
  if (has(table, 'an invoice is due after its issue') && isGiven(row.due_on) && isGiven(row.issued_on)) {
    if ((text(row.due_on) ?? '') < (text(row.issued_on) ?? '')) return '23514'
  }
  if (has(table, 'a rule is of the catalogue') && !isOfCatalogue(row)) return '23514'
  if (has(table, 'what was made is named whole') && !isNamedWhole(row)) return '23514'
  if (has(table, 'quiet hours are a window')) {
    const isOpen = isGiven(row.quiet_start)
    if (isOpen !== isGiven(row.quiet_end) || (isOpen && row.quiet_start === row.quiet_end)) return '23514'
  }
  if (has(table, 'a cartridge holds what its type has') && !holdsWhatItsTypeHas(table, row)) return '23514'
  if (has(table, 'a stakeholder has no client') && (row.role === 'stakeholder') !== !row.client_id)
    return '23514'
  return null
}

function hasRightDirection({ type, direction }: Row): boolean {
  if (type === 'note') return !isGiven(direction)
  return type === 'meeting' || isGiven(direction)
}

function holdsWhatItsTypeHas(table: TableName, row: Row): boolean {
  if (table === 'agency_cartridges')
    return parseCartridgeData(row.type as CartridgeType, false, row.data).data !== null
  const type = table.replace('_cartridges', '') as CartridgeType
  // An empty column is one that says nothing, and so is an object with nothing in it.
  const said = CARTRIDGE_FIELDS[type].flatMap(({ name: field }) => {
    const value = row[field] as JsonValue | undefined
    const isEmpty =
      value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)
    return isEmpty ? [] : [[field, value] as const]
  })
  return parseCartridgeData(type, true, Object.fromEntries(said)).data !== null
}

/** What may change about a person, between the row before and the row after (null: none). */
export function userRuleFault(
  world: World,
  who: Known,
  before: Row | null,
  after: Row | null,
): string | null {
  if (after) {
    const named = world.tables.clients.find(({ id }) => id === after.client_id)
    // The trigger looks with the caller's eyes; nobody can name a client that they do not see while the column is not granted.
    const client = named && reaches(world, 'clients', named, who, 'select', 'all') ? named : undefined
    const isStaffRole = STAFF.includes(text(after.role) ?? '')
    if (client && (client.is_house === true ? !isStaffRole : after.role !== 'client_viewer')) return '23514'
  }
  if (who.standing === 'service') return null

  if (before && after) {
    if (before.full_name !== after.full_name && after.id !== who.id) return 'PT403'
    const isStandingKept =
      before.role === after.role && JSON.stringify(before.permissions) === JSON.stringify(after.permissions)
    if (isStandingKept) return null
    if (after.id === who.id) return 'PT403'
  }
  if (who.standing !== 'agency_admin' && who.standing !== 'agency_owner') return 'PT403'
  const touchesOwner = before?.role === 'agency_owner' || (before !== null && after?.role === 'agency_owner')
  if (touchesOwner && who.standing !== 'agency_owner') return 'PT403'
  const isOwnerLost = before?.role === 'agency_owner' && after?.role !== 'agency_owner'
  const isLast = world.tables.users.every(
    (row) => row.id === before?.id || row.client_id !== before?.client_id || row.role !== 'agency_owner',
  )
  return isOwnerLost && isLast ? 'PT409' : null
}
