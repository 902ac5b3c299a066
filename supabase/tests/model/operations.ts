import fc from 'fast-check'
import { type TableName } from '../../access-matrix'
import type { Verb } from '../../access-vocabulary'
import { fitTogether } from './document-rules'
import { agencyOf, know, type Walls } from './oracle'
import { wellFormed } from './presence-world'
import { matrix, tenantColumn, type Column, type Shape } from './shape'
import { fitRule } from './workflow-world'
import { idOf, UNKNOWN_ID, type Person, type Row, type Value, type World } from './world'

export interface Operation {
  verb: Verb
  table: TableName
  actor: Person
  /** The row it names, or null when it has no WHERE and takes all it can reach. */
  target: string | null
  values: Row
  statement: string
}

/** Small numbers that mean something only beside a world; so they shrink well. */
export interface Draw {
  verb: Verb
  actor: number
  row: number
  isAll: boolean
  isNear: boolean
  column: number
  value: number
  extra: number
}
export const KINDS: readonly Person['kind'][] = [
  'agency_owner',
  'agency_admin',
  'team_member',
  'client_viewer',
  'sibling_viewer',
  'foreign_owner',
  'stakeholder',
  'stranger',
  'removed_member',
  'anon',
  'service',
]
const verbs: readonly Verb[] = ['select', 'insert', 'update', 'move', 'delete']
export const draw = fc.record<Draw>({
  verb: fc.constantFrom(...verbs),
  actor: fc.nat(KINDS.length * 8),
  row: fc.nat(63),
  isAll: fc.boolean(),
  isNear: fc.boolean(),
  column: fc.nat(63),
  value: fc.nat(63),
  extra: fc.nat(15),
})

const at = <T>(options: readonly T[], index: number): T | undefined => options[index % options.length]
const FRESH_ID = idOf('7', 1)

/** Makes one statement of a draw, within this world. */
export function operationOf(
  world: World,
  shape: Shape,
  table: TableName,
  drawn: Draw,
  walls: Walls,
): Operation {
  const kinds = walls === 'all' ? KINDS : KINDS.filter((kind) => kind !== 'service')
  const kind = at(kinds, drawn.actor)
  const actor = at(
    world.people.filter((person) => person.kind === kind),
    Math.floor(drawn.actor / kinds.length),
  )
  if (!actor) throw new Error(`This world has no ${String(kind)}.`)
  const { agency, id: self } = know(world, actor)
  const { person } = matrix[table]
  const rows = world.tables[table]
  const near = rows.filter(
    (row) =>
      (agency !== null && agencyOf(world, table, row) === agency) ||
      (person !== undefined && self !== null && row[person] === self),
  )
  const row = at(drawn.isNear && near.length > 0 ? near : rows, drawn.row)
  const target = drawn.isAll ? null : (text(row?.id) ?? UNKNOWN_ID)
  const isService = actor.kind === 'service'
  const base = { verb: drawn.verb, table, actor, target }
  const where = target === null ? '' : ` where id = ${literal(target)}`
  switch (drawn.verb) {
    case 'select':
      return {
        ...base,
        target: null,
        values: {},
        statement: `select coalesce(jsonb_agg(id::text order by id::text), '[]') from public.${table}`,
      }
    case 'delete':
      return { ...base, values: {}, statement: `delete from public.${table}${where}` }
    case 'insert': {
      const values = newRow(world, shape, table, drawn, actor, isService || walls === 'writes')
      const columns = Object.keys(values)
      const literals = Object.values(values).map(literal)
      return {
        ...base,
        target: null,
        values,
        statement: `insert into public.${table} (${columns.join(', ')}) values (${literals.join(', ')})`,
      }
    }
    case 'update':
    case 'move': {
      const values = changes(world, shape, table, drawn, actor, isService || walls === 'writes')
      const set = Object.entries(values).map(([column, value]) => `${column} = ${literal(value)}`)
      return { ...base, values, statement: `update public.${table} set ${set.join(', ')}${where}` }
    }
  }
}

/** Columns that say whose row it is. */
function keyColumns(shape: Shape, table: TableName): string[] {
  const tenant = tenantColumn(table)
  const keys = new Set([
    ...(tenant && tenant !== 'id' ? [tenant] : []),
    ...Object.keys(matrix[table].parents),
  ])
  return [...keys].filter((key) => shape.columns[table]?.some(({ name }) => name === key))
}

function newRow(
  world: World,
  shape: Shape,
  table: TableName,
  drawn: Draw,
  actor: Person,
  isTrusted: boolean,
): Row {
  const granted = matrix[table].privileges.authenticated.insert
  const columns = shape.columns[table] ?? []
  const required = [
    ...columns
      .filter((column) => column.isRequired || column.allowed.length > 0)
      .map((column) => column.name),
    ...keyColumns(shape, table),
  ]
  const names = new Set(granted && granted !== true && !isTrusted ? granted : required)
  // Now and then a column that nobody may name.
  if (!isTrusted && drawn.extra % 4 === 1) names.add(at(columns, drawn.column)?.name ?? 'id')
  const row: Row = {}
  for (const [index, name] of [...names].entries())
    row[name] = sample(world, shape, table, name, drawn.value + index * drawn.extra, actor)
  if (drawn.value % 4 === 0) return row
  return table === 'documents' ? fitTogether(row) : table === 'workflow_triggers' ? fitRule(row) : row
}

function changes(
  world: World,
  shape: Shape,
  table: TableName,
  drawn: Draw,
  actor: Person,
  isTrusted: boolean,
): Row {
  const columns = (shape.columns[table] ?? []).map((column) => column.name)
  const granted = matrix[table].privileges.authenticated.update
  const open = granted === undefined || granted === true ? [] : granted
  const keys = keyColumns(shape, table)
  const plain = isTrusted
    ? [...open, 'name'].filter((name) => columns.includes(name))
    : [...open, ...open, ...columns]
  // The service key may give a row another id; that is no move, and whether children forbid it is not asked here.
  const isIdTried = !isTrusted || (tenantColumn(table) === 'id' && actor.kind !== 'service')
  const moving = isIdTried ? [...keys, 'id'].filter((name) => columns.includes(name)) : keys
  const pool = drawn.verb === 'move' ? moving : plain
  const usable = pool.length > 0 ? pool : columns.filter((name) => name !== 'id')
  const names = new Set([at(usable, drawn.column) ?? 'created_at'])
  if (drawn.extra % 3 === 0) names.add(at(usable, drawn.column + drawn.extra + 1) ?? 'created_at')
  const row: Row = {}
  for (const [index, name] of [...names].entries())
    row[name] = sample(world, shape, table, name, drawn.value + index, actor)
  return row
}

/** A well-formed value: what is being tested is who may write it, not whether it parses. */
function sample(
  world: World,
  shape: Shape,
  table: TableName,
  name: string,
  index: number,
  actor: Person,
): Value {
  const { agency } = know(world, actor)
  const column = shape.columns[table]?.find((candidate) => candidate.name === name)
  const parent = matrix[table].parents[name]
  if (parent) {
    const parentTable = parent.table as TableName
    const all = world.tables[parentTable]
    const own = all.filter((row) => agency !== null && agencyOf(world, parentTable, row) === agency)
    const ids = [...own, ...own, ...own, ...all].map((row) => text(row.id))
    const self = name === matrix[table].person && actor.id !== null ? [actor.id, actor.id, actor.id] : []
    return at([...self, ...ids, UNKNOWN_ID, ...(column?.isNullable ? [null] : [])], index) ?? UNKNOWN_ID
  }
  if (name === 'context_id' && table === 'cc_invitations')
    return text(at([...world.tables.cc_n3_runs, ...world.tables.clients], index)?.id) ?? UNKNOWN_ID
  if (name === 'id') return FRESH_ID
  return plainSample(column, index)
}

const TIMES: Record<string, string> = {
  starts_at: '2030-01-01',
  ends_at: '2031-01-01',
  publish_at: '2020-06-01',
  unpublish_at: '2100-01-01',
}

function plainSample(column: Column | undefined, index: number): Value {
  if (!column) throw new Error('A column of the matrix is missing in the database.')
  if (column.allowed.length > 0) return at(column.allowed, index) ?? null
  const own = wellFormed[column.name]
  if (own) return at(own, index) ?? null
  if (column.name === 'permissions') return at<Value>([[], ['billing']], index) ?? []
  switch (column.type) {
    case 'uuid':
      return UNKNOWN_ID
    case 'boolean':
      return index % 2 === 0
    case 'smallint':
    case 'integer':
    case 'bigint':
      return index
    case 'numeric':
      return index
    case 'date':
      return '2031-01-01'
    case 'jsonb':
      return {}
    case 'timestamp with time zone':
      return TIMES[column.name] ?? '2024-01-01'
    default:
      return column.name === 'email' ? 'fresh@example.test' : 'fresh'
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function literal(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''")}'`
}
