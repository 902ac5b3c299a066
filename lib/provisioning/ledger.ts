import type { Sql, TransactionSql } from 'postgres'
import type { Layout } from '@/lib/provisioning/options'
import { planHash, type Operator } from '@/lib/provisioning/schema-ledger'

export interface LedgerLine {
  id: string
  command: 'audit' | 'provision' | 'rollback'
  layout: Layout
  target: string
  agencyId: string | null
  version: string
  fingerprintAfter: string
  statements: number
  findings: number
  durationMs: number
  actor: string
  status: string
  error: string | null
  created: unknown
  finishedAt: Date
}

export interface Run {
  command: LedgerLine['command']
  target: string
  agencyId: string | null
  version: string
  fingerprintBefore: string
  fingerprintAfter: string
  statements: readonly string[]
  findings: number
  durationMs: number
  status: 'clean' | 'drift' | 'applied' | 'unchanged' | 'rolled_back' | 'failed'
  error?: string | null
  created?: readonly object[]
}

/** Writes one line about a run in the shared layout, in the transaction of what it did. */
export async function recordRun(
  sql: Sql | TransactionSql,
  run: Run,
  { actor, toolVersion }: Operator,
): Promise<void> {
  await sql`
    insert into public.org_schema_ledger (command, layout, target, agency_id, version, plan_hash, fingerprint_before, fingerprint_after,
      statements, findings, duration_ms, actor, tool_version, status, error, created, started_at)
    values (${run.command}, 'shared', ${run.target}, ${run.agencyId}, ${run.version},
      ${run.statements.length > 0 ? planHash(run.statements) : ''}, ${run.fingerprintBefore}, ${run.fingerprintAfter},
      ${run.statements.length}, ${run.findings}, ${Math.round(run.durationMs)}, ${actor}, ${toolVersion}, ${run.status},
      ${run.error ?? null}, ${JSON.stringify(run.created ?? [])}::text::jsonb, clock_timestamp() - ${run.durationMs} * interval '1 ms')`
}

/** Whether there is a ledger to write to; an audit of a database that lacks it goes without. */
export async function hasLedger(sql: Sql | TransactionSql): Promise<boolean> {
  const [found] = await sql<
    { there: boolean }[]
  >`select to_regclass('public.org_schema_ledger') is not null as there`
  return found?.there === true
}

/** The latest lines, newest first: of one target, or of all. */
export async function listRuns(sql: Sql, target: string | null, limit: number): Promise<LedgerLine[]> {
  const rows = await sql<LedgerLine[]>`
    select id::text, command, layout, target, agency_id::text as "agencyId", version, fingerprint_after as "fingerprintAfter", statements,
      findings, duration_ms as "durationMs", actor, status, error, created, finished_at as "finishedAt"
    from public.org_schema_ledger where ${target}::text is null or target = ${target}
    order by finished_at desc, id desc limit ${limit}`
  return [...rows]
}

/** The line whose id begins so; null when there is none, or more than one. */
export async function findRun(sql: Sql, beginning: string): Promise<LedgerLine | null> {
  const rows = await sql<LedgerLine[]>`
    select id::text, command, layout, target, agency_id::text as "agencyId", version, fingerprint_after as "fingerprintAfter", statements,
      findings, duration_ms as "durationMs", actor, status, error, created, finished_at as "finishedAt"
    from public.org_schema_ledger where starts_with(id::text, ${beginning.toLowerCase()}) limit 2`
  return rows.length === 1 ? (rows[0] ?? null) : null
}
