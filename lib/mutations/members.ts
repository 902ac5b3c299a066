import { AppError, unwrap } from '@/lib/errors'
import type { Role } from '@/lib/queries/members'
import type { DataClient } from '@/lib/supabase/types'

/** Changes a person's own name; nobody can change anybody else's. */
export async function updateMyName(supabase: DataClient, userId: string, fullName: string): Promise<void> {
  const rows = unwrap(
    await supabase.from('users').update({ full_name: fullName }).eq('id', userId).select('id'),
  )
  if (rows.length === 0) throw new AppError('forbidden')
}

/**
 * Changes what somebody is in their agency or client. Throws `own_role_is_fixed`, `owner_required`, `last_owner`,
 * `role_does_not_fit_client`.
 */
export async function changeMemberRole(supabase: DataClient, userId: string, role: Role): Promise<void> {
  const rows = unwrap(await supabase.from('users').update({ role }).eq('id', userId).select('id'))
  // A refused update changes no row and is no error of its own.
  if (rows.length === 0) throw new AppError('forbidden')
}

/** Says what somebody may do beyond their role. Throws `own_role_is_fixed`, `admin_required`, `owner_required`. */
export async function changeMemberPermissions(
  supabase: DataClient,
  userId: string,
  permissions: string[],
): Promise<void> {
  const rows = unwrap(await supabase.from('users').update({ permissions }).eq('id', userId).select('id'))
  if (rows.length === 0) throw new AppError('forbidden')
}

/**
 * Takes a person out of the agency; `successorId` takes over what they have not finished. Returns how much that was.
 * Throws `last_owner`, `owner_required`, `successor_required`, `member_not_found`.
 */
export async function removeMember(
  supabase: DataClient,
  input: { userId: string; successorId: string | null },
): Promise<{ tickets: number; invitations: number }> {
  const [moved] = unwrap(
    await supabase.rpc('remove_member', {
      user_id: input.userId,
      ...(input.successorId === null ? {} : { successor_id: input.successorId }),
    }),
  )
  return { tickets: moved?.moved_tickets ?? 0, invitations: moved?.moved_invitations ?? 0 }
}
