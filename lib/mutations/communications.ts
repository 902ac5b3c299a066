import { fromLocalInput } from '@/lib/dates'
import { AppError, unwrap } from '@/lib/errors'
import { directionRule, hasDuration, splitParticipants } from '@/lib/rules/communications'
import type { CommunicationForm } from '@/lib/schemas/communications'
import type { DataClient } from '@/lib/supabase/types'

type Scope = { agencyId: string; clientId: string }

function toColumns(form: CommunicationForm, timeZone: string) {
  const occurredAt = fromLocalInput(form.occurredAt, timeZone)
  if (occurredAt === null) throw new AppError('invalid_input')
  const minutes = form.duration.trim()
  return {
    type: form.type,
    // What the form kept from another type is not meant.
    direction: directionRule(form.type) === 'none' || form.direction === '' ? null : form.direction,
    subject: form.subject.trim() || null,
    body: form.body.trim() || null,
    occurred_at: occurredAt,
    duration_min: hasDuration(form.type) && minutes !== '' ? Number(minutes) : null,
    participants: form.type === 'note' ? [] : splitParticipants(form.participants),
    visibility: form.visibility,
  }
}

/** Logs an entry; who wrote it is set by the database. Times of the form are on the clock of `timeZone`. */
export async function logCommunication(
  supabase: DataClient,
  { agencyId, clientId }: Scope,
  form: CommunicationForm,
  timeZone: string,
): Promise<{ id: string }> {
  return unwrap(
    await supabase
      .from('communications')
      .insert({ agency_id: agencyId, client_id: clientId, ...toColumns(form, timeZone) })
      .select('id')
      .single(),
  )
}

/**
 * Saves an entry as the form has it; an untouched time keeps its seconds. Throws `entry_is_not_yours` unless it is one's own
 * or one is an admin, and `not_found` when it is gone.
 */
export async function updateCommunication(
  supabase: DataClient,
  { agencyId, clientId }: Scope,
  input: { id: string; form: CommunicationForm; timeZone: string; isTimeChanged: boolean },
): Promise<void> {
  const { occurred_at: occurredAt, ...columns } = toColumns(input.form, input.timeZone)
  unwrap(
    await supabase
      .from('communications')
      .update(input.isTimeChanged ? { ...columns, occurred_at: occurredAt } : columns)
      .eq('agency_id', agencyId)
      .eq('client_id', clientId)
      .eq('id', input.id)
      .select('id')
      .single(),
  )
}

/** Pins an entry to the top, or lets it go. Throws `too_many_pins` when three are pinned already. */
export async function pinCommunication(
  supabase: DataClient,
  { agencyId, clientId }: Scope,
  input: { id: string; isPinned: boolean },
): Promise<void> {
  unwrap(
    await supabase
      .from('communications')
      // The database writes its own time.
      .update({ pinned_at: input.isPinned ? new Date().toISOString() : null })
      .eq('agency_id', agencyId)
      .eq('client_id', clientId)
      .eq('id', input.id)
      .select('id')
      .single(),
  )
}

/** Removes an entry for good. Throws `entry_is_not_yours` when nothing was removed. */
export async function deleteCommunication(
  supabase: DataClient,
  { agencyId, clientId }: Scope,
  id: string,
): Promise<void> {
  const removed = unwrap(
    await supabase
      .from('communications')
      .delete()
      .eq('agency_id', agencyId)
      .eq('client_id', clientId)
      .eq('id', id)
      .select('id'),
  )
  if (removed.length === 0) throw new AppError('entry_is_not_yours')
}
