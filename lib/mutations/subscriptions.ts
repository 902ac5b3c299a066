import { unwrap } from '@/lib/errors'
import type { DataClient } from '@/lib/supabase/types'

/**
 * Ends the mails of a category, or starts them again, for whom the link was made. `category` null: that of the mail the link
 * came with; `all`: everything that is not required. A link that nobody made changes nothing and is no error.
 */
export async function setSubscription(
  supabase: DataClient,
  input: { token: string; category: string | null; isOn: boolean },
): Promise<void> {
  const parameters = { token: input.token, ...(input.category ? { category: input.category } : {}) }
  unwrap(
    input.isOn
      ? await supabase.rpc('resubscribe', parameters)
      : await supabase.rpc('unsubscribe', parameters),
  )
}
