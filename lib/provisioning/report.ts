import { EXIT, exitCodeOf, type ExitCode, type Finding } from '@/lib/provisioning/findings'
import type { Exception } from '@/lib/provisioning/exceptions'

/** Changes when a reader of the JSON would have to. */
export const REPORT_SCHEMA = 'audienceos.org/1'

export type Found = Finding & { schema: string }

export interface Check {
  name: string
  isGood: boolean
  detail: string
}

/** What one command has to say about one organisation, or about what all of them share. */
export interface Report {
  target: string
  agencyId: string | null
  /** Null when nothing was looked for. */
  findings: Found[]
  accepted: { finding: Found; exception: Exception }[]
  /** Things of kinds that are not compared. */
  unmodelled: string[]
  /** What was done, or would be: as it ran. */
  statements: string[]
  locks: { table: string; mode: string }[]
  /** Rows by what they are. */
  counts: Record<string, number>
  checks: Check[]
  lines: string[]
  fingerprint: string
  status: string
  error: string | null
  durationMs: number
  exitCode: ExitCode
}

/** A report with nothing in it yet; `finish` settles what it comes to. */
export function emptyReport(target: string, agencyId: string | null = null): Report {
  return {
    target,
    agencyId,
    findings: [],
    accepted: [],
    unmodelled: [],
    statements: [],
    locks: [],
    counts: {},
    checks: [],
    lines: [],
    fingerprint: '',
    status: 'clean',
    error: null,
    durationMs: 0,
    exitCode: EXIT.clean,
  }
}

/** Status and exit code from the findings that nobody has accepted. */
export function settle(report: Report): Report {
  const exitCode = report.error === null ? exitCodeOf(report.findings) : EXIT.error
  const status =
    report.error !== null
      ? 'failed'
      : exitCode === EXIT.isolation
        ? 'isolation failure'
        : exitCode === EXIT.clean
          ? report.status
          : 'drift'
  return { ...report, exitCode, status }
}

/** One organisation that could not be looked at, so that the others can. */
export function failedReport(target: string, agencyId: string | null, error: unknown): Report {
  return settle({
    ...emptyReport(target, agencyId),
    error: error instanceof Error ? error.message : String(error),
  })
}
