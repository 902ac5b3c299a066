import postgres from 'postgres'
import {
  ALERT_STATUSES,
  SEVERITIES,
  stepAlert,
  type AlertChange,
  type AlertState,
  type AlertStatus,
  type Severity,
} from '../../../lib/rules/alerts'
import type { Agency, Stage } from '../stage'

const HOUR_MS = 3_600_000

/** Numbers that look random and are the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

type Stored = {
  status: AlertStatus
  severity: Severity
  visibility: 'internal' | 'client'
  resolution_note: string | null
  reopen_reason: string | null
  reopened_count: number
  snoozed_until: Date | null
  acknowledged_at: Date | null
  acknowledged_by: string | null
  resolved_at: Date | null
  resolved_by: string | null
  version: number
}

/** What both sides can agree on: times of stamps are the database's own, so only whether there is one. */
function shape(state: AlertState) {
  return {
    ...state,
    snoozedUntil: state.snoozedUntil && new Date(state.snoozedUntil).toISOString(),
    acknowledgedAt: state.acknowledgedAt !== null,
    resolvedAt: state.resolvedAt !== null,
  }
}

function toState(row: Stored): AlertState {
  return {
    status: row.status,
    severity: row.severity,
    visibility: row.visibility,
    resolutionNote: row.resolution_note,
    reopenReason: row.reopen_reason,
    reopenedCount: row.reopened_count,
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
  }
}

const COLUMNS: Record<keyof AlertChange, string> = {
  status: 'status',
  severity: 'severity',
  visibility: 'visibility',
  resolutionNote: 'resolution_note',
  reopenReason: 'reopen_reason',
  snoozedUntil: 'snoozed_until',
}

type Report = { taken: number; refused: number; disagreements: string[] }

/**
 * Changes alerts at random and compares what the database makes of each change with what `stepAlert` foretells: the
 * same refusal, or the same alert, one version on and stamped with whoever did it.
 */
export async function walkAlerts(
  stage: Stage,
  agency: Agency,
  { walks, steps, seed }: { walks: number; steps: number; seed: number },
): Promise<Report> {
  const report: Report = { taken: 0, refused: 0, disagreements: [] }
  await Promise.all(
    Array.from({ length: walks }, (_, walk) => walkOne(stage, agency, steps, dice(seed + walk), report)),
  )
  return report
}

async function walkOne(
  stage: Stage,
  agency: Agency,
  steps: number,
  random: () => number,
  report: Report,
): Promise<void> {
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0]

  function anyChange(): AlertChange {
    const change: AlertChange = {}
    if (random() < 0.55) change.status = pick(ALERT_STATUSES)
    if (random() < 0.2) change.severity = pick(SEVERITIES)
    if (random() < 0.1) change.visibility = pick(['internal', 'client'])
    if (random() < 0.35) change.resolutionNote = pick(['Restarted', 'Replaced', ' '])
    if (random() < 0.35) change.reopenReason = pick(['Again', 'Still broken', ' '])
    if (random() < 0.25) {
      const hours = pick<number | null>([null, -1, 1, 20, 30, 24 * 80, 24 * 95])
      change.snoozedUntil = hours === null ? null : new Date(Date.now() + hours * HOUR_MS).toISOString()
    }
    return change
  }

  const [made] = await stage.sql<{ id: string }[]>`
      insert into alerts (agency_id, client_id, title, severity) values (${agency.id}, ${agency.client}, 'Walk', ${pick(SEVERITIES)}) returning id`
  const id = made?.id ?? ''
  const read = async () => {
    const [row] = await stage.sql<Stored[]>`select * from alerts where id = ${id}`
    if (!row) throw new Error('The alert is gone.')
    return row
  }
  let before = await read()
  for (let step = 0; step < steps; step += 1) {
    const change = anyChange()
    const keys = Object.keys(change) as (keyof AlertChange)[]
    if (keys.length === 0) continue
    const who = pick([agency.owner, agency.admin, agency.member])
    const foretold = stepAlert(toState(before), change, new Date())
    const columns = Object.fromEntries(keys.map((key) => [COLUMNS[key], change[key] ?? null]))
    const refusal = await stage
      .as(who, (tx) => tx`update alerts set ${tx(columns)} where id = ${id}`)
      .then(() => null)
      .catch((error: unknown) => {
        if (error instanceof postgres.PostgresError) return error.message
        throw error
      })
    const after = await read()
    const disagree = (what: string) =>
      report.disagreements.push(
        `${what}: ${JSON.stringify(toState(before))} + ${JSON.stringify(change)} -> ${refusal ?? JSON.stringify(after)}`,
      )
    if ('refusal' in foretold) {
      if (refusal !== foretold.refusal) disagree(`expected ${foretold.refusal}`)
      else if (JSON.stringify(after) !== JSON.stringify(before)) disagree('refused, and changed')
      report.refused += 1
    } else if (refusal !== null) disagree('expected to be taken')
    else {
      const [wanted, found] = [shape(foretold.alert), shape(toState(after))]
      if (JSON.stringify(sorted(wanted)) !== JSON.stringify(sorted(found))) disagree(JSON.stringify(wanted))
      const isSame = JSON.stringify(sorted(shape(toState(before)))) === JSON.stringify(sorted(found))
      if (after.version !== before.version + (isSame ? 0 : 1)) disagree('version')
      if (after.status === 'resolved' && before.status !== 'resolved' && after.resolved_by !== who.id)
        disagree('resolved by somebody else')
      if (
        after.acknowledged_at !== null &&
        after.acknowledged_at.getTime() !== before.acknowledged_at?.getTime() &&
        after.acknowledged_by !== who.id
      )
        disagree('acknowledged by somebody else')
      report.taken += 1
    }
    before = after
  }
}

const sorted = (value: object) =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
