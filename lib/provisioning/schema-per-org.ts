import type { Sql, TransactionSql } from 'postgres'
import { applyStatements, type Applied, type Refused } from '@/lib/provisioning/apply'
import { compareFacts } from '@/lib/provisioning/compare'
import { fingerprint, inSnapshot, quoteName, readFactsIn, type Fact } from '@/lib/provisioning/facts'
import type { Finding } from '@/lib/provisioning/findings'
import { compareSchema, type Reference } from '@/lib/provisioning/schema-audit'
import { runLate } from '@/lib/provisioning/schema-late'
import { CHANGE, planSchema, type Late, type SchemaPlan } from '@/lib/provisioning/schema-plan'
import { addSettings, findMissingRows } from '@/lib/provisioning/schema-rows'
import {
  applyAll,
  atOnce,
  fillAtOnce,
  isUntried,
  largeTables,
  readLocks,
  withinOne,
} from '@/lib/provisioning/schema-steps'
import { functionsFirst } from '@/lib/provisioning/statement-order'

/** A table of this size can be read as a whole while it is locked without anybody noticing. */
const LARGE_BYTES = 16 * 1024 * 1024

/** What a run made, in the order in which it was made: what a rollback may take away again. */
export interface Made {
  kind: Fact['kind'] | 'schema' | 'row'
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
  reference: Reference,
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
  reference: Reference,
  schema: string,
  options: SchemaOptions,
): Promise<SchemaRun> {
  const began = performance.now()
  const only = options.only ?? (() => true)
  const labels = options.isDryRun ? [] : await addLabels(sql, reference, schema, only)
  let late: Late[] = []
  const run = await withinOne(sql, options.isDryRun ?? false, async (tx) => {
    const before = (await readFactsIn(tx, [schema])).get(schema) ?? []
    const findings = await compareSchema(tx, reference, schema, before)
    const plan = planSchema(
      findings.filter(only),
      reference.facts,
      await largeTables(tx, schema, options.largeBytes ?? LARGE_BYTES),
    )
    const { outcome, untried } = await applyPlan(tx, plan, reference, schema, options)
    late = plan.late
    const after =
      outcome.statements.length === 0 ? before : ((await readFactsIn(tx, [schema])).get(schema) ?? [])
    await addRows(tx, reference, schema, after, only, outcome)
    const whole: SchemaRun = {
      ...outcome,
      schema,
      findings,
      statements: [...labels, ...outcome.statements],
      left: (await compareSchema(tx, reference, schema, after)).filter(
        ({ kind, subject }) =>
          !untried.some(({ statement: { fact } }) => fact.kind === kind && fact.key === subject),
      ),
      fingerprintBefore: fingerprint(before),
      fingerprintAfter: fingerprint(after),
      durationMs: performance.now() - began,
    }
    if (!options.isDryRun) await options.record?.(tx, whole)
    return whole
  })
  if (options.isDryRun || late.length === 0) return run
  return finishLate(sql, reference, run, late, options, began)
}

/** The second half, for large tables; written down as a run of its own, because the first is safe already. */
async function finishLate(
  sql: Sql,
  reference: Reference,
  run: SchemaRun,
  late: readonly Late[],
  options: SchemaOptions,
  began: number,
): Promise<SchemaRun> {
  options.onStep?.(`${run.schema}: ${String(late.length)} steps on large tables`)
  const outcome = await runLate(sql, late, run.schema)
  const { after, left } = await inSnapshot(sql, async (tx) => {
    const facts = (await readFactsIn(tx, [run.schema])).get(run.schema) ?? []
    return { after: facts, left: await compareSchema(tx, reference, run.schema, facts) }
  })
  const second: SchemaRun = {
    ...run,
    statements: outcome.applied.map(({ sql: text }) => text),
    filled: outcome.filled,
    refused: outcome.refused,
    left,
    made: madeBy(outcome.applied, reference),
    fingerprintBefore: run.fingerprintAfter,
    fingerprintAfter: fingerprint(after),
    durationMs: performance.now() - began,
  }
  await options.record?.(sql, second)
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
  reference: Reference,
  schema: string,
  only: (finding: Finding) => boolean,
): Promise<string[]> {
  return withinOne(sql, false, async (tx) => {
    const enums = (facts: readonly Fact[]) => facts.filter(({ kind }) => kind === 'enum')
    const found = (await readFactsIn(tx, [schema])).get(schema) ?? []
    const changed = compareFacts(enums(reference.facts), enums(found)).filter(
      (finding) => finding.class === 'changed' && only(finding),
    )
    const { labels } = planSchema(changed, reference.facts, new Set())
    return (await applyStatements(tx, labels, schema)).applied.map(({ sql: text }) => text)
  })
}

async function applyPlan(
  tx: TransactionSql,
  plan: SchemaPlan,
  reference: Reference,
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

/** The rows of settings, once their tables are there. A rollback knows them by what is in them. */
async function addRows(
  tx: TransactionSql,
  reference: Reference,
  schema: string,
  facts: readonly Fact[],
  only: (finding: Finding) => boolean,
  outcome: { statements: string[]; made: Made[] },
): Promise<void> {
  for (const finding of await findMissingRows(tx, reference.settings, schema, facts)) {
    if (!only(finding)) continue
    const { statement, row } = await addSettings(tx, schema, finding.subject)
    outcome.statements.push(statement)
    const key = finding.subject
    outcome.made.push({ kind: 'row', table: key, key, name: key, definition: row })
  }
}

function madeBy(applied: readonly Applied[], reference: Reference): Made[] {
  return applied.flatMap(({ statement: { fact, phase } }) => {
    // What was merely changed is not taken away by a rollback.
    if (phase === CHANGE) return []
    const columns = reference.facts.filter(({ kind, table }) => kind === 'column' && table === fact.key)
    return [fact, ...(fact.kind === 'table' ? columns : [])]
  })
}
