import { unwrap } from '@/lib/errors'
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

const UPDATES_SHOWN = 20

type SharedRunRow = Database['public']['Functions']['shared_runs']['Returns'][number]

/** Every run shared with the signed-in person, in no promised order. */
export async function listSharedRuns(supabase: DataClient): Promise<SharedRun[]> {
  return unwrap(await supabase.rpc('shared_runs')).map(toSharedRun)
}

/** One of them; null for an id of anybody else's run, or of none. */
export async function findSharedRun(supabase: DataClient, runId: string): Promise<SharedRun | null> {
  if (!isUuid(runId)) return null
  const [row] = unwrap(await supabase.rpc('shared_runs', { run_id: runId }))
  return row ? toSharedRun(row) : null
}

/** What the signed-in person was told about a run, the latest first, at most the last `UPDATES_SHOWN`. */
export async function listRunUpdates(
  supabase: DataClient,
  userId: string,
  runId: string,
): Promise<RunUpdate[]> {
  if (!isUuid(runId)) return []
  const rows = unwrap(
    await supabase
      .from('cc_notifications')
      .select('id, subject, body, created_at')
      .eq('recipient_individual_id', userId)
      .eq('context_id', runId)
      .in('type', ['run.update', 'run.changed', 'run.cancelled'])
      .order('created_at', { ascending: false })
      .limit(UPDATES_SHOWN),
  )
  return rows.map((row) => ({ id: row.id, subject: row.subject, body: row.body, createdAt: row.created_at }))
}

function toSharedRun(row: SharedRunRow): SharedRun {
  return {
    id: row.run_id,
    name: row.name,
    description: row.description,
    status: oneOf(RUN_STATUSES, row.status),
    startsAt: knownMoment(row.starts_at),
    endsAt: knownMoment(row.ends_at),
    timeZone: knownTimeZone(row.time_zone),
    zoneName: row.zone_name,
    agencyName: row.agency_name,
    role: row.role,
    joinedAt: row.joined_at,
    isMuted: row.is_muted,
    updatedAt: row.updated_at,
  }
}
