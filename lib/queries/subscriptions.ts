import { unwrap } from '@/lib/errors'
import { CATEGORY_IDS, type CategoryId } from '@/lib/notifications/categories'
import { oneOf } from '@/lib/rules/runs'
import type { DataClient } from '@/lib/supabase/types'

/** What the link at the end of a mail leads to: which mails of one agency an address gets. */
export type Subscriptions = {
  /** The address, mostly hidden. */
  addressHint: string
  agencyName: string
  /** That of the mail the link came with. */
  category: CategoryId | null
  categories: { id: CategoryId; isOn: boolean }[]
}

/** Null for a link that nobody made. Changes nothing. */
export async function findSubscriptions(supabase: DataClient, token: string): Promise<Subscriptions | null> {
  // A link of another form is looked up all the same, under a key that nobody has: it must not be told apart from one
  // that nobody made.
  const asked = isSubscriptionToken(token) ? token : NOBODYS_TOKEN
  const [row] = unwrap(await supabase.rpc('unsubscribe_page', { token: asked }))
  if (!row) return null
  return {
    addressHint: row.address_hint,
    agencyName: row.agency_name,
    category: oneOf(CATEGORY_IDS, row.category),
    categories: (Array.isArray(row.categories) ? row.categories : []).flatMap((stored) => {
      if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return []
      const id = oneOf(CATEGORY_IDS, stored.category)
      return id ? [{ id, isOn: stored.is_on === true }] : []
    }),
  }
}

const NOBODYS_TOKEN = '0'.repeat(64)

/** Whether this has the form of our links; the database would stumble over some of what else an address can hold. */
function isSubscriptionToken(token: string): boolean {
  return /^[0-9a-f]{64}$/.test(token)
}
