import { unwrap } from '@/lib/errors'
import { toWaitingInvitation, type WaitingInvitation } from '@/lib/queries/claims'
import { knownMoment, knownTimeZone } from '@/lib/rules/run-clock'
import { isUuid, oneOf, RUN_STATUSES, type RunStatus } from '@/lib/rules/runs'
import type { Database } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

/** A run that somebody shared with the signed-in person, with everything a stakeholder may know of it. */
export type SharedRun = {
  id: string
  name: string
  description: string | null
  status: RunStatus | null
  startsAt: string | null
  endsAt: string | null
  timeZone: string
  zoneName: string | null
  agencyName: string
  role: string
  joinedAt: string
  /** No messages about this run, at the person's own wish. */
  isMuted: boolean
  updatedAt: string
}

/** Something the organiser said, or changed, about a run. */
export type RunUpdate = { id: string; subject: string; body: string; createdAt: string }

type SharedRunRow = Database['public']['CompositeTypes']['shared_run']

/** Every run shared with the signed-in person, and the invitations that wait for them, the newest first. */
export async function listShared(
  supabase: DataClient,
): Promise<{ runs: SharedRun[]; invitations: WaitingInvitation[] }> {
  const [page] = unwrap(await supabase.rpc('shared_page'))
  return {
    runs: (page?.runs ?? []).map(toSharedRun),
    invitations: (page?.invitations ?? []).map(toWaitingInvitation),
  }
}

/** One of the runs with what was said about it, the latest first; null for an id of anybody else's run, or of none. */
export async function findSharedRunWithUpdates(
  supabase: DataClient,
  runId: string,
): Promise<{ run: SharedRun; updates: RunUpdate[] } | null> {
  if (!isUuid(runId)) return null
  const [page] = unwrap(await supabase.rpc('shared_page', { run_id: runId }))
  const row = page?.runs[0]
  if (!row) return null
  const updates = page.updates.map(({ id, subject, body, created_at }) => ({
    id: id ?? '',
    subject: subject ?? '',
    body: body ?? '',
    createdAt: created_at ?? '',
  }))
  return { run: toSharedRun(row), updates }
}

/** One of them; null for an id of anybody else's run, or of none. */
export async function findSharedRun(supabase: DataClient, runId: string): Promise<SharedRun | null> {
  if (!isUuid(runId)) return null
  const [row] = unwrap(await supabase.rpc('shared_runs', { run_id: runId }))
  return row ? toSharedRun(row) : null
}

function toSharedRun(row: SharedRunRow): SharedRun {
  return {
    id: row.run_id ?? '',
    name: row.name ?? '',
    description: row.description,
    status: oneOf(RUN_STATUSES, row.status),
    startsAt: knownMoment(row.starts_at),
    endsAt: knownMoment(row.ends_at),
    timeZone: knownTimeZone(row.time_zone),
    zoneName: row.zone_name,
    agencyName: row.agency_name ?? '',
    role: row.role ?? '',
    joinedAt: row.joined_at ?? '',
    isMuted: row.is_muted === true,
    updatedAt: row.updated_at ?? '',
  }
}
