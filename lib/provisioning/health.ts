import { auditShared, SHARED_TARGET } from '@/lib/provisioning/audit'
import type { OrgContext } from '@/lib/provisioning/context'
import type { Exception } from '@/lib/provisioning/exceptions'
import { isFault } from '@/lib/provisioning/findings'
import type { Check, Found, Report } from '@/lib/provisioning/report'

interface Question {
  name: string
  concerns: (finding: Found) => boolean
}

const SHARED: Question[] = [
  { name: 'every migration has run', concerns: ({ kind }) => kind === 'migration' },
  { name: 'row-level security is on and forced', concerns: ({ kind }) => kind === 'rls' },
  {
    name: 'policies, grants and owners are as meant',
    concerns: ({ kind }) => /policy|grant|owner|bucket/.test(kind),
  },
  {
    name: 'tables, constraints, functions and triggers are as meant',
    concerns: ({ kind }) => STRUCTURE.has(kind),
  },
  { name: 'no index is missing or unfinished', concerns: ({ kind }) => kind === 'index' },
  { name: 'nobody reaches what is not theirs', concerns: ({ kind }) => kind === 'probe' },
  { name: 'data contradicts nothing', concerns: ({ kind }) => kind === 'row' || kind === 'rule' },
]
const STRUCTURE: ReadonlySet<string> = new Set([
  'table',
  'column',
  'constraint',
  'function',
  'trigger',
  'enum',
  'type',
  'view',
  'sequence',
  'unmodelled',
])
const OWN: Question[] = [
  { name: 'everything an organisation needs is there', concerns: ({ class: what }) => what === 'required' },
  { name: 'people and accounts agree', concerns: ({ id }) => /^data:(users|accounts)-/.test(id) },
  {
    name: 'rows lead to rows of the same organisation',
    concerns: ({ id }) => /^data:(row|tenant):/.test(id),
  },
  { name: 'invoices have a type', concerns: ({ id }) => id === 'data:invoices-without-type' },
]

/** The audit as a handful of answers for each organisation. */
export async function health(context: OrgContext, exceptions: readonly Exception[]): Promise<void> {
  await auditShared({ ...context, report: (report) => context.report(withChecks(report)) }, exceptions)
}

function withChecks(report: Report): Report {
  const questions = report.target === SHARED_TARGET ? SHARED : OWN
  const checks = questions.map(({ name, concerns }): Check => {
    const faults = report.findings.filter((finding) => isFault(finding) && concerns(finding))
    return {
      name,
      isGood: faults.length === 0,
      detail: faults.length === 0 ? '' : `${String(faults.length)}: ${faults[0]?.says ?? ''}`,
    }
  })
  return { ...report, checks }
}
