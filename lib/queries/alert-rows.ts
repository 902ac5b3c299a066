import type { AlertItem } from '@/lib/queries/alerts'
import type { AlertPeople } from '@/lib/rules/alert-words'
import { ALERT_STATUSES, NO_ALERTS, SEVERITIES, type AlertCounts } from '@/lib/rules/alerts'
import { oneOf } from '@/lib/rules/runs'
import type { Database, Json } from '@/lib/supabase/database.types'

/** What lists and drawers show of an alert; `toAlert` reads it. */
export const ALERT_COLUMNS =
  'id, severity, severity_rank, status, title, visibility, occurrences, last_seen_at, created_at, acknowledged_at, resolved_at, resolution_note, reopen_reason, reopened_count, snoozed_until, previous_alert_id, dedup_key, version, people_names, client:clients(id, name, is_house), ticket_number' as const

export type StoredAlert = {
  id: string
  severity: string
  severity_rank: number | null
  status: string
  title: string
  visibility: string
  occurrences: number
  last_seen_at: string
  created_at: string
  acknowledged_at: string | null
  resolved_at: string | null
  resolution_note: string | null
  reopen_reason: string | null
  reopened_count: number
  snoozed_until: string | null
  previous_alert_id: string | null
  dedup_key: string | null
  version: number
  people_names: Json | null
  client: { id: string; name: string; is_house: boolean }
  ticket_number: number | null
}

/** Reads the composite that `alert_counts` is. */
export function toCounts(stored: Database['public']['CompositeTypes']['alert_counts'] | null): AlertCounts {
  const counts = { ...NO_ALERTS }
  for (const key of Object.keys(counts) as (keyof AlertCounts)[]) counts[key] = stored?.[key] ?? 0
  return counts
}

export function toAlert(row: StoredAlert): AlertItem {
  return {
    id: row.id,
    client: { id: row.client.id, name: row.client.name, isHouse: row.client.is_house },
    severity: oneOf(SEVERITIES, row.severity) ?? 'medium',
    status: oneOf(ALERT_STATUSES, row.status) ?? 'open',
    title: row.title,
    visibility: row.visibility === 'client' ? 'client' : 'internal',
    occurrences: row.occurrences,
    lastSeenAt: row.last_seen_at,
    createdAt: row.created_at,
    acknowledgedAt: row.acknowledged_at,
    resolvedAt: row.resolved_at,
    resolutionNote: row.resolution_note,
    reopenReason: row.reopen_reason,
    reopenedCount: row.reopened_count,
    snoozedUntil: row.snoozed_until,
    previousAlertId: row.previous_alert_id,
    dedupKey: row.dedup_key,
    ticketNumber: row.ticket_number,
    people: toPeople(row.people_names),
    version: row.version,
  }
}

function toPeople(names: Json): AlertPeople {
  const stored = typeof names === 'object' && names !== null && !Array.isArray(names) ? names : {}
  const name = (key: string) => (typeof stored[key] === 'string' ? stored[key] : null)
  return {
    createdBy: name('created_by'),
    acknowledgedBy: name('acknowledged_by'),
    resolvedBy: name('resolved_by'),
  }
}
