import type { Fact, FactKind } from '@/lib/provisioning/facts'

/** Worst first. A note is worth knowing and nothing is wrong: it never decides how an audit ends. */
export const SEVERITIES = ['isolation', 'data', 'function', 'performance', 'cosmetic', 'note'] as const
export type Severity = (typeof SEVERITIES)[number]

export type FindingClass =
  'missing' | 'extra' | 'changed' | 'invalid' | 'unmodelled' | 'required' | 'data' | 'leak' | 'unproven'

/** Whether a command may do it by itself: only what adds something, or puts a lock back, ever is. */
export interface Mend {
  by: 'provision' | 'person'
  /** Statements with `{schema}` for the schema; empty when only a person can know them. */
  sql: string[]
}

export interface Finding {
  /** The same for the same fault in every audit: what reviewed exceptions name. */
  id: string
  class: FindingClass
  severity: Severity
  kind: FactKind | 'row' | 'rule' | 'probe'
  table: string | null
  /** What it is about, without the schema. */
  subject: string
  /** One sentence for whoever reads the report. */
  says: string
  expected: string | null
  actual: string | null
  mend: Mend
  /** Missing facts, first the subject's own: what has to be made. Those of a missing table include all that belongs to it. */
  facts: Fact[]
  /** How many faults this one stands for besides itself. */
  folded: number
}

export const EXIT = { clean: 0, error: 1, usage: 2, repairable: 3, person: 4, isolation: 5 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** What a list of findings comes to; the worst one decides. */
export function exitCodeOf(findings: readonly Pick<Finding, 'severity' | 'mend'>[]): ExitCode {
  const faults = findings.filter(isFault)
  if (faults.some(({ severity }) => severity === 'isolation')) return EXIT.isolation
  if (faults.some(({ mend }) => mend.by === 'person')) return EXIT.person
  return faults.length > 0 ? EXIT.repairable : EXIT.clean
}

/** Whether something is wrong; everything that is found is, except notes. */
export function isFault({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity !== 'note'
}

/** The codes are numbered from good to bad, so the worst of several organisations is the highest. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce<ExitCode>((worst, code) => (code > worst ? code : worst), EXIT.clean)
}

/** Worst first, then by subject, so that two audits of one state read alike. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compareText(a.kind, b.kind) ||
      compareText(a.subject, b.subject) ||
      compareText(a.id, b.id),
  )
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
