import postgres, { type Sql } from 'postgres'
import type { Refused } from '@/lib/provisioning/apply'
import { inSchema, quoteName } from '@/lib/provisioning/facts'
import { CHANGE, type Fill, type Late } from '@/lib/provisioning/schema-plan'
import type { Statement } from '@/lib/provisioning/statements'

export interface LateOutcome {
  applied: { statement: Statement; sql: string }[]
  refused: Refused[]
  /** Rows that were filled. */
  filled: number
}

/** How many rows a batch fills at most, more or less: as long as it takes, writers of these rows wait. */
export const ROWS_A_BATCH = 5_000
const BYTES_A_BLOCK = 8_192
const LOCK_TIMEOUT_MS = 3_000
const ATTEMPTS = 5
const WALKS = 20
/** A lock that was not to be had in time, or that two wanted of each other. */
const TRY_AGAIN = new Set(['55P03', '40P01'])

/**
 * Runs what concerns large tables as a whole, each step in transactions of its own that commit as they go. Killed in between, the
 * next run finds what is left and goes on. What the data does not allow is returned with its reason.
 */
export async function runLate(sql: Sql, late: readonly Late[], schema: string): Promise<LateOutcome> {
  const outcome: LateOutcome = { applied: [], refused: [], filled: 0 }
  // Constraints may lean on keys that are late themselves.
  const order: Late['kind'][] = ['fill', 'plain', 'index', 'constraint']
  for (const kind of order)
    for (const step of late) {
      if (step.kind !== kind) continue
      if (step.kind === 'fill') await runFill(sql, step.fill, schema, outcome)
      else if (step.kind === 'index') await runIndex(sql, step.statement, schema, outcome)
      else if (step.kind === 'plain') await run(sql, step.statement, schema, outcome)
      else if (await run(sql, step.add, schema, outcome)) await run(sql, step.validate, schema, outcome)
    }
  return outcome
}

/**
 * The parts of a fill: walks through the rows until one finds nothing, then the proof, then the requirement. Somebody who changes a row
 * that is still empty may move it to where a walk has been already; the proof finds it, and the walks begin anew.
 */
async function runFill(sql: Sql, fill: Fill, schema: string, outcome: LateOutcome): Promise<void> {
  const table = inSchema('{schema}.{name}', schema, fill.table)
  const column = quoteName(fill.column)
  const guard = quoteName(`${fill.table}_${fill.column}_is_filled`)
  const as = (text: string): Statement => ({ phase: CHANGE, fact: fill.fact, sql: text })
  const open = `alter table ${table} drop constraint if exists ${guard}`
  const close = as(`${open}, add constraint ${guard} check (${column} is not null) not valid`)
  const prove = `alter table ${table} validate constraint ${guard}`
  for (let attempt = 1; ; attempt++) {
    // While it stands, nobody can change a row that is still empty, so it goes before the walks.
    if (!(await run(sql, as(open), schema, outcome))) return
    for (let filled = -1, walk = 0; filled !== 0 && walk < WALKS; walk++) {
      filled = await fillInBatches(sql, schema, fill)
      outcome.filled += filled
    }
    if (!(await run(sql, close, schema, outcome))) return
    const isLast = attempt === ATTEMPTS
    if (await run(sql, as(prove), schema, isLast ? outcome : { ...outcome, refused: [] })) break
    if (isLast) {
      await run(sql, as(open), schema, outcome)
      return
    }
  }
  // With the proof at hand nothing is read again, and the proof goes in the same moment.
  await run(
    sql,
    as(`alter table ${table} alter column ${column} set not null, drop constraint ${guard}`),
    schema,
    outcome,
  )
}

/**
 * Walks once through the blocks that the table has now and fills what is empty, a batch in a transaction. Rows that come later bring
 * the default with them. Returns how many rows were filled.
 */
export async function fillInBatches(
  sql: Sql,
  schema: string,
  fill: Pick<Fill, 'table' | 'column' | 'fallback'>,
): Promise<number> {
  const table = inSchema('{schema}.{name}', schema, fill.table)
  const column = quoteName(fill.column)
  const fallback = inSchema(fill.fallback, schema)
  const [size] = await sql<{ blocks: number; rows: number }[]>`
    select (pg_relation_size(c.oid) / ${BYTES_A_BLOCK})::int as blocks, greatest(c.reltuples, 0)::float8 as rows
    from pg_class c where c.oid = ${table}::regclass`
  const { blocks, rows } = size ?? { blocks: 0, rows: 0 }
  const rowsABlock = Math.max(1, rows / Math.max(1, blocks))
  // Where the table was never counted, as many rows as fit into a block are taken to be in it.
  const step = Math.max(1, Math.floor(ROWS_A_BATCH / (rows > 0 ? rowsABlock : BYTES_A_BLOCK / 64)))
  let filled = 0
  for (let block = 0; block < blocks; block += step) {
    const batch = `update ${table} set ${column} = ${fallback} where ${column} is null
      and ctid >= '(${block},0)'::tid and ctid < '(${block + step},0)'::tid`
    filled += (await patiently(sql, batch)).count
  }
  return filled
}

async function runIndex(sql: Sql, statement: Statement, schema: string, outcome: LateOutcome): Promise<void> {
  const concurrently = statement.sql.replace(/^create (unique )?index /i, 'create $1index concurrently ')
  const name = inSchema('{schema}.{name}', schema, statement.fact.name)
  const isMade = await run(sql, { ...statement, sql: concurrently }, schema, outcome)
  // What a refused or broken build leaves is an index that nothing uses and every write pays for; it is ours, so it goes.
  if (!isMade)
    await sql.unsafe(`do $$ begin
      if (select not indisvalid from pg_index where indexrelid = to_regclass('${name.replaceAll("'", "''")}')) then
        execute 'drop index ${name.replaceAll("'", "''")}';
      end if; end $$`)
}

async function run(sql: Sql, statement: Statement, schema: string, outcome: LateOutcome): Promise<boolean> {
  const text = inSchema(statement.sql, schema)
  try {
    await patiently(sql, text)
    outcome.applied.push({ statement, sql: text })
    return true
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error
    outcome.refused.push({ statement, sql: text, reason: error.message, code: error.code })
    return false
  }
}

/** Waits for a lock for a short time only, because everybody else waits behind; then lets them pass and tries again. */
async function patiently(sql: Sql, text: string): Promise<{ count: number }> {
  await sql`select set_config('lock_timeout', ${`${LOCK_TIMEOUT_MS}ms`}, false)`
  for (let attempt = 1; ; attempt++)
    try {
      return { count: (await sql.unsafe(text)).count }
    } catch (error) {
      const isBusy = error instanceof postgres.PostgresError && TRY_AGAIN.has(error.code)
      if (!isBusy || attempt === ATTEMPTS) throw error
    }
}
