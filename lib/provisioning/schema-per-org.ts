import postgres, { type Sql, type TransactionSql } from 'postgres'
import { applyStatements, NOT_YET, type Applied, type Refused } from '@/lib/provisioning/apply'
import { compareFacts } from '@/lib/provisioning/compare'
import {
  fingerprint,
  inSchema,
  inSnapshot,
  quoteName,
  readFactsIn,
  type Fact,
} from '@/lib/provisioning/facts'
import type { Finding } from '@/lib/provisioning/findings'
import { runLate } from '@/lib/provisioning/schema-late'
import { CHANGE, planSchema, type Fill, type Late, type SchemaPlan } from '@/lib/provisioning/schema-plan'
import { functionsFirst } from '@/lib/provisioning/statement-order'
import type { Statement } from '@/lib/provisioning/statements'

/** A table of this size can be read as a whole while it is locked without anybody noticing. */
const LARGE_BYTES = 16 * 1024 * 1024
const LOCK_TIMEOUT_MS = 3_000
const ATTEMPTS = 5

/** What a run made, in the order in which it was made: what a rollback may take away again. */
export interface Made {
  kind: Fact['kind'] | 'schema'
  table: string | null
  key: string
  name: string
  definition: string
}

export interface SchemaRun {
  schema: string
  /** What was found before anything was done. */
  findings: Finding[]
  statements: string[]
  /** Rows that were given a value they lacked. */
  filled: number
  /** What the data of this schema does not allow: for a person. */
  refused: Refused[]
  /** What is still to be found afterwards. */
  left: Finding[]
  /** The strongest lock that was held on each table that others may use meanwhile. */
  locks: { table: string; mode: string }[]
  made: Made[]
  fingerprintBefore: string
  fingerprintAfter: string
  durationMs: number
}

export interface SchemaOptions {
  isDryRun?: boolean
  /** Only findings that this accepts are mended. */
  only?: (finding: Finding) => boolean
  largeBytes?: number
  /** Writes down what was done, within the same transaction wherever there is one. */
  record?: (sql: Sql | TransactionSql, run: SchemaRun) => Promise<void>
  /** Told of every step, for progress. */
  onStep?: (step: string) => void
}

/**
 * Completes one schema, or makes it: the structure in one transaction, what concerns large tables as a whole in steps of their own.
 * `sql` must have one connection (`max: 1`), because a lock keeps every other run on this schema waiting meanwhile. Only ever adds;
 * what is changed or extra stays and is found again in `left`. A dry run really executes and undoes it all.
 */
export async function provisionSchema(
  sql: Sql,
  reference: readonly Fact[],
  schema: string,
  options: SchemaOptions = {},
): Promise<SchemaRun> {
  const key = `provision ${schema}`
  // Waiting for another run may take as long as that run does.
  await sql`select set_config('lock_timeout', '0', false)`
  await sql`select pg_advisory_lock(hashtextextended(${key}, 0))`
  try {
    return await provisionLocked(sql, reference, schema, options)
  } finally {
    await sql`select pg_advisory_unlock(hashtextextended(${key}, 0))`
  }
}

async function provisionLocked(
  sql: Sql,
  reference: readonly Fact[],
  schema: string,
  options: SchemaOptions,
): Promise<SchemaRun> {
  const began = performance.now()
  const only = options.only ?? (() => true)
  const labels = options.isDryRun ? [] : await addLabels(sql, reference, schema, only)
  let late: Late[] = []
  const run = await withinOne(sql, options.isDryRun ?? false, async (tx) => {
    const before = (await readFactsIn(tx, [schema])).get(schema) ?? []
    const findings = compareFacts(reference, before)
    const plan = planSchema(
      findings.filter(only),
      reference,
      await largeTables(tx, schema, options.largeBytes ?? LARGE_BYTES),
    )
    const { outcome, untried } = await applyPlan(tx, plan, reference, schema, options)
    late = plan.late
    const after =
      outcome.statements.length === 0 ? before : ((await readFactsIn(tx, [schema])).get(schema) ?? [])
    const whole: SchemaRun = {
      ...outcome,
      schema,
      findings,
      statements: [...labels, ...outcome.statements],
      left: compareFacts(reference, after).filter(
        ({ kind, subject }) =>
          !untried.some(({ statement: { fact } }) => fact.kind === kind && fact.key === subject),
      ),
      fingerprintBefore: fingerprint(before),
      fingerprintAfter: fingerprint(after),
      durationMs: performance.now() - began,
    }
    if (!options.isDryRun && whole.statements.length > 0) await options.record?.(tx, whole)
    return whole
  })
  if (options.isDryRun || late.length === 0) return run
  return finishLate(sql, reference, run, late, options, began)
}

/** The second half, for large tables; written down as a run of its own, because the first is safe already. */
async function finishLate(
  sql: Sql,
  reference: readonly Fact[],
  run: SchemaRun,
  late: readonly Late[],
  options: SchemaOptions,
  began: number,
): Promise<SchemaRun> {
  options.onStep?.(`${run.schema}: ${String(late.length)} steps on large tables`)
  const outcome = await runLate(sql, late, run.schema)
  const after = await inSnapshot(
    sql,
    async (tx) => (await readFactsIn(tx, [run.schema])).get(run.schema) ?? [],
  )
  const second: SchemaRun = {
    ...run,
    statements: outcome.applied.map(({ sql: text }) => text),
    filled: outcome.filled,
    refused: outcome.refused,
    left: compareFacts(reference, after),
    made: madeBy(outcome.applied, reference),
    fingerprintBefore: run.fingerprintAfter,
    fingerprintAfter: fingerprint(after),
    durationMs: performance.now() - began,
  }
  if (second.statements.length > 0) await options.record?.(sql, second)
  return {
    ...second,
    statements: [...run.statements, ...second.statements],
    filled: run.filled + second.filled,
    refused: [...run.refused, ...second.refused],
    made: [...run.made, ...second.made],
    fingerprintBefore: run.fingerprintBefore,
  }
}

/** New labels of enumerated types, in a transaction of their own: nothing may use them before it is over. */
async function addLabels(
  sql: Sql,
  reference: readonly Fact[],
  schema: string,
  only: (finding: Finding) => boolean,
): Promise<string[]> {
  return withinOne(sql, false, async (tx) => {
    const enums = (facts: readonly Fact[]) => facts.filter(({ kind }) => kind === 'enum')
    const found = (await readFactsIn(tx, [schema])).get(schema) ?? []
    const changed = compareFacts(enums(reference), enums(found)).filter(
      (finding) => finding.class === 'changed' && only(finding),
    )
    const { labels } = planSchema(changed, reference, new Set())
    return (await applyStatements(tx, labels, schema)).applied.map(({ sql: text }) => text)
  })
}

async function applyPlan(
  tx: TransactionSql,
  plan: SchemaPlan,
  reference: readonly Fact[],
  schema: string,
  options: SchemaOptions,
) {
  const [space] = await tx<
    { oid: string | null; latest: string }[]
  >`select to_regnamespace(quote_ident(${schema}))::oid::text as oid, coalesce(max(oid), '0')::text as latest from pg_class`
  const made: Made[] = []
  const statements: string[] = []
  const isNeeded = plan.now.length + plan.late.length > 0
  if (isNeeded && space?.oid == null) {
    const text = `create schema ${quoteName(schema)}`
    await tx.unsafe(text)
    statements.push(text)
    made.push({ kind: 'schema', table: null, key: schema, name: schema, definition: text })
  }
  // What is made may name an extension's functions or types, which the definitions write in full.
  let filled = 0
  for (const fill of plan.fills) filled += await fillAtOnce(tx, fill, schema)
  const now = options.isDryRun ? [...plan.labels, ...plan.now, ...plan.late.flatMap(atOnce)] : plan.now
  if (options.isDryRun)
    for (const late of plan.late)
      if (late.kind === 'fill') filled += await fillAtOnce(tx, late.fill, schema, true)
  const { applied, refused } =
    now.length === 0 ? { applied: [], refused: [] } : await applyAll(tx, functionsFirst(now), schema)
  const untried = options.isDryRun && plan.labels.length > 0 ? refused.filter(isUntried) : []
  statements.push(...[...applied, ...untried].map(({ sql: text }) => text))
  made.push(...madeBy(applied, reference))
  const outcome = { statements, filled, refused: refused.filter((one) => !untried.includes(one)), made }
  return { outcome: { ...outcome, locks: await readLocks(tx, schema, made) }, untried }
}

/** All in one message, which is several times faster; one by one only where that does not work. */
async function applyAll(tx: TransactionSql, statements: readonly Statement[], schema: string) {
  const applied = statements.map((statement) => ({ statement, sql: inSchema(statement.sql, schema) }))
  try {
    await tx.savepoint(async (point) => {
      await point`select set_config('check_function_bodies', 'off', true), set_config('search_path', '', true)`
      await point.unsafe(applied.map(({ sql: text }) => text).join(';\n')).simple()
    })
    return { applied, refused: [] }
  } catch (error) {
    const code: unknown = error instanceof postgres.PostgresError ? error.code : null
    if (code === null || code === '55P03' || code === '40P01') throw error
    return applyStatements(tx, statements, schema)
  }
}

/** What leans on a label that is added in the same transaction, directly or not, as only a dry run has it. */
const isUntried = ({ code }: Refused) => code === '55P04' || NOT_YET.has(code)

/** A late step as a dry run tries it: in the transaction that is undone, where nothing can be done beside others. */
function atOnce(late: Late): Statement[] {
  if (late.kind === 'index') return [late.statement]
  if (late.kind === 'constraint') return [late.add, late.validate]
  if (late.kind === 'plain')
    return [{ ...late.statement, sql: late.statement.sql.replace(' concurrently ', ' ') }]
  const { table, column, fact } = late.fill
  const text = `alter table {schema}.${quoteName(table)} alter column ${quoteName(column)} set not null`
  return [{ phase: CHANGE, fact, sql: text }]
}

/** Fills what is empty in a table that is small, or of a run that is undone. A column that is yet to be made holds nothing. */
async function fillAtOnce(tx: TransactionSql, fill: Fill, schema: string, mayBeNew = false): Promise<number> {
  const [column] = await tx`
    select from pg_attribute where attrelid = to_regclass(${`${quoteName(schema)}.${quoteName(fill.table)}`})
      and attname = ${fill.column} and not attisdropped`
  if (!column && mayBeNew) return 0
  const table = `${quoteName(schema)}.${quoteName(fill.table)}`
  const name = quoteName(fill.column)
  const text = fill.fallback.replaceAll('{schema}', () => quoteName(schema))
  return (await tx.unsafe(`update ${table} set ${name} = ${text} where ${name} is null`)).count
}

function madeBy(applied: readonly Applied[], reference: readonly Fact[]): Made[] {
  return applied.flatMap(({ statement: { fact, phase } }) => {
    // What was merely changed is not taken away by a rollback.
    if (phase === CHANGE) return []
    const columns = reference.filter(({ kind, table }) => kind === 'column' && table === fact.key)
    return [fact, ...(fact.kind === 'table' ? columns : [])]
  })
}

async function largeTables(tx: TransactionSql, schema: string, bytes: number): Promise<Set<string>> {
  const rows = await tx<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind in ('r', 'p') and pg_relation_size(c.oid) >= ${bytes}`
  return new Set(rows.map(({ name }) => name))
}

/** Locks on tables that were there before; others cannot see the ones that this transaction made. */
async function readLocks(tx: TransactionSql, schema: string, made: readonly Made[]) {
  const own = new Set(made.filter(({ kind }) => kind === 'table').map(({ name }) => name))
  const rows = await tx<{ table: string; mode: string }[]>`
    select distinct on (c.relname) c.relname as "table", l.mode from pg_locks l
    join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
    where l.pid = pg_backend_pid() and l.locktype = 'relation' and n.nspname = ${schema} and c.relkind in ('r', 'p')
      and l.mode <> 'AccessShareLock'
    order by c.relname, array_position(array['RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock',
      'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'], l.mode) desc`
  return rows.filter(({ table }) => !own.has(table)).map(({ table, mode }) => ({ table, mode }))
}

class Undone extends Error {}

/** One transaction that waits for locks for a short time only and is tried again; undone in the end when that is asked for. */
async function withinOne<T>(
  sql: Sql,
  isUndone: boolean,
  act: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let value: { done: T } | undefined
    try {
      await sql.begin(async (tx) => {
        await tx`select set_config('lock_timeout', ${`${String(LOCK_TIMEOUT_MS)}ms`}, true)`
        value = { done: await act(tx) }
        if (isUndone) throw new Undone()
      })
    } catch (error) {
      const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
      if (!(error instanceof Undone) && ((code !== '55P03' && code !== '40P01') || attempt === ATTEMPTS))
        throw error
      if (!(error instanceof Undone)) continue
    }
    if (value) return value.done
  }
}
