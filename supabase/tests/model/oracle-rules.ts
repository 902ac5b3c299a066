import { type Rule, type TableName } from '../../access-matrix'
import { agencyOf, reaches, text, type Known } from './oracle'
import { matrix } from './shape'
import type { Row, World } from './world'

const STAFF = ['agency_owner', 'agency_admin', 'team_member']
const has = (table: TableName, rule: Rule) => matrix[table].rules.includes(rule)

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
  if (has(table, 'a stakeholder has no client') && (row.role === 'stakeholder') !== !row.client_id)
    return '23514'
  return null
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
