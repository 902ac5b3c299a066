import { SHARED_TARGET } from '@/lib/provisioning/audit'
import { chooseAgencies } from '@/lib/provisioning/agencies'
import { OrgFailure, type OrgContext } from '@/lib/provisioning/context'
import { hasLedger, listRuns, type LedgerLine } from '@/lib/provisioning/ledger'
import { fingerprintNow } from '@/lib/provisioning/provision'
import { emptyReport } from '@/lib/provisioning/report'
import { readFacts, fingerprint } from '@/lib/provisioning/facts'
import { schemaOfSlug } from '@/lib/provisioning/schema-audit'

const LINES = 200

/** What commands did and found, newest first, and whether the state that the last run left is the one there is now. */
export async function history(context: OrgContext): Promise<void> {
  const { sql, options } = context
  if (!(await hasLedger(sql))) throw new OrgFailure('There is no ledger here: run the migrations first.')
  const target =
    options.org !== null && options.layout === 'schema-per-org'
      ? options.org.startsWith('org_')
        ? options.org
        : schemaOfSlug(options.org)
      : options.org
  const lines = (await listRuns(sql, target, LINES)).filter(({ layout }) => layout === options.layout)
  const targets = [...new Set(lines.map((line) => line.target))]
  if (target !== null && targets.length === 0) targets.push(target)
  for (const name of targets) {
    const own = lines.filter((line) => line.target === name)
    const now = own.length === 0 ? '' : await stateNow(context, name)
    const last = own.find(({ status }) => status !== 'failed')
    const isAsLeft = last === undefined || last.fingerprintAfter === now
    context.report({
      ...emptyReport(name, own[0]?.agencyId ?? null),
      fingerprint: now,
      lines: own.length === 0 ? ['no run is known'] : own.map(asLine),
      status:
        own.length === 0 ? 'unknown' : isAsLeft ? 'as the last run left it' : 'changed since the last run',
    })
  }
}

async function stateNow({ sql, options }: OrgContext, target: string): Promise<string> {
  if (options.layout === 'schema-per-org') return fingerprint(await readFacts(sql, target))
  if (target === SHARED_TARGET) return fingerprintNow(sql, null)
  const [agency] = await chooseAgencies(sql, target).catch(() => [])
  return agency ? fingerprintNow(sql, agency) : 'gone'
}

function asLine(line: LedgerLine): string {
  const what = [
    line.status.replace('_', ' '),
    ...(line.statements > 0 ? [`${String(line.statements)} statements`] : []),
    ...(line.findings > 0 ? [`${String(line.findings)} findings`] : []),
    `${String(line.durationMs)} ms`,
  ]
  return `${line.id.slice(0, 8)}  ${line.finishedAt.toISOString().slice(0, 19).replace('T', ' ')}  ${line.command.padEnd(9)}  ${what.join(', ')}  by ${line.actor}${line.version === '' ? '' : `  at ${line.version}`}`
}
