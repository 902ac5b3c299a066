import { readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { auditShared } from '../lib/provisioning/audit'
import { OrgFailure, type OrgContext } from '../lib/provisioning/context'
import { readExceptions, type Exception } from '../lib/provisioning/exceptions'
import { EXIT, worstOf, type ExitCode } from '../lib/provisioning/findings'
import { health } from '../lib/provisioning/health'
import { helpText } from '../lib/provisioning/help'
import { history } from '../lib/provisioning/history'
import { parseOptions, UsageError, type OrgOptions } from '../lib/provisioning/options'
import { provisionShared } from '../lib/provisioning/provision'
import { painter, renderReport, renderSummary, toJson } from '../lib/provisioning/render'
import type { Report } from '../lib/provisioning/report'
import { rollback } from '../lib/provisioning/rollback'
import { auditSchemaLayout, provisionSchemaLayout } from '../lib/provisioning/schema-commands'
import type { SharedState } from '../lib/provisioning/shared-state'
import { runErase, runExport } from '../lib/provisioning/storage-commands'
import { loadEnvFiles } from './backend/env-file'
import { explain, Failure } from './backend/failure'
import { findStorage } from './org-storage'
import { nameOf, openOperatorDatabase, type OperatorDatabase } from './org/connect'
import { buildReference } from './org/reference'

/** `npm run org -- <command>`: provisioning and audit, for operators. */
async function main(argv: readonly string[]): Promise<ExitCode> {
  const options = parseOptions(argv)
  if ('help' in options) {
    process.stdout.write(`${helpText(options.help)}\n`)
    return EXIT.clean
  }
  loadEnvFiles()
  const run = new Run(options)
  if (options.command === 'scan') {
    // With it comes the compiler, which takes longer to load than most commands to run.
    const { scanRepository } = await import('./org/scan')
    run.report(scanRepository())
    return run.finish('this repository')
  }
  // An unreadable file of exceptions is told before anything is done.
  const exceptions = options.exceptions === null ? [] : exceptionsIn(options.exceptions)
  const database = await openOperatorDatabase(options.database, options.isSure)
  const stopEarly = () => void database.stop().finally(() => process.exit(EXIT.error))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stopEarly)
  try {
    await perform(run, database, exceptions)
    return run.finish(nameOf(database.url))
  } finally {
    await database.stop()
  }
}

async function perform(
  run: Run,
  { sql, url }: OperatorDatabase,
  exceptions: readonly Exception[],
): Promise<void> {
  const { options } = run
  let reference: Promise<SharedState> | undefined
  const context: OrgContext = {
    sql,
    options,
    reference: () => (reference ??= buildReference(sql, url, run.progress)),
    progress: run.progress,
    report: run.report,
    note: run.note,
    actor: `${userInfo().username}@${hostname()}`,
    toolVersion: run.toolVersion,
    siteUrl: process.env.NEXT_PUBLIC_SITE_URL ?? `http://localhost:${process.env.PORT ?? '3000'}`,
    now: run.now,
  }
  const isShared = options.layout === 'shared'
  switch (options.command) {
    case 'audit':
      if (!isShared) return auditSchemaLayout(context, exceptions)
      await auditShared(context, exceptions)
      return
    case 'health':
      return isShared ? health(context, exceptions) : auditSchemaLayout(context, exceptions)
    case 'provision':
      return isShared ? provisionShared(context) : provisionSchemaLayout(context)
    case 'history':
      return history(context)
    case 'rollback':
      return rollback(context)
    case 'export':
      return runExport(context, await findStorage(options.database !== null))
    case 'erase':
      return runErase(context, await findStorage(options.database !== null))
    case 'scan':
      return
  }
}

function exceptionsIn(file: string): Exception[] {
  try {
    return readExceptions(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Failure(`${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Gathers reports and writes them: to people as they come, to programs all at once. */
class Run {
  readonly now = new Date()
  readonly toolVersion = versionOfPackage()
  private readonly reports: Report[] = []
  private readonly notes: string[] = []
  private readonly paint = painter(process.stdout.isTTY && !process.env.NO_COLOR)

  constructor(readonly options: OrgOptions) {}

  readonly report = (report: Report): void => {
    this.reports.push(report)
    if (!this.options.isJson) this.write(renderReport(report, this.paint, this.options.isVerbose).join('\n'))
  }
  readonly note = (line: string): void => {
    this.notes.push(line)
    if (!this.options.isJson) this.write(line)
  }
  /** Not on stdout, which is for results; and not at all where nobody watches, unless it is asked for. */
  readonly progress = (line: string): void => {
    if (this.options.isVerbose || process.stderr.isTTY) process.stderr.write(`  ${line}\n`)
  }

  finish(database: string): ExitCode {
    const { command, layout, isDryRun, isJson } = this.options
    const exitCode = worstOf(this.reports.map((report) => report.exitCode))
    if (isJson) {
      const { now, toolVersion } = this
      const run = { command, layout, database, isDryRun, now, toolVersion }
      this.write(JSON.stringify(toJson(run, this.reports, this.notes, exitCode), null, 2))
    } else this.write(renderSummary(command, this.reports, exitCode, this.paint))
    return exitCode
  }

  private write(text: string): void {
    process.stdout.write(`${text}\n`)
  }
}

function versionOfPackage(): string {
  const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : ''
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`✗ ${error.message}\n  npm run org -- --help says what there is.\n`)
    process.exitCode = EXIT.usage
  } else {
    const isExpected = error instanceof OrgFailure || error instanceof Failure
    process.stderr.write(`✗ ${isExpected ? error.message : explain(error)}\n`)
    process.exitCode = EXIT.error
  }
}
