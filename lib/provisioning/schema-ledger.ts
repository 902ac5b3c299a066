import { createHash } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import { inSchema, type Fact } from '@/lib/provisioning/facts'
import type { Made, SchemaRun } from '@/lib/provisioning/schema-per-org'
import type { SchemaRollback } from '@/lib/provisioning/schema-rollback'
import { removalOf } from '@/lib/provisioning/statements'

/** Who did it, with what: the same for every line of one command. */
export interface Operator {
  actor: string
  toolVersion: string
}

/** What the ledger keeps of something that was made: enough to say whether it still is so, and how it would go again. */
export interface LedgerEntry extends Made {
  undo: string[]
}

/**
 * Writes a line about a run on a schema. Called within the run's own transaction, so that there is a line exactly when there is
 * something to tell: a run that did nothing is told when the ledger does not know the state that it found, as after steps on large
 * tables that were killed before they were written down.
 */
export async function recordSchemaRun(
  sql: Sql | TransactionSql,
  run: SchemaRun,
  { actor, toolVersion }: Operator,
): Promise<void> {
  if (run.statements.length === 0 && (await isKnown(sql, run))) return
  const created: LedgerEntry[] = run.made.map((one) => ({
    ...one,
    undo:
      one.kind === 'schema'
        ? [inSchema('drop schema {schema}', run.schema)]
        : one.kind === 'row'
          ? []
          : removalOf({ ...one, kind: one.kind }).map((text) => inSchema(text, run.schema)),
  }))
  await sql`
    insert into public.org_schema_ledger (command, layout, target, plan_hash, fingerprint_before, fingerprint_after, statements, findings,
      duration_ms, actor, tool_version, status, error, created, started_at)
    values ('provision', 'schema-per-org', ${run.schema}, ${planHash(run.statements)}, ${run.fingerprintBefore}, ${run.fingerprintAfter},
      ${run.statements.length}, ${run.left.length}, ${Math.round(run.durationMs)}, ${actor}, ${toolVersion}, ${run.statements.length > 0 ? 'applied' : 'unchanged'},
      ${run.refused.length === 0 ? null : run.refused.map(({ sql: text, reason }) => `${text}: ${reason}`).join('\n')},
      ${JSON.stringify(created)}::text::jsonb, clock_timestamp() - ${run.durationMs} * interval '1 ms')`
}

async function isKnown(sql: Sql | TransactionSql, run: SchemaRun): Promise<boolean> {
  const [last] = await sql<{ fingerprint: string }[]>`
    select fingerprint_after as fingerprint from public.org_schema_ledger
    where layout = 'schema-per-org' and target = ${run.schema} and command <> 'audit' order by finished_at desc, id desc limit 1`
  return last?.fingerprint === run.fingerprintAfter
}

/** Writes a line about a rollback, in its own transaction. */
export async function recordSchemaRollback(
  tx: TransactionSql,
  outcome: SchemaRollback,
  { actor, toolVersion }: Operator,
): Promise<void> {
  await tx`
    insert into public.org_schema_ledger (command, layout, target, plan_hash, fingerprint_before, fingerprint_after, statements, actor,
      tool_version, status)
    values ('rollback', 'schema-per-org', ${outcome.schema}, ${planHash(outcome.statements)}, ${outcome.fingerprintBefore},
      ${outcome.fingerprintAfter}, ${outcome.statements.length}, ${actor}, ${toolVersion}, 'rolled_back')`
}

/** Names a list of statements: equal lists have equal names. */
export function planHash(statements: readonly string[]): string {
  return createHash('sha256').update(statements.join(';\n')).digest('hex').slice(0, 32)
}

/** What a line of the ledger says was made, read back. Entries that say too little to be checked are refused by name. */
export function madeOf(created: unknown): Made[] {
  if (!Array.isArray(created)) return []
  return created.map((entry: unknown) => {
    if (!isMade(entry))
      throw new Error('A line of the ledger says too little about what it made to take it back.')
    const { kind, table, key, name, definition } = entry
    return { kind, table, key, name, definition }
  })
}

function isMade(entry: unknown): entry is Made {
  if (typeof entry !== 'object' || entry === null) return false
  const text = (key: keyof Fact) => typeof Reflect.get(entry, key) === 'string'
  return text('kind') && text('key') && text('name') && text('definition') && 'table' in entry
}
