import type { Sql, TransactionSql } from 'postgres'
import { OrgFailure, type OrgContext } from '@/lib/provisioning/context'
import { accept, type Exception } from '@/lib/provisioning/exceptions'
import { inSnapshot } from '@/lib/provisioning/facts'
import type { Finding } from '@/lib/provisioning/findings'
import { hasLedger } from '@/lib/provisioning/ledger'
import { emptyReport, failedReport, settle, type Found, type Report } from '@/lib/provisioning/report'
import { madeOf, recordSchemaRollback, recordSchemaRun } from '@/lib/provisioning/schema-ledger'
import {
  auditSchemas,
  countTables,
  listOrgSchemas,
  readReference,
  type Reference,
  schemaOfSlug,
} from '@/lib/provisioning/schema-audit'
import { provisionSchema, type SchemaRun } from '@/lib/provisioning/schema-per-org'
import { rollbackSchema } from '@/lib/provisioning/schema-rollback'

/** Compares every schema that is meant with the reference, in one snapshot, and reports each as soon as it is compared. */
export async function auditSchemaLayout(
  context: OrgContext,
  exceptions: readonly Exception[] = [],
): Promise<void> {
  const { sql, options } = context
  const reference = referenceOf(context)
  const schemas = await chooseSchemas(context, reference)
  if (options.org !== null) {
    const [found] = await sql<
      { there: boolean }[]
    >`select to_regnamespace(quote_ident(${schemas[0] ?? ''})) is not null as there`
    if (!found?.there) throw new OrgFailure(`There is no schema ${schemas[0] ?? ''}: provision makes it.`)
  }
  let began = performance.now()
  await auditSchemas(sql, reference, schemas, (schema, findings, fingerprint) => {
    const durationMs = performance.now() - began
    began = performance.now()
    const report = reportOf(schema, findings)
    const judged = accept(report.findings, exceptions, schema, context.now)
    context.report(settle({ ...report, ...judged, fingerprint, durationMs }))
  })
}

/** Completes every schema that is meant; one that cannot be completed never keeps the others from it. */
export async function provisionSchemaLayout(context: OrgContext): Promise<void> {
  const { sql, options, actor, toolVersion } = context
  const reference = referenceOf(context)
  const facts = await readFacts(context, reference)
  const isWritten = await hasLedger(sql)
  if (!isWritten && !options.isDryRun)
    context.note(
      'There is no public.org_schema_ledger here: nothing is written down, so rollback cannot take it back.',
    )
  for (const schema of await chooseSchemas(context, reference)) {
    context.progress(`${schema} …`)
    try {
      const only = onlyOf(options.only)
      const run = await provisionSchema(sql, facts, schema, {
        isDryRun: options.isDryRun,
        only,
        onStep: context.progress,
        ...(isWritten
          ? {
              record: (tx: Sql | TransactionSql, done: SchemaRun) =>
                recordSchemaRun(tx, done, { actor, toolVersion }),
            }
          : {}),
      })
      context.report(settle(reportOfRun({ ...run, left: run.left.filter(only) }, options.isDryRun)))
    } catch (error) {
      context.report(failedReport(schema, null, error))
    }
  }
}

/** Takes back what one run made, by its line of the ledger. */
export async function rollbackSchemaLayout(
  context: OrgContext,
  line: { id: string; target: string; created: unknown },
): Promise<void> {
  const { sql, options, actor, toolVersion } = context
  const began = performance.now()
  const outcome = await rollbackSchema(sql, line.target, madeOf(line.created), {
    isDryRun: options.isDryRun,
    record: (tx, done) => recordSchemaRollback(tx, done, { actor, toolVersion }),
  })
  const isRefused = outcome.refused.length > 0
  const report: Report = {
    ...emptyReport(line.target),
    findings: outcome.refused.map((one) => refusal(line.target, one)),
    statements: outcome.statements,
    fingerprint: outcome.fingerprintAfter,
    lines: isRefused ? ['Nothing was taken back, because that would have lost something.'] : [],
    status: options.isDryRun ? 'would be taken back' : 'rolled back',
    durationMs: performance.now() - began,
  }
  context.report(settle(report))
}

function referenceOf({ options }: OrgContext): string {
  if (options.reference === null) throw new OrgFailure('Give --reference, the schema to compare with.')
  return options.reference
}

async function chooseSchemas({ sql, options }: OrgContext, reference: string): Promise<string[]> {
  if (options.org === null) return listOrgSchemas(sql, reference)
  const schema = options.org.startsWith('org_') ? options.org : schemaOfSlug(options.org)
  if (!/^org_[a-z0-9_]{1,59}$/.test(schema))
    throw new OrgFailure(`"${options.org}" is not the short name of an organisation.`)
  if (schema === reference) throw new OrgFailure(`${schema} is the reference itself.`)
  return [schema]
}

async function readFacts({ sql }: OrgContext, reference: string): Promise<Reference> {
  return inSnapshot(sql, (tx) => readReference(tx, reference))
}

/** `Invoice.type,Invoice.invoice_type_check`: the subjects that a run is to mend, and nothing else. */
function onlyOf(list: string | null): (finding: Finding) => boolean {
  if (list === null) return () => true
  const subjects = new Set(list.split(',').map((subject) => subject.trim()))
  return ({ subject }) => subjects.has(subject)
}

function reportOf(schema: string, findings: readonly Finding[]): Report {
  const counts = countTables(findings)
  return {
    ...emptyReport(schema),
    findings: findings.filter((one) => one.class !== 'unmodelled').map((one): Found => ({ ...one, schema })),
    unmodelled: findings.filter((one) => one.class === 'unmodelled').map(({ subject }) => subject),
    counts: {
      'missing tables': counts.missingTables,
      'tables with missing columns': counts.tablesMissingColumns,
      'tables with missing constraints': counts.tablesMissingConstraints,
      'tables with missing indexes': counts.tablesMissingIndexes,
    },
  }
}

function reportOfRun(run: SchemaRun, isDryRun: boolean): Report {
  const report = reportOf(run.schema, run.left)
  const done = run.statements.length > 0
  return {
    ...report,
    statements: run.statements,
    locks: run.locks,
    counts: { ...report.counts, statements: run.statements.length, 'rows filled': run.filled },
    lines: run.refused.map(({ sql, reason }) => `The data does not allow it: ${sql} (${reason})`),
    fingerprint: run.fingerprintAfter,
    status: !done ? 'unchanged' : isDryRun ? 'would be applied' : 'applied',
    durationMs: run.durationMs,
  }
}

function refusal(
  schema: string,
  { key, reason, forward }: { key: string; reason: string; forward: string },
): Found {
  return {
    schema,
    id: `data:rollback:${key}`,
    class: 'data',
    severity: 'data',
    kind: 'rule',
    table: null,
    subject: key,
    says: `${key} stays: ${reason}. ${forward}`,
    expected: null,
    actual: reason,
    mend: { by: 'person', sql: [] },
    facts: [],
    folded: 0,
  }
}
