import { toAppError } from '@/lib/errors'
import type { DataClient } from '@/lib/supabase/types'

/** What a mail may say of a run. */
export type RunTeaser = {
  name: string
  startsAt: string | null
  endsAt: string | null
  timeZone: string | null
  zoneName: string | null
}

/** The run's teaser, or null when it is unknown or another agency's. Throws AppError. */
export async function findRunTeaser(
  supabase: DataClient,
  agencyId: string,
  runId: string,
): Promise<RunTeaser | null> {
  const { data, error, status } = await supabase
    .from('cc_n3_runs')
    .select('name, starts_at, ends_at, time_zone:metadata->>time_zone, zone:cc_zones(name)')
    .eq('tenant_id', agencyId)
    .eq('id', runId)
    .maybeSingle()
  if (error) throw toAppError(error, status)
  if (!data) return null
  return {
    name: data.name,
    startsAt: data.starts_at,
    endsAt: data.ends_at,
    timeZone: data.time_zone,
    zoneName: data.zone?.name ?? null,
  }
}
