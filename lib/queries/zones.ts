import { queryOptions } from '@tanstack/react-query'
import { unwrap } from '@/lib/errors'
import type { DataClient } from '@/lib/supabase/types'

export type Zone = { id: string; name: string }

export const zoneKeys = {
  all: ['zones'] as const,
  list: (agencyId: string) => [...zoneKeys.all, 'list', agencyId] as const,
}

/** All zones of an agency by name. */
export function zoneListQuery(supabase: DataClient, agencyId: string) {
  return queryOptions({
    queryKey: zoneKeys.list(agencyId),
    queryFn: ({ signal }): Promise<Zone[]> => listZones(supabase, agencyId, signal),
  })
}

async function listZones(supabase: DataClient, agencyId: string, signal: AbortSignal): Promise<Zone[]> {
  return unwrap(
    await supabase
      .from('cc_zones')
      .select('id, name')
      .eq('tenant_id', agencyId)
      .order('name')
      .abortSignal(signal),
  )
}
