import { actors, type TableName } from '../../access-matrix'
import type { Condition, Privileges, Standing } from '../../access-vocabulary'
import { billingRemovalFault, isLineSentTo, isSentTo, mayBill, MONEY_TABLES } from './billing-rules'
import { isReadyForClient, isSharedFile, preparedDocument } from './document-rules'
import type { Operation } from './operations'
import { ruleFault, uniqueFault, userRuleFault, withGenerated } from './oracle-rules'
import { matrix, tenantColumn, type Shape } from './shape'
import { ownDefaults, pinFault, workAfter, workInsertFault, workUpdateFault } from './work-rules'
import type { Row, World } from './world'

/** `refused` lists every SQLSTATE that would be right: a statement over several rows stops at whichever comes first. */
export type Expected = { ids: string[] } | { changed: number } | { refused: string[] }

/**
 * Which walls stand. `all`: as migrated. `writes`: every column is granted, every row readable and the triggers that fix keys are
 * gone, so that the write policies must hold alone; otherwise a missing `with check` would hide behind a missing grant.
 */
export type Walls = 'all' | 'writes'

const DENIED = '42501'

/** The actor as the tables know them. Membership is read from rows, as the policies do, never from the kind of actor. */
export interface Known {
  id: string | null
  standing: Standing | 'service'
  agency: string | null
  client: string | null
}

export function know(world: World, actor: Operation['actor']): Known {
  if (actor.role === 'service_role') return { id: null, standing: 'service', agency: null, client: null }
  const row = world.tables.users.find(({ id }) => id === actor.id)
  if (!row || actor.kind === 'service')
    return { id: actor.id, standing: actor.id === null ? 'anon' : 'outsider', agency: null, client: null }
  const client = world.tables.clients.find(({ id }) => id === row.client_id)
  return {
    id: actor.id,
    standing: actors[actor.kind].standing,
    agency: text(client?.agency_id),
    client: text(row.client_id),
  }
}

export const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export function agencyOf(world: World, table: TableName, row: Row): string | null {
  const { tenant } = matrix[table]
  if ('column' in tenant) return text(row[tenant.column])
  const parent = world.tables[tenant.table as TableName].find(({ id }) => id === row[tenant.through])
  return parent ? agencyOf(world, tenant.table as TableName, parent) : null
}

function fits(world: World, table: TableName, row: Row, who: Known, condition: Condition): boolean {
  const agency = agencyOf(world, table, row)
  const isOwn = agency !== null && agency === who.agency
  switch (condition) {
    case 'none':
      return false
    case 'own agency':
      return isOwn
    case 'own agency or shared':
      return isOwn || (tenantColumn(table) !== null && agency === null)
    case 'own agency, not the house client':
      return isOwn && row.is_house !== true
    case 'own client':
      return isOwn && (table === 'clients' ? row.id : row.client_id) === who.client
    case 'self':
      return row.id === who.id
    case 'self or own agency':
      return isOwn || row.id === who.id
    case 'own row':
      return isOwnRow(table, row, who)
    case 'own agency or own row':
      return isOwn || isOwnRow(table, row, who)
    case 'held run':
      return isHeld(world, row, who)
    case 'own agency or held run':
      return isOwn || isHeld(world, row, who)
    case 'shared with own client':
      return isShared(row, who)
    case 'shared with own client, as its ticket is':
      return isShared(row, who) && isTicketShared(world, row) && isKept(table, row, who)
    case 'own row shared with own client':
      return isShared(row, who) && isOwnRow(table, row, who)
    case 'own agency, not removed':
      return isOwn && isKept(table, row, who)
    case 'own row of own agency':
      return isOwn && isOwnRow(table, row, who)
    case 'own row of own agency or shared in it':
      return isOwn && (row.is_shared === true || isOwnRow(table, row, who))
    case 'shared with own client, whole or own':
      return isReadyForClient(row, who)
    case 'a shared file of own client':
      return isSharedFile(row, who)
    case 'own agency, not deleted':
      return isOwn && !row.deleted_at
    case 'own row of own agency, not deleted':
      return isOwn && isOwnRow(table, row, who) && !row.deleted_at
    case 'own agency, with billing':
      return isOwn && mayBill(world, who)
    case 'own agency, its money with billing':
      return isOwn && (!MONEY_TABLES.includes(text(row.table_name) ?? '') || mayBill(world, who))
    case 'sent to own client':
      return isSentTo(row, who)
    case 'line of what was sent to own client':
      return isLineSentTo(world, row, who)
    case 'plain and of own client':
      return (
        isShared(row, who) &&
        row.status === 'open' &&
        row.priority === 'normal' &&
        !row.assignee_id &&
        !row.due_on
      )
  }
}

function isOwnRow(table: TableName, row: Row, who: Known): boolean {
  const { person } = matrix[table]
  return person !== undefined && who.id !== null && row[person] === who.id
}

const isShared = (row: Row, who: Known) => row.client_id === who.client && row.visibility === 'client'

const isTicketShared = (world: World, comment: Row) =>
  world.tables.tickets.some(
    (ticket) =>
      ticket.id === comment.ticket_id &&
      ticket.agency_id === comment.agency_id &&
      ticket.client_id === comment.client_id &&
      ticket.visibility === 'client',
  )

/** Not removed, or only from everybody else's sight. */
const isKept = (table: TableName, row: Row, who: Known) => !row.deleted_at || isOwnRow(table, row, who)

const isHeld = (world: World, run: Row, who: Known) =>
  world.tables.cc_run_stakeholders.some((held) => held.run_id === run.id && held.user_id === who.id)

/** Whether a row is within reach of a verb for somebody, by the matrix alone. */
export function reaches(
  world: World,
  table: TableName,
  row: Row,
  who: Known,
  verb: 'select' | 'insert' | 'update' | 'delete',
  walls: Walls,
): boolean {
  if (who.standing === 'service') return true
  // What no policy opens stays closed: there is none that could be opened wide.
  if (walls === 'writes' && verb === 'select') return Object.keys(matrix[table].cells.select).length > 0
  return fits(world, table, row, who, matrix[table].cells[verb][who.standing] ?? 'none')
}

function privileges(table: TableName, role: string, walls: Walls): Privileges {
  if (role === 'anon') return {}
  const granted = matrix[table].privileges[role === 'service_role' ? 'service_role' : 'authenticated']
  return walls === 'all' ? granted : { select: true, insert: true, update: true, delete: true }
}

const covers = (granted: true | readonly string[] | undefined, columns: readonly string[]) =>
  granted === true || (granted !== undefined && columns.every((column) => granted.includes(column)))

/** What Postgres must do with the operation, from the matrix alone. */
export function decide(world: World, shape: Shape, operation: Operation, walls: Walls): Expected {
  const { table, verb, actor, values } = operation
  const who = know(world, actor)
  const granted = privileges(table, actor.role, walls)
  const rows = world.tables[table]
  const columns = Object.keys(values)

  if (verb === 'select') {
    if (!granted.select) return { refused: [DENIED] }
    return {
      ids: rows
        .filter((row) => reaches(world, table, row, who, 'select', walls))
        .map((row) => text(row.id) ?? '')
        .sort(),
    }
  }
  if (verb === 'insert') {
    if (!covers(granted.insert, columns)) return { refused: [DENIED] }
    const drafted = workAfter(
      table,
      null,
      withGenerated(table, { id: null, ...ownDefaults(table, who), ...values }),
    )
    const row = table === 'documents' ? preparedDocument(drafted) : drafted
    const before =
      table === 'users'
        ? userRuleFault(world, who, null, row)
        : (ruleFault(table, 'before', world, row) ?? workInsertFault(world, who, table, row))
    const fault =
      before ??
      (reaches(world, table, row, who, 'insert', walls) ? null : DENIED) ??
      ruleFault(table, 'after', world, row) ??
      uniqueFault(shape, table, [...rows, row]) ??
      parentFault(world, table, row)
    return fault === null ? { changed: 1 } : { refused: [fault] }
  }

  const isOne = operation.target !== null
  if (isOne && !granted.select) return { refused: [DENIED] }
  if (verb === 'delete' ? !granted.delete : !covers(granted.update, columns)) return { refused: [DENIED] }
  const means = verb === 'delete' ? 'delete' : 'update'
  const targets = rows.filter(
    (row) =>
      reaches(world, table, row, who, means, walls) &&
      (!isOne || (row.id === operation.target && reaches(world, table, row, who, 'select', walls))),
  )
  if (verb === 'delete') {
    const faults =
      table === 'users'
        ? targets.flatMap((row) => userRuleFault(world, who, row, null) ?? [])
        : targets.flatMap((row) => billingRemovalFault(world, who, table, row) ?? [])
    if (faults.length > 0) return { refused: faults }
    return endsOwners(world, table, targets, who)
      ? { refused: ['PT409', 'PT403'] }
      : { changed: targets.length }
  }

  const changedRows = targets.map((row) => ({
    before: row,
    after: workAfter(table, row, withGenerated(table, { ...row, ...values })),
  }))
  const faults = changedRows.flatMap(({ before, after }) => {
    const moved = matrix[table].fixed.some((column) => before[column] !== after[column])
    if (moved && walls === 'all') return [DENIED]
    const fault =
      table === 'users'
        ? userRuleFault(world, who, before, after)
        : workUpdateFault(world, who, table, before, { ...before, ...values })
    if (fault) return [fault]
    if (!reaches(world, table, after, who, 'update', walls)) return [DENIED]
    if (isOne && !reaches(world, table, after, who, 'select', walls)) return [DENIED]
    return ruleFault(table, 'after', world, after) ?? []
  })
  const pinned = pinFault(world, table, changedRows)
  if (pinned) faults.push(pinned)
  const kept = rows.filter((row) => !targets.includes(row))
  const unique = uniqueFault(shape, table, [...kept, ...changedRows.map(({ after }) => after)])
  if (unique) faults.push(unique)
  if (faults.length === 0)
    faults.push(
      ...changedRows.flatMap(
        ({ before, after }) =>
          parentFault(world, table, after) ?? childFault(world, table, before, after) ?? [],
      ),
    )
  if (faults.length === 0) return { changed: targets.length }
  // Whoever moves themselves first sees, for the rows that follow, what they see from there.
  if (table === 'users' && walls === 'writes' && !isOne) faults.push('23514')
  return { refused: [...new Set(faults)] }
}

/** A named parent that is missing or of another agency. */
function parentFault(world: World, table: TableName, row: Row): string | null {
  for (const [column, parent] of Object.entries(matrix[table].parents)) {
    const id = row[column]
    if (id === null || id === undefined) continue
    const parentTable = parent.table as TableName
    const found = world.tables[parentTable].find((candidate) => candidate.id === id)
    if (!found) return '23503'
    const owner = agencyOf(world, parentTable, found)
    const isShared = owner === null && parent.of === 'same agency or shared'
    if (parent.of !== 'any' && !isShared && owner !== agencyOf(world, table, row)) return '23503'
    if (parent.of === 'same client' && found.client_id !== row.client_id) return '23503'
  }
  return null
}

/** A row that moves to another agency while something of the old one names it. */
function childFault(world: World, table: TableName, before: Row, after: Row): string | null {
  const tenant = tenantColumn(table)
  if (tenant === null) return null
  const isAgencyKept = before[tenant] === after[tenant]
  if (isAgencyKept && before.client_id === after.client_id) return null
  const isNamed = (Object.keys(matrix) as TableName[]).some((child) =>
    Object.entries(matrix[child].parents).some(
      ([column, parent]) =>
        parent.table === table &&
        (parent.of === 'same client' || (parent.of === 'same agency' && !isAgencyKept)) &&
        world.tables[child].some((row) => row[column] === before.id),
    ),
  )
  return isNamed ? '23503' : null
}

/** A statement that removes people one after the other must not end with an agency that has no owner. */
function endsOwners(world: World, table: TableName, targets: readonly Row[], who: Known): boolean {
  if (table !== 'users' || who.standing === 'service') return false
  const houses = new Set(targets.filter((row) => row.role === 'agency_owner').map((row) => row.client_id))
  return [...houses].some((house) =>
    world.tables.users.every(
      (row) => row.client_id !== house || row.role !== 'agency_owner' || targets.includes(row),
    ),
  )
}
