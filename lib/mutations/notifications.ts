import { toAppError, unwrap } from '@/lib/errors'
import { toOverrides, type Choices } from '@/lib/rules/notification-preferences'
import type { TimingForm } from '@/lib/schemas/notifications'
import type { DataClient } from '@/lib/supabase/types'

/** Marks a person's notifications as read, or as unread again. `now` is an ISO timestamp. */
export async function setNotificationsRead(
  supabase: DataClient,
  input: { userId: string; ids: readonly string[]; isRead: boolean; now: string },
): Promise<void> {
  await patch(supabase, input, { read_at: input.isRead ? input.now : null })
}

/** Puts a person's notifications out of the way, or back into the inbox. */
export async function setNotificationsArchived(
  supabase: DataClient,
  input: { userId: string; ids: readonly string[]; isArchived: boolean; now: string },
): Promise<void> {
  await patch(supabase, input, { archived_at: input.isArchived ? input.now : null })
}

/** Remembers that a person has come across these, read or not. */
export async function setNotificationsSeen(
  supabase: DataClient,
  input: { userId: string; ids: readonly string[]; now: string },
): Promise<void> {
  await patch(supabase, input, { seen_at: input.now })
}

async function patch(
  supabase: DataClient,
  input: { userId: string; ids: readonly string[] },
  change: { read_at?: string | null; archived_at?: string | null; seen_at?: string },
): Promise<void> {
  unwrap(
    await supabase
      .from('cc_notifications')
      .update(change)
      .eq('recipient_individual_id', input.userId)
      .in('id', input.ids),
  )
}

/** Marks everything up to a moment as read; the stamp undoes exactly that, however much it was. */
export async function markAllRead(
  supabase: DataClient,
  input: { upTo: string; category: string | null },
): Promise<{ marked: number; stamp: string }> {
  return unwrap(
    await supabase
      .rpc('mark_all_notifications_read', {
        up_to: input.upTo,
        ...(input.category ? { category: input.category } : {}),
      })
      .single(),
  )
}

/** Takes one `markAllRead` back, by its stamp. */
export async function undoMarkAllRead(supabase: DataClient, stamp: string): Promise<void> {
  unwrap(await supabase.rpc('undo_mark_all_read', { stamp }))
}

/** From now on nothing more arrives about this run, apart from what is required; or everything does again. */
export async function muteRun(
  supabase: DataClient,
  input: { runId: string; isMuted: boolean },
): Promise<void> {
  unwrap(await supabase.rpc('mute_run', { run_id: input.runId, muted: input.isMuted }))
}

export async function sendTestNotification(supabase: DataClient): Promise<void> {
  unwrap(await supabase.rpc('send_test_notification'))
}

/** Saves what goes where. A person's first choice makes their row. */
export async function saveChoices(
  supabase: DataClient,
  input: { userId: string; choices: Choices },
): Promise<void> {
  await savePreferences(supabase, input.userId, { overrides: toOverrides(input.choices) })
}

const DAYS_OF_A_WEEK = 7

/** Saves when mail reaches a person: digests, and the hours in which it waits. */
export async function saveTiming(
  supabase: DataClient,
  input: { userId: string; timing: TimingForm },
): Promise<void> {
  const { timing } = input
  await savePreferences(supabase, input.userId, {
    time_zone: timing.timeZone,
    digest_hour: timing.digestHour,
    digest_weekday: timing.digestWeekday,
    quiet_start: timing.isQuiet ? timing.start : null,
    quiet_end: timing.isQuiet ? timing.end : null,
    // Every day is stored as none in particular.
    quiet_days: timing.isQuiet && timing.days.length < DAYS_OF_A_WEEK ? timing.days : [],
  })
}

type Columns = {
  overrides?: ReturnType<typeof toOverrides>
  quiet_start?: string | null
  quiet_end?: string | null
  quiet_days?: number[]
  time_zone?: string
  digest_hour?: number
  digest_weekday?: number
}

/**
 * Two statements, because an upsert would write whose row it is, which nobody may. Should another tab make the row in
 * between, the insert is refused and the row is there to be changed.
 */
async function savePreferences(supabase: DataClient, userId: string, columns: Columns): Promise<void> {
  const change = async () =>
    unwrap(
      await supabase
        .from('cc_notification_preferences')
        .update(columns)
        .eq('individual_id', userId)
        .select('id'),
    )
  if ((await change()).length > 0) return
  const added = await supabase
    .from('cc_notification_preferences')
    .insert({ individual_id: userId, ...columns })
  if (!added.error) return
  const error = toAppError(added.error, added.status)
  if (error.code !== 'duplicate') throw error
  await change()
}
