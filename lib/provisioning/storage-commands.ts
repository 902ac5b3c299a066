import { resolve } from 'node:path'
import type { OrgContext } from '@/lib/provisioning/context'
import { OrgFailure } from '@/lib/provisioning/context'
import { eraseAgency, eraseClient, erasePerson } from '@/lib/provisioning/erase'
import { ErasureRefused, type ErasureReport } from '@/lib/provisioning/erasure-report'
import { exportAgency, ExportRefused, type ReadObject, type StoredObject } from '@/lib/provisioning/export'
import { UsageError } from '@/lib/provisioning/options'
import { emptyReport } from '@/lib/provisioning/report'

/** What the commands may do with files; null where no storage can be reached. */
export interface Files {
  read: ReadObject
  remove: (objects: readonly StoredObject[]) => Promise<void>
}

/** `export`: everything one organisation owns, into a new folder. Throws UsageError and OrgFailure. */
export async function runExport(context: OrgContext, files: Files | null): Promise<void> {
  const { org, out, isDryRun } = context.options
  if (org === null) throw new UsageError('export writes one organisation: name it with --org.')
  if (isDryRun) throw new UsageError('export changes nothing, so it has no --dry-run.')
  const directory = resolve(out ?? `${org}-export-${context.now.toISOString().slice(0, 10)}`)
  const began = performance.now()
  const manifest = await exportAgency(context.sql, {
    slug: org,
    directory,
    ...(files ? { readObject: files.read } : {}),
    onPart: ({ name, rows }) => context.progress(`${name}: ${String(rows)}`),
  }).catch((error: unknown) => {
    throw error instanceof ExportRefused ? new OrgFailure(error.message) : error
  })
  const included = manifest.files.filter(({ file }) => file !== null).length
  const listed = manifest.files.length - included
  context.report({
    ...emptyReport(org, manifest.agency.id),
    status: 'exported',
    counts: Object.fromEntries(
      manifest.parts.filter(({ rows }) => rows > 0).map(({ name, rows }) => [name, rows]),
    ),
    lines: [
      `${String(manifest.rows)} rows of ${String(manifest.parts.length)} tables are in ${directory}`,
      `${String(included)} files included${listed > 0 ? `, ${String(listed)} only listed: no storage could be reached, see the runbook` : ''}`,
      'manifest.json holds counts and hashes; a folder without it is not whole',
    ],
    durationMs: Math.round(performance.now() - began),
  })
}

/** `erase`: one organisation, one of its clients, or one person. Asks for --yes. Throws UsageError and OrgFailure. */
export async function runErase(context: OrgContext, files: Files | null): Promise<void> {
  const { org, client, person, isDryRun, isSure } = context.options
  if ((person === null) === (org === null) || (client !== null && org === null))
    throw new UsageError(
      'Say what to erase: --org <slug>, --org <slug> --client <id>, or --person <e-mail> alone.',
    )
  if (!isDryRun && !isSure)
    throw new UsageError(
      'What is erased does not come back: look at --dry-run first, export what has to be kept, then repeat with --yes.',
    )
  const began = performance.now()
  const options = { isDryRun, ...(files ? { removeObjects: files.remove } : {}) }
  const erasing =
    person !== null
      ? erasePerson(context.sql, { email: person }, options)
      : client !== null
        ? eraseClient(context.sql, { slug: org ?? '', clientId: client }, options)
        : eraseAgency(context.sql, { slug: org ?? '' }, options)
  const report = await erasing.catch((error: unknown) => {
    throw error instanceof ErasureRefused ? new OrgFailure(error.message) : error
  })
  context.report({
    // Not by name or address: a report is kept longer than what it speaks of.
    ...emptyReport(`${report.kind} ${report.subject ?? 'without a profile'}`),
    status: isDryRun ? 'would be erased' : 'erased',
    counts: Object.fromEntries(report.erased.map(({ table, rows }) => [table, rows])),
    lines: linesOf(report),
    durationMs: Math.round(performance.now() - began),
  })
}

function linesOf(report: ErasureReport): string[] {
  const { isDryRun, files, keptPeople, accounts, anonymised, erased } = report
  const total = erased.reduce((sum, { rows }) => sum + rows, 0)
  const short = (table: string) => table.replace(/^public\./, '')
  return [
    `${counted(total, 'row')} gone, ${counted(accounts, 'account')} among them`,
    ...(erased.length > 0
      ? [erased.map(({ table, rows }) => `${short(table)} ${String(rows)}`).join(', ')]
      : []),
    ...anonymised.map(
      ({ table, columns, rows }) =>
        `${short(table)}: ${counted(rows, 'row')} kept, made anonymous in ${columns.join(', ')}`,
    ),
    ...(keptPeople > 0
      ? [`${counted(keptPeople, 'person')} on runs of other organisations stay there, as stakeholders`]
      : []),
    ...(files.found > 0 ? [filesLine(files, isDryRun)] : []),
    ...(isDryRun ? ['Nothing was changed: all of it was done and taken back.'] : []),
  ]
}

const counted = (count: number, what: string) =>
  `${String(count)} ${count === 1 ? what : what === 'person' ? 'people' : `${what}s`}`

function filesLine({ found, removed, left, reason }: ErasureReport['files'], isDryRun: boolean): string {
  if (isDryRun) return `${counted(found, 'file')} would go, too`
  if (reason === null) return `${counted(removed, 'file')} removed`
  return `${counted(left, 'file')} left to the delivery worker, which removes them a day after they were uploaded: ${reason}`
}
