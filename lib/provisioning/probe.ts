import type { TransactionSql } from 'postgres'
import { quoteName, type Fact } from '@/lib/provisioning/facts'
import { plantWorld, type Actor, type Planted, type PlantedWorld } from '@/lib/provisioning/probe-rows'
import type { Found } from '@/lib/provisioning/report'

const VERBS = ['select', 'insert', 'update', 'delete'] as const
type Verb = (typeof VERBS)[number]

interface Attempt {
  actor: Actor
  verb: Verb
  row: Planted
  isOwn: boolean
  sql: string
}
interface Outcome {
  place: number
  affected: number | null
  code: string
}

export interface ProbeResult {
  findings: Found[]
  tables: number
  attempts: number
}

/** Undoes whatever the block did, its role included, and carries out how many rows it touched. */
const PROBE = `
create function pg_temp.probe_isolation(attempts jsonb) returns table (place int, affected int, code text)
language plpgsql as $$
declare
  attempt jsonb;
  touched int;
begin
  place := 0;
  for attempt in select * from jsonb_array_elements(attempts) loop
    begin
      perform set_config('request.jwt.claims', attempt ->> 'claims', true);
      perform set_config('role', attempt ->> 'role', true);
      execute attempt ->> 'sql';
      get diagnostics touched = row_count;
      raise exception using errcode = 'PR0BE', message = touched::text;
    exception when others then
      code := sqlstate;
      affected := case when sqlstate = 'PR0BE' then sqlerrm::int end;
      return next;
    end;
    place := place + 1;
  end loop;
end $$`

/**
 * Acts as real people of two made-up organisations upon every table of theirs: what belongs to the other one must be out of reach for
 * every verb, for every role, and what belongs to another client for that client's people. This finds a fault in the reference itself,
 * which no comparison can. The caller rolls the transaction back; nothing of this is ever there for anybody else.
 */
export async function probeIsolation(tx: TransactionSql, facts: readonly Fact[]): Promise<ProbeResult> {
  // Whoever may not take their part would find everything out of reach, and nothing proven.
  await tx.unsafe('set local role anon; set local role authenticated; set local role none').simple()
  const world = await plantWorld(tx, facts)
  await tx.unsafe(PROBE).simple()
  const granted = await readGrantedColumns(tx)
  const attempts = listAttempts(world, granted)
  const rows = await tx<Outcome[]>`
    select place, affected, code from pg_temp.probe_isolation(${tx.json(
      attempts.map(({ actor, sql }) => ({
        sql,
        role: actor.role,
        claims: actor.id === null ? '' : JSON.stringify({ sub: actor.id, role: actor.role }),
      })),
    )})`
  const outcomes = new Map(rows.map((row) => [row.place, row]))
  const leaks = new Map<string, Found>()
  const seenOwn = new Set<string>()
  for (const [place, attempt] of attempts.entries()) {
    const outcome = outcomes.get(place)
    if (attempt.isOwn) {
      if ((outcome?.affected ?? 0) > 0) seenOwn.add(attempt.row.table)
    } else if (outcome && isLeak(attempt.verb, outcome)) {
      const found = leakOf(attempt)
      leaks.set(found.id, found)
    }
  }
  const tables = new Set(world.rows.map(({ table }) => table))
  const readable = [...tables].filter(
    (table) => (granted.get(`authenticated ${table}`)?.select.length ?? 0) > 0 && hasPolicy(facts, table),
  )
  const blind = readable.filter((table) => !seenOwn.has(table)).map(blindOf)
  return {
    findings: [...leaks.values(), ...blind, ...world.unplanted.map(unprovenOf)],
    tables: tables.size,
    attempts: attempts.length,
  }
}

/** A row that was reached; or an insert that failed for another reason than being forbidden, since policies come before constraints. */
function isLeak(verb: Verb, { affected, code }: Outcome): boolean {
  if (affected !== null) return affected > 0
  return verb === 'insert' && /^23/.test(code)
}

function listAttempts(world: PlantedWorld, granted: Granted): Attempt[] {
  const attempts: Attempt[] = []
  // The two organisations are alike: whoever belongs to the first, or to none, tries the second, and not the other way round as well.
  const actors = world.actors.filter(({ side }) => side !== 'b1')
  for (const row of world.rows)
    for (const actor of actors) {
      if (row.side !== 'b1' && actor.side === null) continue
      const isOwn = actor.side !== null && actor.side.charAt(0) === row.side.charAt(0)
      const isSibling = isOwn && actor.name.startsWith('viewer') && row.side !== actor.side
      // Of the same client, or staff of the same organisation: what they may do is the model check's to say.
      const isForeign = !isOwn || (isSibling && belongsToClient(world, row))
      if (!isForeign) {
        attempts.push({
          actor,
          row,
          verb: 'select',
          isOwn: true,
          sql: statement(world, granted, actor, row, 'select'),
        })
        continue
      }
      for (const verb of VERBS)
        attempts.push({ actor, row, verb, isOwn: false, sql: statement(world, granted, actor, row, verb) })
    }
  return attempts
}

/** Whether the row is one client's: of tables that have a row for each, and the clients and their people themselves. */
function belongsToClient(world: PlantedWorld, row: Planted): boolean {
  if (row.table === 'users')
    return world.actors.some(({ id, name }) => id === row.values.id && name.startsWith('viewer'))
  return world.rows.some(({ table, side }) => table === row.table && side === 'a2')
}

function statement(world: PlantedWorld, granted: Granted, actor: Actor, row: Planted, verb: Verb): string {
  const table = `public.${quoteName(row.table)}`
  const keys = world.primaryKeys.get(row.table) ?? []
  const where = keys.map((name) => `${quoteName(name)} = ${quoted(row.values[name] ?? '')}`).join(' and ')
  const may = granted.get(`${actor.role} ${row.table}`)
  if (verb === 'select') return `select 1 from ${table} where ${where}`
  if (verb === 'delete') return `delete from ${table} where ${where}`
  if (verb === 'update') {
    // Without a column that may be changed the grant alone refuses, whichever column is named.
    const column = quoteName(may?.update[0] ?? keys[0] ?? 'id')
    return `update ${table} set ${column} = ${column} where ${where}`
  }
  const names = Object.keys(row.values).filter((name) => may?.insert.includes(name))
  const chosen = names.length > 0 ? names : Object.keys(row.values)
  return `insert into ${table} (${chosen.map(quoteName).join(', ')}) values (${chosen.map((name) => quoted(row.values[name] ?? '')).join(', ')})`
}

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`

type Granted = Map<string, Record<'select' | 'insert' | 'update', string[]>>

async function readGrantedColumns(tx: TransactionSql): Promise<Granted> {
  const rows = await tx<{ who: string; select: string[]; insert: string[]; update: string[] }[]>`
    select r.rolname || ' ' || c.relname as who,
      coalesce(array_agg(a.attname::text) filter (where has_column_privilege(r.oid, c.oid, a.attnum, 'select')), '{}') as select,
      coalesce(array_agg(a.attname::text) filter (where has_column_privilege(r.oid, c.oid, a.attnum, 'insert')), '{}') as insert,
      coalesce(array_agg(a.attname::text) filter (where has_column_privilege(r.oid, c.oid, a.attnum, 'update')), '{}') as update
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    cross join pg_roles r
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and r.rolname in ('anon', 'authenticated')
    group by r.oid, r.rolname, c.oid, c.relname`
  return new Map(rows.map(({ who, select, insert, update }) => [who, { select, insert, update }]))
}

function hasPolicy(facts: readonly Fact[], table: string): boolean {
  return facts.some(
    (fact) => fact.kind === 'policy' && fact.table === table && / for (select|all) /.test(fact.definition),
  )
}

const VERB_WORDS: Record<Verb, string> = {
  select: 'reads',
  insert: 'adds',
  update: 'changes',
  delete: 'deletes',
}

function finding(id: string, table: string, says: string): Found {
  return {
    schema: 'public',
    id,
    class: 'leak',
    severity: 'isolation',
    kind: 'probe',
    table,
    subject: table,
    says,
    expected: 'out of reach',
    actual: 'reached',
    mend: { by: 'person', sql: [] },
    facts: [],
    folded: 0,
  }
}

function leakOf({ actor, verb, row }: Attempt): Found {
  const whose = actor.side?.charAt(0) === row.side.charAt(0) ? 'another client' : 'another organisation'
  const who = actor.name.replace(/ of .*/, '')
  return finding(
    `leak:${row.table}:${verb}:${who.replaceAll(' ', '-')}:${whose.split(' ')[1] ?? ''}`,
    row.table,
    `${who} ${VERB_WORDS[verb]} rows of ${row.table} that belong to ${whose}`,
  )
}

function blindOf(table: string): Found {
  return {
    ...finding(`blind:${table}`, table, `nobody of an organisation sees its own row of ${table}`),
    class: 'unproven',
    severity: 'function',
    expected: 'seen',
    actual: 'hidden',
  }
}

function unprovenOf({ table, reason }: { table: string; reason: string }): Found {
  return {
    ...finding(
      `unproven:${table}`,
      table,
      `${table} could not be probed: no row could be made up (${reason})`,
    ),
    class: 'unproven',
    severity: 'function',
    actual: 'unknown',
  }
}
