import { AppError, unwrap } from '@/lib/errors'
import type { DataClient } from '@/lib/supabase/types'

/** Changes a person's own name; nobody can change anybody else's. */
export async function updateMyName(supabase: DataClient, userId: string, fullName: string): Promise<void> {
  const rows = unwrap(
    await supabase.from('users').update({ full_name: fullName }).eq('id', userId).select('id'),
  )
  if (rows.length === 0) throw new AppError('forbidden')
}
