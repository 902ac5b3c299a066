import { createHash } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import { chooseAgencies, findMissingRows, type AgencyRow } from '@/lib/provisioning/agencies'
import type { OrgContext } from '@/lib/provisioning/context'
import { findDataFaults, type DataFault } from '@/lib/provisioning/data-rules'
import { accept, type Exception } from '@/lib/provisioning/exceptions'
import { inSnapshot } from '@/lib/provisioning/facts'
import { isFault, sortFindings } from '@/lib/provisioning/findings'
import { hasLedger, recordRun } from '@/lib/provisioning/ledger'
import { probeIsolation } from '@/lib/provisioning/probe'
import { emptyReport, failedReport, settle, type Found, type Report } from '@/lib/provisioning/report'
import {
  compareShared,
  readSharedState,
  sharedFingerprint,
  versionOf,
  type SharedState,
} from '@/lib/provisioning/shared-state'

/** Where what all organisations share is reported, and kept in the ledger. */
export const SHARED_TARGET = 'database'

/**
 * Audits the shared layout: first what all organisations share, then each of them. Everything is read in one snapshot; the isolation probe
 * has a transaction of its own, which is always rolled back.
 */
export async function auditShared(context: OrgContext, exceptions: readonly Exception[]): Promise<Report[]> {
  const { sql, options } = context
  const agencies = await chooseAgencies(sql, options.org)
  const reference = await context.reference()
  context.progress('reading the catalogue and the data')
  const began = performance.now()
  const seen = await inSnapshot(sql, async (tx) => {
    const state = await readSharedState(tx)
    const faults = await findDataFaults(tx, reference.public)
    return { state, faults }
  })
  const reports: Report[] = []
  const tell = (report: Report, findings: readonly Found[], from: number) => {
    const { findings: left, accepted } = accept(sortFound(findings), exceptions, report.target, context.now)
    const done = settle({ ...report, findings: left, accepted, durationMs: performance.now() - from })
    reports.push(done)
    context.report(done)
  }
  const structure = compareShared(reference, seen.state)
  context.progress('acting as people of two made-up organisations')
  const probe = await runProbe(sql, seen.state)
  const known = new Set(agencies.map(({ id }) => id))
  const everybodys = seen.faults.filter(
    ({ agencyId }) => agencyId === null || (options.org === null && !known.has(agencyId)),
  )
  tell(
    {
      ...emptyReport(SHARED_TARGET),
      fingerprint: sharedFingerprint(seen.state),
      unmodelled: seen.state.public.filter(({ kind }) => kind === 'unmodelled').map(({ key }) => key),
      counts: {
        facts: Object.values(seen.state).reduce((sum, facts) => sum + facts.length, 0),
        'tables probed': probe.tables,
        'probes of isolation': probe.attempts,
      },
    },
    [...structure, ...probe.findings, ...everybodys.map(({ finding }) => finding)],
    began,
  )
  const structureFingerprint = sharedFingerprint(seen.state)
  for (const agency of agencies) {
    const from = performance.now()
    try {
      const missing = await inSnapshot(sql, (tx) => findMissingRows(tx, agency))
      const findings = [...missing, ...faultsOf(seen.faults, agency)]
      tell(
        {
          ...emptyReport(agency.slug, agency.id),
          fingerprint: agencyFingerprint(structureFingerprint, findings),
        },
        findings,
        from,
      )
    } catch (error) {
      const failed = failedReport(agency.slug, agency.id, error)
      reports.push(failed)
      context.report(failed)
    }
  }
  if (!options.isDryRun) await keep(context, reports, versionOf(seen.state))
  return reports
}

const sortFound = (findings: readonly Found[]): Found[] => {
  const schemas = new Map(findings.map((finding) => [finding.id, finding.schema]))
  return sortFindings(findings).map((finding) => ({
    ...finding,
    schema: schemas.get(finding.id) ?? 'public',
  }))
}

const faultsOf = (faults: readonly DataFault[], agency: AgencyRow) =>
  faults.filter(({ agencyId }) => agencyId === agency.id).map(({ finding }) => finding)

/** Names the state of one organisation: what it shares with all others, and what is wrong with its own rows. */
export function agencyFingerprint(shared: string, findings: readonly Found[]): string {
  const faults = findings.map(({ id, actual }) => `${id} ${actual ?? ''}`).sort()
  return createHash('sha256')
    .update([shared, ...faults].join('\n'))
    .digest('hex')
    .slice(0, 32)
}

class Undone extends Error {}

/** Tries as made-up people to reach what is not theirs, and takes all of it back. What cannot be tried is a finding. */
export async function runProbe(sql: Sql, state: SharedState) {
  let result: Awaited<ReturnType<typeof probeIsolation>> | undefined
  try {
    await sql.begin(async (tx: TransactionSql) => {
      await tx`select set_config('lock_timeout', '3s', true)`
      result = await probeIsolation(tx, state.public)
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) return { tables: 0, attempts: 0, findings: [notProbed(error)] }
  }
  return result ?? { tables: 0, attempts: 0, findings: [] }
}

/** A structure that is broken enough cannot be acted upon; what is broken is then among the other findings. */
function notProbed(error: unknown): Found {
  const reason = error instanceof Error ? error.message : String(error)
  return {
    schema: 'public',
    id: 'unproven:isolation',
    class: 'unproven',
    severity: 'function',
    kind: 'probe',
    table: null,
    subject: 'isolation',
    says: `isolation could not be probed (${reason})`,
    expected: 'proven',
    actual: 'unknown',
    mend: { by: 'person', sql: [] },
    facts: [],
    folded: 0,
  }
}

/** Keeps what was found. A database that cannot be written to has been audited all the same. */
async function keep(context: OrgContext, reports: readonly Report[], version: string): Promise<void> {
  try {
    if (!(await hasLedger(context.sql))) return
    await context.sql.begin(async (tx) => {
      for (const report of reports)
        await recordRun(
          tx,
          {
            command: 'audit',
            target: report.target,
            agencyId: report.agencyId,
            version,
            fingerprintBefore: report.fingerprint,
            fingerprintAfter: report.fingerprint,
            statements: [],
            findings: report.findings.filter(isFault).length,
            durationMs: report.durationMs,
            status: report.error !== null ? 'failed' : report.findings.some(isFault) ? 'drift' : 'clean',
            error: report.error,
          },
          context,
        )
    })
  } catch (error) {
    context.note(`The ledger could not be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}
