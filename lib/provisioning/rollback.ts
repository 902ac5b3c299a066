import type { TransactionSql } from 'postgres'
import { SHARED_TARGET } from '@/lib/provisioning/audit'
import { OrgFailure, type OrgContext } from '@/lib/provisioning/context'
import { quoteName, type Fact } from '@/lib/provisioning/facts'
import { foreignKeys } from '@/lib/provisioning/keys'
import { findRun, recordRun, type LedgerLine } from '@/lib/provisioning/ledger'
import { contentOf, keyOf, type MadeRow } from '@/lib/provisioning/made-rows'
import { within } from '@/lib/provisioning/provision'
import { emptyReport, settle, type Found } from '@/lib/provisioning/report'
import { rollbackSchemaLayout } from '@/lib/provisioning/schema-commands'
import { madeOf } from '@/lib/provisioning/schema-ledger'
import { rollbackSchema } from '@/lib/provisioning/schema-rollback'
import { readSharedState, versionOf, type SharedState } from '@/lib/provisioning/shared-state'

/** Takes back what a run made while it still holds nothing. Otherwise nothing is done, and what would help is said. */
export async function rollback(context: OrgContext): Promise<void> {
  const line = await findRun(context.sql, context.options.run ?? '')
  if (!line)
    throw new OrgFailure(
      `There is no single run "${context.options.run ?? ''}": \`npm run org -- history\` lists them.`,
    )
  if (line.command !== 'provision')
    throw new OrgFailure(
      `Only what provisioning made can be taken back; that run was ${line.command === 'audit' ? 'an audit' : 'a rollback'}.`,
    )
  if (line.layout === 'schema-per-org') return rollbackSchemaLayout(context, line)
  if (line.target === SHARED_TARGET) return rollbackStructure(context, line)
  return rollbackRows(context, line)
}

async function rollbackStructure(context: OrgContext, line: LedgerLine): Promise<void> {
  const made = Array.isArray(line.created) ? (line.created as (Fact & { schema: string })[]) : []
  for (const schema of ['public', 'private'])
    if (made.some((one) => one.schema === schema))
      await rollbackPart(
        context,
        schema,
        made.filter((one) => one.schema === schema),
      )
}

async function rollbackPart(context: OrgContext, schema: string, made: readonly Fact[]): Promise<void> {
  const began = performance.now()
  const outcome = await rollbackSchema(context.sql, schema, madeOf(made), {
    isDryRun: context.options.isDryRun,
    record: async (tx, done) =>
      recordRun(
        tx,
        {
          command: 'rollback',
          target: SHARED_TARGET,
          agencyId: null,
          version: '',
          fingerprintBefore: done.fingerprintBefore,
          fingerprintAfter: done.fingerprintAfter,
          statements: done.statements,
          findings: 0,
          durationMs: performance.now() - began,
          status: 'rolled_back',
        },
        context,
      ),
  })
  context.report(
    settle({
      ...emptyReport(SHARED_TARGET),
      findings: outcome.refused.map(({ key, reason, forward }) => refusal(key, reason, forward)),
      statements: outcome.statements,
      status: context.options.isDryRun ? 'would be taken back' : 'rolled back',
      durationMs: performance.now() - began,
    }),
  )
}

async function rollbackRows(context: OrgContext, line: LedgerLine): Promise<void> {
  const began = performance.now()
  const made = rowsOf(line.created)
  const outcome = await within(context.sql, context.options.isDryRun, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`provision ${line.target}`}, 0))`
    const state = await readSharedState(tx)
    const there = await stillThere(tx, state, made)
    const refused = [
      ...there.filter(({ isChanged }) => isChanged).map(({ row }) => changedSince(row)),
      ...(await dependants(
        tx,
        state,
        there.map(({ row }) => row),
      )),
    ]
    if (refused.length > 0) return { refused, statements: [] }
    const statements = await takeAway(
      tx,
      state,
      there.map(({ row }) => row),
    )
    // The line goes with the organisation when that is what is taken away.
    const [left] = await tx`select from public.agencies where id = ${line.agencyId}`
    if (!context.options.isDryRun)
      await recordRun(
        tx,
        {
          command: 'rollback',
          target: line.target,
          agencyId: left ? line.agencyId : null,
          version: versionOf(state),
          fingerprintBefore: line.fingerprintAfter,
          fingerprintAfter: '',
          statements,
          findings: 0,
          durationMs: performance.now() - began,
          status: 'rolled_back',
        },
        context,
      )
    return { refused, statements }
  })
  context.report(
    settle({
      ...emptyReport(line.target, line.agencyId),
      findings: outcome.refused,
      statements: outcome.statements,
      lines:
        outcome.refused.length > 0 ? ['Nothing was taken back, because that would have lost something.'] : [],
      status: context.options.isDryRun ? 'would be taken back' : 'rolled back',
      durationMs: performance.now() - began,
    }),
  )
}

function rowsOf(created: unknown): MadeRow[] {
  return Array.isArray(created) ? created.filter(isRow) : []
}

function isRow(entry: unknown): entry is MadeRow {
  if (typeof entry !== 'object' || entry === null) return false
  const text = (name: string) => typeof Reflect.get(entry, name) === 'string'
  return Reflect.get(entry, 'kind') === 'row' && text('table') && text('key') && text('content')
}

async function stillThere(tx: TransactionSql, state: SharedState, made: readonly MadeRow[]) {
  const there: { row: MadeRow; isChanged: boolean }[] = []
  for (const row of made) {
    const [found] = await tx.unsafe<{ content: string }[]>(
      `select ${contentOf()} as content from public.${quoteName(row.table)} t where ${keyOf(state.public, row.table)} = $1 for update`,
      [row.key],
    )
    if (found) there.push({ row, isChanged: found.content !== row.content })
  }
  return there
}

/** Rows that hang on one that is to go and were not made with it; a cascade would take them along without a word. */
async function dependants(
  tx: TransactionSql,
  state: SharedState,
  rows: readonly MadeRow[],
): Promise<Found[]> {
  const found: Found[] = []
  for (const key of foreignKeys(state.public)) {
    const parents = rows.filter(({ table }) => table === key.parent).map((row) => row.key)
    if (parents.length === 0 || key.table === 'activity_log' || key.table === 'org_schema_ledger') continue
    const children = rows.filter(({ table }) => table === key.table).map((row) => row.key)
    const join = key.columns
      .map((column, index) => `c.${quoteName(column)} = t.${quoteName(key.parentColumns[index] ?? '')}`)
      .join(' and ')
    const [count] = await tx.unsafe<{ n: number }[]>(
      `select count(*)::int as n from public.${quoteName(key.table)} c join public.${quoteName(key.parent)} t on ${join}
       where ${keyOf(state.public, key.parent)} = any ($1)
         and not ${keyOf(state.public, key.table, 'c')} = any ($2)`,
      [parents, children],
    )
    if ((count?.n ?? 0) > 0)
      found.push(
        refusal(
          `${key.parent}.${key.table}`,
          count?.n === 1
            ? `1 row of ${key.table} hangs on it`
            : `${String(count?.n)} rows of ${key.table} hang on it`,
          'Keep it; to be rid of the whole organisation, export and erase it instead.',
        ),
      )
  }
  return found
}

/** Children before parents: what cannot go yet is tried again after the others. */
async function takeAway(tx: TransactionSql, state: SharedState, rows: readonly MadeRow[]): Promise<string[]> {
  const statements: string[] = []
  const order = [...rows].sort((a, b) => depth(state, b.table) - depth(state, a.table))
  for (const row of order) {
    const text = `delete from public.${quoteName(row.table)} t where ${keyOf(state.public, row.table)} = '${row.key.replaceAll("'", "''")}'`
    await tx.unsafe(text)
    statements.push(text)
  }
  return statements
}

/** How many steps a table is away from those that name no other. */
function depth(state: SharedState, table: string, seen: readonly string[] = []): number {
  if (seen.includes(table)) return 0
  const parents = foreignKeys(state.public).filter((key) => key.table === table && key.parent !== table)
  return parents.length === 0
    ? 0
    : 1 + Math.max(...parents.map(({ parent }) => depth(state, parent, [...seen, table])))
}

const changedSince = ({ table, key }: MadeRow): Found =>
  refusal(`${table} ${key}`, 'it was changed since', 'Keep it, and change it in the app.')

function refusal(subject: string, reason: string, forward: string): Found {
  return {
    schema: 'public',
    id: `data:rollback:${subject}`,
    class: 'data',
    severity: 'data',
    kind: 'rule',
    table: null,
    subject,
    says: `${subject} stays: ${reason}. ${forward}`,
    expected: null,
    actual: reason,
    mend: { by: 'person', sql: [] },
    facts: [],
    folded: 0,
  }
}
