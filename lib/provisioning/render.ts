import { EXIT, isFault, type ExitCode } from '@/lib/provisioning/findings'
import { inSchema } from '@/lib/provisioning/facts'
import type { CommandName, Layout } from '@/lib/provisioning/options'
import { REPORT_SCHEMA, type Found, type Report } from '@/lib/provisioning/report'

type Paint = 'bold' | 'dim' | 'red' | 'yellow' | 'green'
const CODES: Record<Paint, string> = { bold: '1', dim: '2', red: '31', yellow: '33', green: '32' }

/** Colours a text, or leaves it as it is where nobody would see colours. */
export type Painter = (paint: Paint, text: string) => string

export function painter(hasColour: boolean): Painter {
  return (paint, text) => (hasColour ? `\u001b[${CODES[paint]}m${text}\u001b[0m` : text)
}

const MARKS: Partial<Record<ExitCode, Paint>> = {
  [EXIT.clean]: 'green',
  [EXIT.repairable]: 'yellow',
  [EXIT.person]: 'yellow',
  [EXIT.error]: 'red',
  [EXIT.isolation]: 'red',
}
/** So many findings are shown of one organisation unless all are asked for. */
const SHOWN = 20

/** One report as lines for people: a head line, then what was found and done. */
export function renderReport(report: Report, paint: Painter, isVerbose: boolean): string[] {
  const { target, findings, exitCode, status, counts, error } = report
  const mark = exitCode === EXIT.clean ? '✓' : '✗'
  const numbers = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${String(count)} ${name}`)
  const faults = findings.filter(isFault).length
  const noted = findings.length - faults
  const found = [
    ...(faults === 0 ? [] : [`${String(faults)} ${faults === 1 ? 'finding' : 'findings'}`]),
    ...(noted === 0 ? [] : [`${String(noted)} ${noted === 1 ? 'note' : 'notes'}`]),
  ]
  const head = [
    paint(MARKS[exitCode] ?? 'red', `${mark} ${target.padEnd(24)}`),
    status,
    ...found,
    ...(report.accepted.length > 0 ? [`${String(report.accepted.length)} accepted`] : []),
    ...(isVerbose || numbers.length <= 4 ? numbers : []),
    ...(report.durationMs >= 1 ? [`${String(Math.round(report.durationMs))} ms`] : []),
  ]
  const shown = isVerbose ? findings : findings.slice(0, SHOWN)
  return [
    head.join('  '),
    ...(error === null ? [] : [`    ${paint('red', error)}`]),
    ...report.checks.map(({ name, isGood, detail }) =>
      isGood ? `    ${paint('green', '✓')} ${name}` : `    ${paint('red', '✗')} ${name}: ${detail}`,
    ),
    ...(report.checks.length > 0 && !isVerbose ? [] : table(shown, paint, isVerbose)),
    ...(report.checks.length === 0 && shown.length < findings.length
      ? [
          `    … and ${String(findings.length - shown.length)} more: --verbose shows all, --json with their SQL`,
        ]
      : []),
    ...(isVerbose
      ? report.accepted.map(({ finding, exception }) =>
          paint(
            'dim',
            `    accepted until ${exception.expires} by ${exception.owner}: ${finding.id} (${exception.reason})`,
          ),
        )
      : []),
    ...(isVerbose ? report.unmodelled.map((name) => paint('dim', `    not compared: ${name}`)) : []),
    ...report.lines.map((line) => `    ${line}`),
    ...report.statements.slice(0, isVerbose ? undefined : SHOWN).map((sql) => `    ${oneLine(sql)};`),
    ...(!isVerbose && report.statements.length > SHOWN
      ? [`    … and ${String(report.statements.length - SHOWN)} more statements: --verbose shows all`]
      : []),
    ...(report.locks.length > 0 && (isVerbose || status.startsWith('would'))
      ? [
          `    locks: ${report.locks.map(({ table: name, mode }) => `${name} ${mode.replace(/Lock$/, '')}`).join(', ')}`,
        ]
      : []),
  ]
}

function table(findings: readonly Found[], paint: Painter, isVerbose: boolean): string[] {
  if (findings.length === 0) return []
  const width = (cells: readonly string[]) => Math.max(...cells.map((cell) => cell.length))
  const severity = width(findings.map((finding) => finding.severity))
  const what = width(findings.map((finding) => finding.class))
  return findings.flatMap((finding) => [
    `    ${paint(toneOf(finding), finding.severity.padEnd(severity))}  ${finding.class.padEnd(what)}  ${oneLine(finding.says)}`,
    ...(isVerbose
      ? [
          paint('dim', `      key  ${finding.id}`),
          ...finding.mend.sql.map((sql) =>
            paint(
              'dim',
              `      ${finding.mend.by === 'provision' ? 'mend' : isFault(finding) ? 'by hand' : 'shows'}  ${oneLine(inSchema(sql, finding.schema))};`,
            ),
          ),
        ]
      : []),
  ])
}

const toneOf = (finding: Found): Paint =>
  finding.severity === 'isolation' ? 'red' : isFault(finding) ? 'yellow' : 'dim'

const oneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, ' ').trim()

/** The last line: what all of it comes to, and what to do next. */
export function renderSummary(
  command: CommandName,
  reports: readonly Report[],
  exitCode: ExitCode,
  paint: Painter,
): string {
  const bad = reports.filter((report) => report.exitCode !== EXIT.clean).length
  const count = `${String(reports.length)} ${reports.length === 1 ? 'report' : 'reports'}, ${bad === 0 ? 'all clean' : `${String(bad)} not clean`}`
  return paint('bold', `${command}: ${count}. ${NEXT[exitCode]}`)
}

const NEXT: Record<ExitCode, string> = {
  [EXIT.clean]: 'Nothing is left to do (exit 0).',
  [EXIT.error]: 'Something failed, so nothing can be concluded about it (exit 1).',
  [EXIT.usage]: 'See --help (exit 2).',
  [EXIT.repairable]: 'What is missing can be added: npm run org -- provision (exit 3).',
  [EXIT.person]: 'A person has to look at this: --verbose shows the SQL that would mend it (exit 4).',
  [EXIT.isolation]: 'Isolation is not as it must be: look at this first (exit 5).',
}

/** All of it for programs. Its form changes only together with the name in `schema`. */
export function toJson(
  run: {
    command: CommandName
    layout: Layout
    database: string
    isDryRun: boolean
    toolVersion: string
    now: Date
  },
  reports: readonly Report[],
  notes: readonly string[],
  exitCode: ExitCode,
): object {
  return {
    schema: REPORT_SCHEMA,
    command: run.command,
    layout: run.layout,
    database: run.database,
    dryRun: run.isDryRun,
    toolVersion: run.toolVersion,
    generatedAt: run.now.toISOString(),
    exitCode,
    notes,
    reports: reports.map(({ findings, accepted, ...report }) => ({
      ...report,
      durationMs: Math.round(report.durationMs),
      findings: findings.map(findingJson),
      accepted: accepted.map(({ finding, exception }) => ({ ...findingJson(finding), exception })),
    })),
  }
}

function findingJson({ facts: _facts, mend, expected, actual, schema, ...finding }: Found): object {
  const place = (text: string | null) => (text === null ? null : inSchema(text, schema))
  return {
    ...finding,
    schema,
    expected: place(expected),
    actual: place(actual),
    mend: { by: mend.by, sql: mend.sql.map((sql) => inSchema(sql, schema)) },
  }
}
