import { queryOptions } from '@tanstack/react-query'
import { unwrap } from '@/lib/errors'
import { containsPattern } from '@/lib/rules/text-search'
import type { DataClient } from '@/lib/supabase/types'

export type Contact = { id: string; kind: 'email' | 'phone'; value: string; name: string | null }

export const contactKeys = {
  all: ['contacts'] as const,
  search: (agencyId: string, text: string) => [...contactKeys.all, 'search', agencyId, text] as const,
}

const CONTACTS_SHOWN = 30

/** The agency's contacts whose name or address contains `text`, by name; all of them when it is empty. */
export function contactSearchQuery(supabase: DataClient, agencyId: string, text: string) {
  return queryOptions({
    queryKey: contactKeys.search(agencyId, text),
    queryFn: async ({ signal }): Promise<Contact[]> => {
      let query = supabase
        .from('cc_external_contact_points')
        .select('id, kind, value, name')
        .eq('tenant_id', agencyId)
      if (text !== '') {
        // What would end the condition stands for any one character instead: not every API reads quotes here.
        const pattern = containsPattern(text).replace(/[,()"]/g, '_')
        query = query.or(`name.ilike.${pattern},value.ilike.${pattern}`)
      }
      const rows = unwrap(
        await query
          .order('name', { ascending: true, nullsFirst: false })
          .order('id')
          .limit(CONTACTS_SHOWN)
          .abortSignal(signal),
      )
      return rows.map(({ kind, ...row }) => ({ ...row, kind: kind === 'phone' ? 'phone' : 'email' }))
    },
  })
}
