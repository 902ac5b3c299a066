import type { Sql, TransactionSql } from 'postgres'
import { chooseAgencies, findMissingRows, type AgencyRow } from '@/lib/provisioning/agencies'
import { applyStatements } from '@/lib/provisioning/apply'
import { agencyFingerprint, SHARED_TARGET } from '@/lib/provisioning/audit'
import { OrgFailure, type OrgContext } from '@/lib/provisioning/context'
import { inSnapshot, type Fact } from '@/lib/provisioning/facts'
import { recordRun } from '@/lib/provisioning/ledger'
import { emptyReport, failedReport, settle, type Found, type Report } from '@/lib/provisioning/report'
import { listMade, rowsMadeHere, type MadeRow } from '@/lib/provisioning/made-rows'
import {
  compareShared,
  readSharedState,
  sharedFingerprint,
  versionOf,
  type SharedState,
} from '@/lib/provisioning/shared-state'
import { statementsOf, type Statement } from '@/lib/provisioning/statements'

const LOCK_TIMEOUT_MS = 3_000
const ATTEMPTS = 5
/** One lock for the structure that all share; organisations have one each, taken by the function that completes them. */
const STRUCTURE_LOCK = 'provision structure'

/** Completes what all organisations share, then each organisation that is meant. One that fails never keeps the others from it. */
export async function provisionShared(context: OrgContext): Promise<void> {
  const { sql, options } = context
  const reference = await context.reference()
  const structure = await provisionStructure(context, reference)
  context.report(structure)
  if (options.name !== null) await createAgency(context)
  const agencies = options.isDryRun && options.name !== null ? [] : await chooseAgencies(sql, options.org)
  for (const agency of agencies) {
    context.progress(`${agency.slug} …`)
    try {
      context.report(await provisionAgency(context, agency, { reference, shared: structure.fingerprint }))
    } catch (error) {
      context.report(failedReport(agency.slug, agency.id, error))
    }
  }
}

async function provisionStructure(context: OrgContext, reference: SharedState): Promise<Report> {
  const began = performance.now()
  return within(context.sql, context.options.isDryRun, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${STRUCTURE_LOCK}, 0))`
    const before = await readSharedState(tx)
    const found = compareShared(reference, before)
    const pending = found.filter(({ kind, class: what }) => kind === 'migration' && what === 'missing')
    if (pending.length > 0)
      throw new OrgFailure(
        `${String(pending.length)} migrations have not run (${pending.map(({ subject }) => subject).join(', ')}): run them first, with \`npm run backend\` or \`supabase db push\`.`,
      )
    const wanted = found.filter(({ mend }) => mend.by === 'provision')
    const applied: { statement: Statement; sql: string }[] = []
    const refused: string[] = []
    for (const schema of ['public', 'private', 'storage'])
      for (const batch of [statementsOf(factsOf(wanted, schema)), changesOf(wanted, schema)]) {
        if (batch.length === 0) continue
        const outcome = await applyStatements(tx, batch, schema)
        applied.push(...outcome.applied)
        refused.push(
          ...outcome.refused.map(({ sql, reason }) => `The data does not allow it: ${sql} (${reason})`),
        )
      }
    const after = applied.length === 0 ? before : await readSharedState(tx)
    const left = compareShared(reference, after)
    const statements = applied.map(({ sql }) => sql)
    const report: Report = {
      ...emptyReport(SHARED_TARGET),
      findings: left,
      statements,
      lines: refused,
      locks: await readLocks(tx),
      counts: { statements: statements.length },
      fingerprint: sharedFingerprint(after),
      status: statusOf(statements.length, context.options.isDryRun),
      durationMs: performance.now() - began,
    }
    const isWritten = !context.options.isDryRun && statements.length > 0
    if (isWritten)
      await recordRun(
        tx,
        {
          command: 'provision',
          target: SHARED_TARGET,
          agencyId: null,
          version: versionOf(after),
          fingerprintBefore: sharedFingerprint(before),
          fingerprintAfter: report.fingerprint,
          statements,
          findings: left.length,
          durationMs: report.durationMs,
          status: 'applied',
          created: applied.flatMap(({ statement: { fact, phase } }) =>
            phase === CHANGE ? [] : [{ ...fact, schema: schemaOf(wanted, fact) }],
          ),
        },
        context,
      )
    return settle(report)
  })
}

const factsOf = (findings: readonly Found[], schema: string): Fact[] =>
  findings.filter((finding) => finding.schema === schema).flatMap(({ facts }) => facts)

const schemaOf = (findings: readonly Found[], fact: Fact): string =>
  findings.find(({ facts }) => facts.includes(fact))?.schema ?? 'public'

/** Behind everything that makes something. */
const CHANGE = 99

function changesOf(findings: readonly Found[], schema: string): Statement[] {
  return findings
    .filter((finding) => finding.schema === schema && finding.facts.length === 0)
    .flatMap(({ mend, kind, table, subject }) =>
      mend.sql.map((sql) => ({
        phase: CHANGE,
        sql,
        fact: { kind: kind as Fact['kind'], table, key: subject, name: subject, definition: '' },
      })),
    )
}

/** What is known of the structure when its organisations' turn comes; it need not be read again for each of them. */
interface Shared {
  reference: SharedState
  shared: string
}

async function provisionAgency(
  context: OrgContext,
  agency: AgencyRow,
  { reference, shared }: Shared,
): Promise<Report> {
  const began = performance.now()
  return within(context.sql, context.options.isDryRun, async (tx) => {
    const missing = await findMissingRows(tx, agency)
    const fingerprintBefore = agencyFingerprint(shared, missing)
    const isNeeded = missing.some(({ mend }) => mend.by === 'provision')
    const sql = `select * from private.provision_agency('${agency.id}')`
    const steps = isNeeded
      ? await tx<
          { step: string; created: number }[]
        >`select step, created from private.provision_agency(${agency.id})`
      : []
    const made: MadeRow[] = isNeeded ? await rowsMadeHere(tx, reference.public, agency.id) : []
    const left = isNeeded ? await findMissingRows(tx, agency) : missing
    const created = steps.reduce((sum, step) => sum + step.created, 0)
    const statements = created > 0 ? [sql] : []
    const report: Report = {
      ...emptyReport(agency.slug, agency.id),
      findings: left,
      statements,
      lines: listMade(made),
      locks: await readLocks(tx),
      counts: {
        statements: statements.length,
        ...Object.fromEntries(
          steps.filter((step) => step.created > 0).map((step) => [step.step, step.created]),
        ),
      },
      fingerprint: agencyFingerprint(shared, left),
      status: statusOf(created, context.options.isDryRun),
      durationMs: performance.now() - began,
    }
    if (!context.options.isDryRun && created > 0)
      await recordRun(
        tx,
        {
          command: 'provision',
          target: agency.slug,
          agencyId: agency.id,
          version: versionOf(reference),
          fingerprintBefore,
          fingerprintAfter: report.fingerprint,
          statements,
          findings: left.length,
          durationMs: report.durationMs,
          status: 'applied',
          created: made,
        },
        context,
      )
    return settle(report)
  })
}

/** Makes a new organisation and invites its owner, by the function that registration uses as well. */
async function createAgency(context: OrgContext): Promise<void> {
  const { org, name, owner, isDryRun } = context.options
  const outcome = await within(context.sql, isDryRun, async (tx) => {
    const [row] = await tx<
      { agency_id: string; slug: string; is_new: boolean; owner: string; token: string | null }[]
    >`
      select agency_id::text, slug, is_new, owner, token from private.create_agency_for(${name}, ${org}, ${owner})`
    const state = await readSharedState(tx)
    if (row?.is_new && !isDryRun)
      await recordRun(
        tx,
        {
          command: 'provision',
          target: row.slug,
          agencyId: row.agency_id,
          version: versionOf(state),
          fingerprintBefore: '',
          fingerprintAfter: agencyFingerprint(
            sharedFingerprint(state),
            await findMissingRows(tx, { id: row.agency_id, slug: row.slug }),
          ),
          statements: [`select * from private.create_agency_for('${row.slug}')`],
          findings: 0,
          durationMs: 0,
          status: 'applied',
          created: await rowsMadeHere(tx, state.public, row.agency_id),
        },
        context,
      )
    return row
  })
  if (!outcome) throw new OrgFailure('Nothing was made.')
  const { slug, is_new: isNew, owner: how, token } = outcome
  context.note(
    `${slug} ${isDryRun ? 'would be made' : isNew ? 'was made' : 'was there already'}; its owner ${OWNERS[how] ?? how}.`,
  )
  // The link is a key, so it is shown once and written nowhere.
  if (token !== null && !isDryRun) context.note(`The owner's link: ${context.siteUrl}/i/${token}`)
}
const OWNERS: Record<string, string> = {
  owner_already: 'is known already',
  owner_added: 'had an account and was added',
  owner_invited: 'is invited',
}

const statusOf = (count: number, isDryRun: boolean) =>
  count === 0 ? 'unchanged' : isDryRun ? 'would be applied' : 'applied'

/** The strongest lock on each table of ours that this transaction holds. */
async function readLocks(tx: TransactionSql): Promise<{ table: string; mode: string }[]> {
  const rows = await tx<{ table: string; mode: string }[]>`
    select distinct on (c.relname) c.relname as "table", l.mode from pg_locks l join pg_class c on c.oid = l.relation
    where l.pid = pg_backend_pid() and l.locktype = 'relation' and c.relkind in ('r', 'p') and l.mode <> 'AccessShareLock'
      and c.relnamespace in (select oid from pg_namespace where nspname in ('public', 'private'))
    order by c.relname, array_position(array['RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',
      'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'], l.mode) desc`
  return [...rows]
}

class Undone extends Error {}

/** One transaction, which waits for locks only shortly and is then tried again; a dry run does all of it and takes it back. */
export async function within<T>(
  sql: Sql,
  isUndone: boolean,
  act: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let outcome: { value: T } | undefined
    try {
      await sql.begin(async (tx) => {
        await tx`select set_config('lock_timeout', ${`${String(LOCK_TIMEOUT_MS)}ms`}, true)`
        outcome = { value: await act(tx) }
        if (isUndone) throw new Undone()
      })
    } catch (error) {
      const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
      const isBusy = code === '55P03' || code === '40P01' || code === '40001'
      if (!(error instanceof Undone) && (!isBusy || attempt === ATTEMPTS)) throw error
      if (!(error instanceof Undone)) continue
    }
    if (outcome) return outcome.value
  }
}

/** The fingerprint that an organisation, or what all share, has now: recomputed, never believed. */
export async function fingerprintNow(sql: Sql, agency: AgencyRow | null): Promise<string> {
  return inSnapshot(sql, async (tx) => {
    const shared = sharedFingerprint(await readSharedState(tx))
    return agency === null ? shared : agencyFingerprint(shared, await findMissingRows(tx, agency))
  })
}
