import { AppError, toAppError, unwrap } from '@/lib/errors'
import type { DataClient } from '@/lib/supabase/types'

/** Switches messages about one run off or on, for the signed-in person alone. */
export async function muteRun(supabase: DataClient, runId: string, isMuted: boolean): Promise<void> {
  const { error, status } = await supabase.rpc('mute_run', { run_id: runId, muted: isMuted })
  if (error) throw toAppError(error, status)
}

/** The signed-in person is no longer on the run. Throws `not_found` when they were not. */
export async function leaveRun(supabase: DataClient, userId: string, runId: string): Promise<void> {
  const left = unwrap(
    await supabase
      .from('cc_run_stakeholders')
      .delete()
      .eq('user_id', userId)
      .eq('run_id', runId)
      .select('id'),
  )
  if (left.length === 0) throw new AppError('not_found')
}
