import { AppError, unwrap } from '@/lib/errors'
import type { AlertChange, AlertState } from '@/lib/rules/alerts'
import { oneOf } from '@/lib/rules/runs'
import type { RaiseAlertForm } from '@/lib/schemas/alerts'
import type { DataClient } from '@/lib/supabase/types'

type Target = { id: string; version: number }

function toColumns(change: AlertChange) {
  return {
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.severity === undefined ? {} : { severity: change.severity }),
    ...(change.visibility === undefined ? {} : { visibility: change.visibility }),
    ...(change.resolutionNote === undefined ? {} : { resolution_note: change.resolutionNote || null }),
    ...(change.reopenReason === undefined ? {} : { reopen_reason: change.reopenReason }),
    ...(change.snoozedUntil === undefined ? {} : { snoozed_until: change.snoozedUntil }),
  }
}

/**
 * Changes an alert as it was seen. Returns its new version, or null when it is not at the version named: somebody else
 * was quicker, or it is gone. Refusals: `alert_is_resolved`, `alert_has_live_twin`, `note_required`, `reason_required`,
 * `snooze_in_the_past`, `snooze_too_long`.
 */
export async function changeAlert(
  supabase: DataClient,
  input: { agencyId: string; alert: Target; change: AlertChange },
): Promise<number | null> {
  const [row] = unwrap(
    await supabase
      .from('alerts')
      .update(toColumns(input.change))
      .eq('agency_id', input.agencyId)
      .eq('id', input.alert.id)
      .eq('version', input.alert.version)
      .select('version'),
  )
  return row?.version ?? null
}

/**
 * The same change to many, in one statement: to those that still have the status and the severity in which they were
 * seen, because these were what was decided about. Returns which were changed; the others are as somebody else left
 * them. A refusal is of all of them.
 */
export async function changeAlerts(
  supabase: DataClient,
  input: {
    agencyId: string
    alerts: readonly ({ id: string } & Pick<AlertState, 'status' | 'severity'>)[]
    change: AlertChange
  },
): Promise<string[]> {
  const groups = new Map<string, string[]>()
  for (const { id, status, severity } of input.alerts) {
    const seen = `status.eq.${status},severity.eq.${severity}`
    groups.set(seen, [...(groups.get(seen) ?? []), id])
  }
  const asSeen = [...groups].map(([seen, ids]) => `and(${seen},id.in.(${ids.join(',')}))`)
  const rows = unwrap(
    await supabase
      .from('alerts')
      .update(toColumns(input.change))
      .eq('agency_id', input.agencyId)
      .or(asSeen.join(','))
      .select('id'),
  )
  return rows.map(({ id }) => id)
}

export const RAISE_OUTCOMES = ['raised', 'repeated', 'recurred'] as const

export type Raised = { alertId: string; outcome: (typeof RAISE_OUTCOMES)[number]; occurrences: number }

/** Raises an alert, or counts it as one more of a live alert with the same key. Throws `client_not_found`. */
export async function raiseAlert(supabase: DataClient, form: RaiseAlertForm): Promise<Raised> {
  const [row] = unwrap(
    await supabase.rpc('raise_alert', {
      client_id: form.clientId,
      dedup_key: form.dedupKey,
      severity: form.severity,
      title: form.title,
      ...(form.description === '' ? {} : { description: form.description }),
    }),
  )
  if (!row?.alert_id) throw new AppError('unexpected')
  return {
    alertId: row.alert_id,
    outcome: oneOf(RAISE_OUTCOMES, row.outcome) ?? 'raised',
    occurrences: row.occurrences ?? 1,
  }
}

/** Makes the ticket of an alert, or names the one there is. Throws `alert_not_found` and `alert_is_resolved`. */
export async function escalateAlert(
  supabase: DataClient,
  alertId: string,
): Promise<{ id: string; number: number; isNew: boolean }> {
  const [row] = unwrap(await supabase.rpc('alert_to_ticket', { alert_id: alertId }))
  if (!row) throw new AppError('alert_not_found')
  return { id: row.ticket_id, number: row.number, isNew: row.is_new }
}
