import { fromLocalInput } from '@/lib/dates'
import { unwrap } from '@/lib/errors'
import type { Wanted } from '@/lib/rules/publish'
import type { RunStatus } from '@/lib/rules/runs'
import type { RunForm } from '@/lib/schemas/runs'
import type { Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

type RunColumns = {
  name?: string
  description?: string | null
  status?: RunStatus
  starts_at?: string | null
  ends_at?: string | null
  zone_id?: string | null
  metadata?: Record<string, Json | undefined>
}

function toTimestamp(local: string, timeZone: string): string | null {
  return local === '' ? null : fromLocalInput(local, timeZone)
}

function toColumns(form: RunForm) {
  return {
    name: form.name,
    description: form.description === '' ? null : form.description,
    status: form.status,
    starts_at: toTimestamp(form.startsAt, form.timeZone),
    ends_at: toTimestamp(form.endsAt, form.timeZone),
    zone_id: form.zoneId === '' ? null : form.zoneId,
    metadata: { time_zone: form.timeZone },
  } satisfies RunColumns
}

/** Makes a run and returns its id. */
export async function createRun(
  supabase: DataClient,
  agencyId: string,
  form: RunForm,
): Promise<{ id: string }> {
  return unwrap(
    await supabase
      .from('cc_n3_runs')
      .insert({ tenant_id: agencyId, ...toColumns(form) })
      .select('id')
      .single(),
  )
}

/**
 * Saves only what the person changed, so that two people editing different fields do not undo each other's work.
 * Throws `not_found` when the run is gone.
 */
export async function updateRun(
  supabase: DataClient,
  input: {
    agencyId: string
    runId: string
    form: RunForm
    changed: ReadonlySet<keyof RunForm>
    /** As stored: others may keep things of theirs beside the time zone. */
    metadata: Record<string, Json | undefined>
  },
): Promise<void> {
  const { agencyId, runId, form, changed, metadata } = input
  const all = toColumns(form)
  const patch: RunColumns = {}
  if (changed.has('name')) patch.name = all.name
  if (changed.has('description')) patch.description = all.description
  if (changed.has('status')) patch.status = all.status
  if (changed.has('zoneId')) patch.zone_id = all.zone_id
  // A clock time means another moment in another zone, so these go together.
  const isZoneChanged = changed.has('timeZone')
  if (isZoneChanged) patch.metadata = { ...metadata, ...all.metadata }
  if (isZoneChanged || changed.has('startsAt')) patch.starts_at = all.starts_at
  if (isZoneChanged || changed.has('endsAt')) patch.ends_at = all.ends_at
  await patchRun(supabase, agencyId, runId, patch)
}

/** Cancels a run, or brings it back: it disappears from or returns to every portal at once. */
export async function setRunStatus(
  supabase: DataClient,
  input: { agencyId: string; runId: string; status: RunStatus },
): Promise<void> {
  await patchRun(supabase, input.agencyId, input.runId, { status: input.status })
}

async function patchRun(
  supabase: DataClient,
  agencyId: string,
  runId: string,
  patch: RunColumns,
): Promise<void> {
  if (Object.keys(patch).length === 0) return
  unwrap(
    await supabase
      .from('cc_n3_runs')
      .update(patch)
      .eq('tenant_id', agencyId)
      .eq('id', runId)
      .select('id')
      .single(),
  )
}

/** Throws `stale_version` when somebody has published since `expectedVersion`; then nothing has been changed. */
export async function publishRun(
  supabase: DataClient,
  input: { runId: string; wanted: Wanted; expectedVersion: number },
): Promise<void> {
  unwrap(
    await supabase.rpc('publish_run', {
      run_id: input.runId,
      market_mode: input.wanted.marketMode,
      portals: input.wanted.portals.map((portal) => ({
        portal_id: portal.portalId,
        listing: portal.listing,
        publish_at: portal.publishAt,
        unpublish_at: portal.unpublishAt,
      })),
      expected_version: input.expectedVersion,
    }),
  )
}

/** Restores what was before the publish that made `publishVersion`. Throws `stale_version` when it was not the last one. */
export async function undoPublish(
  supabase: DataClient,
  input: { runId: string; publishVersion: number },
): Promise<void> {
  unwrap(await supabase.rpc('undo_publish', { run_id: input.runId, publish_version: input.publishVersion }))
}
