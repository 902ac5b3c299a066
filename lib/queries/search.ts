import { unwrap } from '@/lib/errors'
import { HIT_KINDS, type SearchHit } from '@/lib/rules/search'
import { oneOf } from '@/lib/rules/runs'
import { normaliseSearch } from '@/lib/rules/text-search'
import type { DataClient } from '@/lib/supabase/types'

export const searchKeys = {
  all: ['search'] as const,
  of: (clientId: string | null, text: string) => [...searchKeys.all, clientId, text] as const,
}

/**
 * What the caller may read and matches all words of `text` by their beginnings, at most 20 of each kind. With `clientId`,
 * only what belongs to that client.
 */
export async function listHits(
  supabase: DataClient,
  text: string,
  clientId: string | null,
  signal: AbortSignal,
): Promise<SearchHit[]> {
  const rows = unwrap(
    await supabase
      .rpc('search_all', { query: normaliseSearch(text), ...(clientId ? { client_id: clientId } : {}) })
      .abortSignal(signal),
  )
  return rows.flatMap((row) => {
    const kind = oneOf(HIT_KINDS, row.kind)
    if (!kind || !row.id) return []
    return {
      kind,
      id: row.id,
      title: row.title ?? '',
      subtitle: row.subtitle,
      clientId: row.client_id,
      clientName: row.client_name,
      number: row.number,
      status: row.status,
      at: row.at,
    }
  })
}
