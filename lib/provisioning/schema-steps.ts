import postgres, { type Sql, type TransactionSql } from 'postgres'
import { applyStatements, NOT_YET, type Refused } from '@/lib/provisioning/apply'
import { inSchema, quoteName } from '@/lib/provisioning/facts'
import type { Made } from '@/lib/provisioning/schema-per-org'
import { CHANGE, type Fill, type Late } from '@/lib/provisioning/schema-plan'
import type { Statement } from '@/lib/provisioning/statements'

const LOCK_TIMEOUT_MS = 3_000
const ATTEMPTS = 5

/** All in one message, which is several times faster; one by one only where that does not work. */
export async function applyAll(tx: TransactionSql, statements: readonly Statement[], schema: string) {
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
export const isUntried = ({ code }: Refused) => code === '55P04' || NOT_YET.has(code)

/** A late step as a dry run tries it: in the transaction that is undone, where nothing can be done beside others. */
export function atOnce(late: Late): Statement[] {
  if (late.kind === 'index') return [late.statement]
  if (late.kind === 'constraint') return [late.add, late.validate]
  if (late.kind === 'plain')
    return [{ ...late.statement, sql: late.statement.sql.replace(' concurrently ', ' ') }]
  const { table, column, fact } = late.fill
  const text = `alter table {schema}.${quoteName(table)} alter column ${quoteName(column)} set not null`
  return [{ phase: CHANGE, fact, sql: text }]
}

/** Fills what is empty in a table that is small, or of a run that is undone. A column that is yet to be made holds nothing. */
export async function fillAtOnce(
  tx: TransactionSql,
  fill: Fill,
  schema: string,
  mayBeNew = false,
): Promise<number> {
  const [column] = await tx`
    select from pg_attribute where attrelid = to_regclass(${`${quoteName(schema)}.${quoteName(fill.table)}`})
      and attname = ${fill.column} and not attisdropped`
  if (!column && mayBeNew) return 0
  const table = `${quoteName(schema)}.${quoteName(fill.table)}`
  const name = quoteName(fill.column)
  const text = fill.fallback.replaceAll('{schema}', () => quoteName(schema))
  return (await tx.unsafe(`update ${table} set ${name} = ${text} where ${name} is null`)).count
}

export async function largeTables(tx: TransactionSql, schema: string, bytes: number): Promise<Set<string>> {
  const rows = await tx<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind in ('r', 'p') and pg_relation_size(c.oid) >= ${bytes}`
  return new Set(rows.map(({ name }) => name))
}

/** Locks on tables that were there before; others cannot see the ones that this transaction made. */
export async function readLocks(tx: TransactionSql, schema: string, made: readonly Made[]) {
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
export async function withinOne<T>(
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
