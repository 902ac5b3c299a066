import { queryOptions } from '@tanstack/react-query'
import { unwrap } from '@/lib/errors'
import type { DataClient } from '@/lib/supabase/types'

/** The lists that views can be saved of. */
export type ViewPage = 'tickets' | 'alerts' | 'communications' | 'documents'

/** A named filter of a list. `query` is the part of its address after the question mark. */
export type SavedView = { id: string; name: string; query: string; isShared: boolean; isMine: boolean }

export const savedViewKeys = {
  all: ['saved-views'] as const,
  lists: (agencyId: string, page: ViewPage) => [...savedViewKeys.all, agencyId, page] as const,
  list: (agencyId: string, page: ViewPage, userId: string) =>
    [...savedViewKeys.lists(agencyId, page), userId] as const,
}

/** One's own views of a list and those that the team shares, by name. */
export function savedViewsQuery(supabase: DataClient, agencyId: string, userId: string, page: ViewPage) {
  return queryOptions({
    queryKey: savedViewKeys.list(agencyId, page, userId),
    queryFn: async ({ signal }): Promise<SavedView[]> => {
      const rows = unwrap(
        await supabase
          .from('saved_views')
          .select('id, name, query, is_shared, owner_id')
          .eq('agency_id', agencyId)
          .eq('page', page)
          .order('name')
          .limit(500)
          .abortSignal(signal),
      )
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        query: row.query,
        isShared: row.is_shared,
        isMine: row.owner_id === userId,
      }))
    },
  })
}
