import type { Sql } from 'postgres'
import { tables, type TableName } from '../../access-matrix'
import { matrix } from '../model/shape'

/** One fault planted on purpose. The tests are good only if they see it. */
export interface Mutant {
  name: string
  /** Whose rows the fault gives away: the table the model check looks at. */
  table: TableName
  sql: string
}

interface Policy {
  table: TableName
  name: string
  cmd: string
  qual: string | null
  check: string | null
}

/** A row of one's own, as Postgres prints the comparison. */
const OWN_PERSON = /\b\w+ = \( SELECT private\.my_user_id\(\)[^)]*\)/g

/** One standing lower: what a condition becomes when somebody forgets to look at the role. */
const ROLE_REMOVED: readonly [RegExp, string][] = [
  [
    /\( SELECT private\.my_staff_client_ids\(\)[^)]*\)::uuid\[\]/g,
    'array(select c.id from public.clients c where c.agency_id = (select private.my_agency_id()))',
  ],
  [/private\.my_staff_agency_id\(\)/g, 'private.my_agency_id()'],
  [/private\.my_admin_agency_id\(\)/g, 'private.my_staff_agency_id()'],
  [/private\.my_billing_agency_id\(\)/g, 'private.my_staff_agency_id()'],
  [/private\.my_viewer_client_id\(\)/g, 'private.my_client_id()'],
  [/private\.my_admin_client_ids\(\)/g, 'private.my_staff_client_ids()'],
  [
    /\( SELECT private\.my_stakeholder_run_ids\(\)[^)]*\)::uuid\[\]/g,
    'array(select s.run_id from public.cc_run_stakeholders s)',
  ],
]

export async function listMutants(sql: Sql): Promise<Mutant[]> {
  return [
    ...(await policyMutants(sql)),
    ...Object.keys(tables).flatMap((name) => tableMutants(name as TableName)),
    ...(await keyMutants(sql)),
    ...(await triggerMutants(sql)),
    ...(await grantMutants(sql)),
    ...helperMutants,
  ]
}

async function policyMutants(sql: Sql): Promise<Mutant[]> {
  const policies = await sql<Policy[]>`
    select tablename as table, policyname as name, cmd, qual, with_check as check from pg_policies
    where schemaname = 'public' order by tablename, cmd`
  return policies.flatMap((policy) => {
    const { table, qual, check } = policy
    const on = `"${policy.name.replaceAll('"', '""')}" on public.${table}`
    const mutant = (what: string, text: string): Mutant => ({
      name: `${table}, ${policy.cmd.toLowerCase()}: ${what}`,
      table,
      sql: text,
    })
    const found = [mutant('policy dropped', `drop policy ${on}`)]
    if (qual) found.push(mutant('using (true)', `alter policy ${on} using (true)`))
    if (check) found.push(mutant('with check (true)', `alter policy ${on} with check (true)`))
    const weaken = (condition: string | null) =>
      condition && ROLE_REMOVED.reduce((text, [from, to]) => text.replaceAll(from, to), condition)
    const clauses = (change: (condition: string | null) => string | null) =>
      [qual && `using (${change(qual) ?? ''})`, check && `with check (${change(check) ?? ''})`]
        .filter(Boolean)
        .join(' ')
    // A policy about one's own rows has no role to forget.
    if (weaken(qual) !== qual || weaken(check) !== check)
      found.push(mutant('role not looked at', `alter policy ${on} ${clauses(weaken)}`))
    if ([qual, check].some((text) => text?.includes('my_user_id()')))
      found.push(
        mutant(
          'person not looked at',
          `alter policy ${on} ${clauses((text) => text?.replaceAll(OWN_PERSON, '(select private.my_user_id()) is not null') ?? null)}`,
        ),
      )
    if (qual?.includes('(NOT is_house)'))
      found.push(
        mutant(
          'house client not spared',
          `alter policy ${on} ${clauses((text) => text?.replace('(NOT is_house)', 'true') ?? null)}`,
        ),
      )
    return found
  })
}

function tableMutants(table: TableName): Mutant[] {
  return [
    {
      name: `${table}: row-level security off`,
      table,
      sql: `alter table public.${table} disable row level security`,
    },
    {
      name: `${table}: row-level security not forced`,
      table,
      sql: `alter table public.${table} no force row level security`,
    },
    { name: `${table}: anon may read`, table, sql: `grant select on public.${table} to anon` },
  ]
}

async function keyMutants(sql: Sql): Promise<Mutant[]> {
  const keys = await sql<{ table: TableName; name: string }[]>`
    select c.relname as table, k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace order by 1, 2`
  return keys.map(({ table, name }) => ({
    name: `${table}: foreign key ${name} dropped`,
    table,
    sql: `alter table public.${table} drop constraint "${name}"`,
  }))
}

async function triggerMutants(sql: Sql): Promise<Mutant[]> {
  const triggers = await sql<{ table: TableName; name: string }[]>`
    select c.relname as table, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 1, 2`
  return triggers.map(({ table, name }) => ({
    name: `${table}: trigger ${name} dropped`,
    table,
    sql: `drop trigger "${name}" on public.${table}`,
  }))
}

async function grantMutants(sql: Sql): Promise<Mutant[]> {
  const columns = await sql<{ table: TableName; column: string }[]>`
    select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and a.attidentity = '' order by 1, a.attnum`
  return columns.flatMap(({ table, column }) =>
    (['insert', 'update'] as const).flatMap((verb) => {
      const granted = matrix[table].privileges.authenticated[verb]
      if (granted === true || granted?.includes(column)) return []
      return [
        {
          name: `${table}: ${verb} of ${column} granted`,
          table,
          sql: `grant ${verb} (${column}) on public.${table} to authenticated`,
        },
      ]
    }),
  )
}

/** A helper that forgets the role gives away every table at once. */
const helper = (name: string, returns: string, body: string) =>
  `create or replace function private.${name}() returns ${returns} language sql stable security definer set search_path = '' as $$ ${body} $$`
const MINE =
  'from public.users u join public.clients c on c.id = u.client_id where u.id = private.my_user_id()'
const helperMutants: Mutant[] = [
  {
    name: 'helper: everybody holds every run that anybody holds',
    table: 'cc_n3_runs',
    sql: helper(
      'my_stakeholder_run_ids',
      'uuid[]',
      'select array(select run_id from public.cc_run_stakeholders)',
    ),
  },
  {
    name: 'helper: viewers count as staff',
    table: 'cc_n3_runs',
    sql: helper('my_staff_agency_id', 'uuid', `select c.agency_id ${MINE}`),
  },
  {
    name: 'helper: every member counts as admin',
    table: 'cc_zones',
    sql: helper('my_admin_agency_id', 'uuid', `select c.agency_id ${MINE} and c.is_house`),
  },
  {
    name: 'helper: every member may bill',
    table: 'invoices',
    sql: helper('my_billing_agency_id', 'uuid', `select c.agency_id ${MINE} and c.is_house`),
  },
  {
    name: 'helper: staff count as viewers of the house client',
    table: 'invoices',
    sql: helper('my_viewer_client_id', 'uuid', `select c.id ${MINE}`),
  },
  {
    name: 'helper: staff see the people of all clients',
    table: 'users',
    sql: helper('my_staff_client_ids', 'uuid[]', 'select array(select id from public.clients)'),
  },
  {
    name: 'helper: admins manage the people of all clients',
    table: 'users',
    sql: helper('my_admin_client_ids', 'uuid[]', 'select array(select id from public.clients)'),
  },
]
