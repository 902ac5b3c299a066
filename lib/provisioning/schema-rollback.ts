import postgres, { type Sql, type TransactionSql } from 'postgres'
import { fingerprint, inSchema, quoteName, readFactsIn, type Fact } from '@/lib/provisioning/facts'
import type { Made } from '@/lib/provisioning/schema-per-org'
import { columnParts } from '@/lib/provisioning/schema-plan'
import { removalOf } from '@/lib/provisioning/statements'

export interface SchemaRollback {
  schema: string
  /** What was taken away; empty when anything stood against it, because it is all or nothing. */
  statements: string[]
  /** Why nothing was done, and what can be done instead. */
  refused: { key: string; reason: string; forward: string }[]
  fingerprintBefore: string
  fingerprintAfter: string
}

class Undone extends Error {}

/**
 * Takes away what a run made in a schema while it still holds nothing: no row in a table it made, no value in a column, no number
 * drawn from a sequence, and nothing that somebody else has hung upon it. Otherwise nothing is done, and each reason is named with
 * what would help. One transaction, and the lock of provisioning; what the run merely changed stays as it is.
 */
export async function rollbackSchema(
  sql: Sql,
  schema: string,
  made: readonly Made[],
  options: {
    isDryRun?: boolean
    record?: (tx: TransactionSql, outcome: SchemaRollback) => Promise<void>
  } = {},
): Promise<SchemaRollback> {
  let outcome: SchemaRollback = {
    schema,
    statements: [],
    refused: [],
    fingerprintBefore: '',
    fingerprintAfter: '',
  }
  try {
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtextextended(${`provision ${schema}`}, 0))`
      await tx`select set_config('lock_timeout', '3s', true), set_config('search_path', '', true)`
      const facts = (await readFactsIn(tx, [schema])).get(schema) ?? []
      outcome.fingerprintBefore = fingerprint(facts)
      const there = new Map(facts.map((fact) => [idOf(fact), fact]))
      const own = made.filter(
        ({ kind, key }) => kind === 'schema' || kind === 'row' || there.has(idOf({ kind, key })),
      )
      await takeRows(tx, schema, own)
      outcome.refused = [...changedSince(own, facts, schema), ...(await holding(tx, schema, own))]
      if (outcome.refused.length === 0) outcome = await takeAway(tx, schema, own, outcome)
      const left = (await readFactsIn(tx, [schema])).get(schema) ?? []
      outcome.fingerprintAfter = fingerprint(left)
      if (options.isDryRun || outcome.refused.length > 0) throw new Undone()
      await options.record?.(tx, outcome)
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  return outcome.refused.length > 0 ? { ...outcome, statements: [] } : outcome
}

const idOf = ({ kind, key }: Pick<Made, 'kind' | 'key'>) => `${kind}\0${key}`

/** Rows that the run put there and nobody touched: they are nobody's data. Undone with everything else when anything stands against it. */
async function takeRows(tx: TransactionSql, schema: string, own: readonly Made[]): Promise<void> {
  for (const { kind, name, definition } of own) {
    if (kind !== 'row') continue
    const table = inSchema('{schema}.{name}', schema, name)
    const [found] = await tx<{ there: boolean }[]>`select to_regclass(${table}) is not null as there`
    if (found?.there)
      await tx.unsafe(`delete from ${table} t where to_jsonb(t) = $1::text::jsonb`, [definition])
  }
}

/** Made things that are not any more as they were made, and what others have put into or onto them. */
function changedSince(
  own: readonly Made[],
  facts: readonly Fact[],
  schema: string,
): SchemaRollback['refused'] {
  const known = new Map(own.map((one) => [idOf(one), one]))
  const tables = new Set(own.filter(({ kind }) => kind === 'table').map(({ name }) => name))
  const isWhole = own.some(({ kind }) => kind === 'schema')
  return facts.flatMap((fact) => {
    const mine = known.get(idOf(fact))
    const forward = `Compare ${schema} with the reference and decide what is to become of it.`
    if (mine && mine.definition !== fact.definition)
      return [{ key: fact.key, reason: 'it was changed since', forward }]
    // What a table brings with it, and whom things belong to, was never made by a statement of its own.
    const isOwn = mine !== undefined || fact.kind === 'rls' || fact.kind === 'owner' || isImplied(fact)
    const isInside = isWhole || (fact.table !== null && tables.has(fact.table))
    return !isOwn && isInside ? [{ key: fact.key, reason: 'somebody else made it there since', forward }] : []
  })
}

/** Rights that come with an object and are never written down by the run that makes it. */
const isImplied = ({ kind, name }: Fact) => kind === 'grant' && name === 'public'

async function holding(
  tx: TransactionSql,
  schema: string,
  own: readonly Made[],
): Promise<SchemaRollback['refused']> {
  const refused: SchemaRollback['refused'] = []
  const tables = new Set(own.filter(({ kind }) => kind === 'table').map(({ name }) => name))
  for (const one of own) {
    const question = questionOf(one, schema, tables)
    if (!question) continue
    // Nobody may put anything in between the question and the answer's use.
    if (one.kind === 'table')
      await tx.unsafe(`lock table ${inSchema('{schema}.{name}', schema, one.name)} in access exclusive mode`)
    const [answer] = await tx.unsafe<{ holds: boolean }[]>(`select ${question} as holds`)
    if (answer?.holds)
      refused.push({
        key: one.key,
        reason: one.kind === 'sequence' ? 'numbers were drawn from it' : 'it holds data',
        forward: `Keep ${one.kind} ${one.key}; to be rid of it, move its data first, then drop it by hand.`,
      })
  }
  return refused
}

/** The expression that is true when something would be lost with it; null for what cannot hold anything. */
function questionOf(one: Made, schema: string, newTables: ReadonlySet<string>): string | null {
  if (one.kind === 'table') return `exists (select from ${inSchema('{schema}.{name}', schema, one.name)})`
  if (one.kind === 'sequence' && one.definition.startsWith('create '))
    return `(select is_called from ${inSchema('{schema}.{name}', schema, one.name)})`
  if (one.kind !== 'column' || one.table === null || newTables.has(one.table)) return null
  const { type, fallback } = columnParts(one.definition)
  if (type.includes(' generated always as (')) return null
  const value = fallback === null ? 'null' : `(${inSchema(fallback, schema)})`
  const table = inSchema('{schema}.{name}', schema, one.table)
  return `exists (select from ${table} where ${quoteName(one.name)} is distinct from ${value})`
}

/** Last made, first taken away; never with `cascade`, so that nothing goes that was not meant. */
async function takeAway(
  tx: TransactionSql,
  schema: string,
  own: readonly Made[],
  outcome: SchemaRollback,
): Promise<SchemaRollback> {
  const tables = new Set(own.filter(({ kind }) => kind === 'table').map(({ name }) => name))
  let waiting = own.toReversed().flatMap((one) => {
    if (one.kind === 'schema') return [{ key: one.key, text: `drop schema ${quoteName(schema)}` }]
    if (one.kind === 'row') return []
    // That a sequence goes with a column is undone with either of them.
    if (one.definition.startsWith('alter sequence ')) return []
    // It goes with its table.
    if (one.kind !== 'table' && one.kind !== 'constraint' && one.table !== null && tables.has(one.table))
      return []
    return removalOf({ ...one, kind: one.kind }).map((text) => ({
      key: one.key,
      // One that goes with a column is gone already when its table is.
      text: inSchema(text.replace(/^drop sequence /, 'drop sequence if exists '), schema),
    }))
  })
  const statements: string[] = []
  for (;;) {
    const failed: { key: string; text: string; reason: string }[] = []
    for (const one of waiting) {
      const reason = await attempt(tx, one.text)
      if (reason === null) statements.push(one.text)
      else failed.push({ ...one, reason })
    }
    if (failed.length === 0) return { ...outcome, statements }
    if (failed.length === waiting.length) {
      const forward = 'Take away what hangs on it by hand, or keep it.'
      return { ...outcome, refused: failed.map(({ key, reason }) => ({ key, reason, forward })) }
    }
    waiting = failed
  }
}

async function attempt(tx: TransactionSql, text: string): Promise<string | null> {
  try {
    await tx.savepoint((point) => point.unsafe(text).simple())
    return null
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error.message
    throw error
  }
}
