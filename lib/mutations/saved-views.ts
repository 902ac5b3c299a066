import { AppError, unwrap } from '@/lib/errors'
import type { ViewPage } from '@/lib/queries/saved-views'
import type { DataClient } from '@/lib/supabase/types'

export const VIEW_NAME_MAX_LENGTH = 80

/** Saves a filter under a name. Throws `duplicate` when one's own view of this list has the name already. */
export async function saveView(
  supabase: DataClient,
  input: { agencyId: string; page: ViewPage; name: string; query: string; isShared: boolean },
): Promise<void> {
  unwrap(
    await supabase.from('saved_views').insert({
      agency_id: input.agencyId,
      page: input.page,
      name: input.name,
      query: input.query,
      is_shared: input.isShared,
    }),
  )
}

/** Changes one's own view. Throws `duplicate` for a name that another one has, `not_found` for somebody else's. */
export async function changeView(
  supabase: DataClient,
  agencyId: string,
  viewId: string,
  change: { name?: string; query?: string; isShared?: boolean },
): Promise<void> {
  const { isShared, ...rest } = change
  const rows = unwrap(
    await supabase
      .from('saved_views')
      .update({ ...rest, ...(isShared === undefined ? {} : { is_shared: isShared }) })
      .eq('agency_id', agencyId)
      .eq('id', viewId)
      .select('id'),
  )
  if (rows.length === 0) throw new AppError('not_found')
}

/** Removes one's own view; bringing it back is saving it again. */
export async function deleteView(supabase: DataClient, agencyId: string, viewId: string): Promise<void> {
  unwrap(await supabase.from('saved_views').delete().eq('agency_id', agencyId).eq('id', viewId).select('id'))
}
