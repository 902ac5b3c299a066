import { unwrap } from '@/lib/errors'
import type { Zone } from '@/lib/queries/zones'
import type { DataClient } from '@/lib/supabase/types'

/** Adds a zone. Throws `duplicate` when the agency has one of that name. */
export async function createZone(supabase: DataClient, agencyId: string, name: string): Promise<Zone> {
  return unwrap(
    await supabase.from('cc_zones').insert({ tenant_id: agencyId, name }).select('id, name').single(),
  )
}

/** Renames a zone wherever it is shown. Throws `duplicate` when the agency has one of that name. */
export async function renameZone(
  supabase: DataClient,
  input: { agencyId: string; zoneId: string; name: string },
): Promise<void> {
  unwrap(
    await supabase
      .from('cc_zones')
      .update({ name: input.name })
      .eq('tenant_id', input.agencyId)
      .eq('id', input.zoneId)
      .select('id')
      .single(),
  )
}
