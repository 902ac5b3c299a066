import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { tables, type TableName } from '../access-matrix'
import { changedColumns, insertWorld, prepareConnection } from './model/executor'
import { matrix, readShape, type Shape } from './model/shape'
import { buildWorld, type Person, type World } from './model/world'

/**
 * For every column there is and every kind of actor: what they may change through the API is what the access matrix lists, and nothing
 * beside it changes with it. The world is one and fixed; the statements are all there are.
 */

let database: TestDatabase
let sql: Sql
let shape: Shape
let world: World

const EVERYTHING = {
  agencies: [
    { owners: 2, admins: 1, members: 1, viewers: [1, 1], zones: 2, portals: 2, runs: 2 },
    { owners: 1, admins: 1, members: 1, viewers: [1], zones: 1, portals: 1, runs: 2 },
  ],
  shared: 1,
  links: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5],
}

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  shape = await readShape(sql)
  await prepareConnection(sql)
  await sql.unsafe('begin')
  world = await insertWorld(sql, buildWorld(EVERYTHING))
})
afterAll(async () => {
  await sql.unsafe('rollback')
  await sql.end()
  await database.stop()
})

/** One person of each kind; the service key is not an actor of the API. */
const actorsOf = () => [
  ...new Map(
    world.people.filter(({ kind }) => kind !== 'service').map((person) => [person.kind, person]),
  ).values(),
]
/** Rows of both agencies, and one's own. */
const rowsFor = (table: TableName, who: Person) => [
  ...new Set([
    ...world.tables[table].slice(0, 2),
    ...world.tables[table].slice(-2),
    ...world.tables[table].filter((row) => row[matrix[table].person ?? ''] === who.id).slice(0, 2),
    ...world.tables[table].filter((row) => table === 'users' && row.id === who.id),
  ]),
]

/** What triggers write beside any change. */
const STAMPS = [
  'updated_at',
  'version',
  'severity_rank',
  'rank',
  'priority_rank',
  'is_live',
  'acknowledged_at',
  'acknowledged_by',
  'resolved_at',
  'resolved_by',
  'closed_at',
  'reopened_count',
  'edited_at',
  'deleted_by',
  'timestamp',
  'sent_at',
  'paid_at',
  'voided_at',
  'sequence_no',
  'sender',
  'due_order',
  'net_minor',
  'tax_minor',
  'enabled_at',
  'on_since',
]

/** Columns with a form of their own. */
const SPECIAL: Record<string, string> = {
  type: `case when type = 'run.update' then 'run.changed' else 'run.update' end`,
  overrides: `'{"runs": {"email": "off"}}'`,
  time_zone: `'Europe/Berlin'`,
  digest_hour: '(digest_hour + 1) % 24',
  digest_weekday: '1 + digest_weekday % 7',
  quiet_days: `'{1,2}'`,
  attempt_log: `'[1]'`,
  action_url: `'/changed'`,
  data: `case type when 'style' then '{"tone": "changed"}' when 'preference' then '{"formality": "changed"}'
    when 'instruction' then '{"rules": ["changed"]}' else '{"industry": "changed"}' end::jsonb`,
  locked_fields: `case type when 'style' then '{tone}' when 'preference' then '{formality}'
    when 'instruction' then '{rules}' else '{industry}' end::text[]`,
  languages: `'["changed"]'`,
  rules: `'["changed"]'`,
  constraints: `'["changed"]'`,
  examples: `'["changed"]'`,
  core_values: `'["changed"]'`,
  participants: `'["changed"]'`,
  conditions: `case event when 'ticket.idle' then '{"days": 8, "min_priority": "low", "with_waiting": false}' when 'run.published' then '{}'
    when 'client.silent' then '{"days": 15}' else jsonb_build_object('client_id',
      (select c.id from public.clients c where c.agency_id = workflow_triggers.agency_id and not c.is_house limit 1)) end::jsonb`,
  options: `case event when 'alert.critical' then '{"priority": "low", "notify": "admins"}'
    when 'run.published' then '{"subject": "Changed", "body": "Changed"}' else '{"severity": "low", "notify": "nobody"}' end::jsonb`,
  currency: `case currency when 'EUR' then 'USD' else 'EUR' end`,
  number_prefix: `'CHANGED-'`,
  quantity: 'quantity + 1',
  tax_rate: '(tax_rate + 1) % 100',
  assignee_id: `(select u.id from public.users u join public.clients c on c.id = u.client_id
    where c.is_house and c.agency_id = tickets.agency_id and u.id is distinct from tickets.assignee_id limit 1)`,
}

/** Another value that the column's type takes, whatever is in it now. */
function otherValue(type: string, name: string, allowed: readonly string[]): string {
  if (allowed.length > 0)
    return `(array[${allowed.map((label) => `'${label}'`).join(', ')}])[1 + array_position(array[${allowed.map((label) => `'${label}'`).join(', ')}], ${name}::text) % ${allowed.length}]::${type}`
  const special = SPECIAL[name]
  if (special) return special
  switch (type) {
    case 'uuid':
      return `'70000000-0000-4000-8000-000000000009'`
    case 'boolean':
      return `not ${name}`
    case 'smallint':
    case 'integer':
      return `coalesce(${name}, 0) + 1`
    case 'numeric':
    case 'bigint':
      return `${name} + 1`
    case 'date':
      return `coalesce(${name}, current_date) + 1`
    case 'bytea':
      return `sha256(${name})`
    case 'text[]':
      return `'{email}'`
    case 'uuid[]':
      return `'{70000000-0000-4000-8000-000000000009}'`
    case 'time without time zone':
      return `${name} + interval '1 minute'`
    case 'jsonb':
      return name === 'permissions' ? `'["billing"]'` : `'{"changed": true}'`
    case 'timestamp with time zone':
      return `coalesce(${name}, now()) + interval '1 second'`
    default:
      return name === 'email' ? `'changed@example.test'` : `'changed-' || right(id::text, 4)`
  }
}

describe('only what the access matrix lists can be changed through the API', () => {
  test.each(Object.keys(tables) as TableName[])(
    '%s, each column by each actor',
    async (table) => {
      const granted = matrix[table].privileges.authenticated.update
      const listed = new Set(granted === true ? [] : granted)
      const attempts = (shape.columns[table] ?? []).flatMap(({ name, type, allowed }) =>
        actorsOf().flatMap((who) =>
          rowsFor(table, who).map((row) => ({
            table,
            id: row.id as string,
            set: `${name} = ${otherValue(type, name, allowed)}`,
            who,
            name,
          })),
        ),
      )
      const answers = await changedColumns(sql, attempts)
      const surprises: string[] = []
      const open = new Set<string>()
      for (const [index, { id, who, name }] of attempts.entries()) {
        const changed = answers[index] ?? []
        for (const column of changed) {
          if (listed.has(column)) open.add(column)
          else if (!STAMPS.includes(column) || changed.every((one) => STAMPS.includes(one)))
            surprises.push(`${who.kind} changed ${column} by setting ${name}`)
        }
        const isOwnRow = table === 'users' && id === who.id
        if (isOwnRow && changed.some((column) => column !== 'full_name' && column !== 'updated_at'))
          surprises.push(`${who.kind} changed their own ${changed.join()}`)
      }
      expect([...new Set(surprises)]).toEqual([])
      // A positive twin: the columns that are listed can indeed be changed by somebody.
      // (A zone has to be there; for whom a ticket waits changes only while it waits.)
      // (An invoice gets another client of its agency; the value that is tried is nobody's.)
      const depends = (column: string) =>
        column.endsWith('zone_id') ||
        column === 'waiting_for' ||
        (table === 'invoices' && column === 'client_id')
      expect([...listed].filter((column) => !open.has(column) && !depends(column))).toEqual([])
    },
    60_000,
  )

  test('nobody raises themselves by any column or any two columns of their own row', async () => {
    const columns = shape.columns.users ?? []
    const attempts = actorsOf()
      .filter(({ id }) => world.tables.users.some((row) => row.id === id))
      .flatMap((who) =>
        columns.flatMap((one) =>
          columns.map((two) => ({
            table: 'users' as const,
            id: who.id ?? '',
            set: [...new Set([one, two])]
              .map(({ name, type, allowed }) => `${name} = ${otherValue(type, name, allowed)}`)
              .join(', '),
            who,
          })),
        ),
      )
    const answers = await changedColumns(sql, attempts)
    const raised = attempts.flatMap(({ who }, index) => {
      const changed = (answers[index] ?? []).filter((column) => !['full_name', 'updated_at'].includes(column))
      return changed.length > 0 ? [`${who.kind}: ${changed.join()}`] : []
    })
    expect(raised).toEqual([])
  }, 60_000)
})
