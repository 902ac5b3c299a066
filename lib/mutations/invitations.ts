import { AppError, unwrap } from '@/lib/errors'
import { INVITE_OUTCOMES, type InviteOutcome } from '@/lib/rules/invitation-draft'
import type { InvitationRole } from '@/lib/rules/invitation-roles'
import { oneOf } from '@/lib/rules/runs'
import type { DataClient } from '@/lib/supabase/types'

/** What people are invited into: a run, or a client (the house client for the agency's own team). */
export type InvitationTarget = { kind: 'run'; runId: string } | { kind: 'client'; clientId: string }

export type InvitationInput = {
  email?: string
  phone?: string
  name?: string
  role: InvitationRole
  message?: string
}

/** What became (or, in a dry run, would become) of one row; `token` is shown this once. */
export type InvitationResult = {
  outcome: InviteOutcome
  invitationId: string | null
  token: string | null
}

/**
 * Invites up to 1,000 people and answers for each row, in their order; one bad row fails no other. With `isDryRun` nothing
 * is written. Throws `run_not_found`, `client_not_found`, `admin_required`.
 */
export async function createInvitations(
  supabase: DataClient,
  target: InvitationTarget,
  input: { rows: readonly InvitationInput[]; isDryRun: boolean; signal?: AbortSignal },
): Promise<InvitationResult[]> {
  const args = { rows: input.rows.map((row) => ({ ...row })), dry_run: input.isDryRun }
  const call =
    target.kind === 'run'
      ? supabase.rpc('create_run_invitations', { run_id: target.runId, ...args })
      : supabase.rpc('create_member_invitations', { client_id: target.clientId, ...args })
  const results = unwrap(await (input.signal ? call.abortSignal(input.signal) : call))
  return results
    .toSorted((one, other) => one.row_no - other.row_no)
    .map((row) => ({
      outcome: oneOf(INVITE_OUTCOMES, row.outcome) ?? 'invalid',
      invitationId: row.invitation_id,
      token: row.token,
    }))
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (!row) throw new AppError('unexpected')
  return row
}

/** Makes another link; older ones keep working. `token` is a secret and shown this once. */
export async function makeInvitationLink(
  supabase: DataClient,
  invitationId: string,
): Promise<{ token: string; expiresAt: string }> {
  const row = only(unwrap(await supabase.rpc('invitation_link', { invitation_id: invitationId })))
  return { token: row.token, expiresAt: row.expires_at }
}

/**
 * Mails the invitation again, also to an address whose mail came back. Throws `mailed_recently` (details: when it is
 * possible again), `too_many_resends`, `run_closed`, and `recipient_refuses_mail` when they asked for no mail.
 */
export async function resendInvitation(supabase: DataClient, invitationId: string): Promise<void> {
  unwrap(await supabase.rpc('resend_invitation', { invitation_id: invitationId }))
}

/** Gives the invitation so many more days (1 to 90), also one that has expired. Returns the new end. */
export async function extendInvitation(
  supabase: DataClient,
  invitationId: string,
  days: number,
): Promise<{ expiresAt: string }> {
  const row = only(unwrap(await supabase.rpc('extend_invitation', { invitation_id: invitationId, days })))
  return { expiresAt: row.expires_at }
}

/** Every link given out so far stops working. Returns how many there were. */
export async function resetInvitationLinks(supabase: DataClient, invitationId: string): Promise<number> {
  return only(unwrap(await supabase.rpc('reset_invitation_links', { invitation_id: invitationId })))
    .revoked_links
}

/** Ends an invitation and cancels its mail. `restoreInvitation` takes it back within ten minutes. */
export async function revokeInvitation(supabase: DataClient, invitationId: string): Promise<void> {
  unwrap(await supabase.rpc('revoke_invitation', { invitation_id: invitationId }))
}

export async function restoreInvitation(supabase: DataClient, invitationId: string): Promise<void> {
  unwrap(await supabase.rpc('restore_invitation', { invitation_id: invitationId }))
}

/** Changes the role that claiming will give. Throws `role_above_own` and `invalid_role`. */
export async function changeInvitationRole(
  supabase: DataClient,
  invitationId: string,
  role: string,
): Promise<void> {
  unwrap(await supabase.rpc('change_invitation_role', { invitation_id: invitationId, role }))
}

export async function setInvitationReminders(
  supabase: DataClient,
  invitationId: string,
  isEnabled: boolean,
): Promise<void> {
  unwrap(await supabase.rpc('set_invitation_reminders', { invitation_id: invitationId, enabled: isEnabled }))
}

/** Changes what somebody is on a run they have joined. */
export async function changeStakeholderRole(
  supabase: DataClient,
  input: { agencyId: string; stakeholderId: string; role: string },
): Promise<void> {
  unwrap(
    await supabase
      .from('cc_run_stakeholders')
      .update({ role: input.role })
      .eq('tenant_id', input.agencyId)
      .eq('id', input.stakeholderId)
      .select('id')
      .single(),
  )
}

/** Takes somebody off a run; they lose sight of it at once. */
export async function removeStakeholder(
  supabase: DataClient,
  input: { agencyId: string; stakeholderId: string },
): Promise<void> {
  unwrap(
    await supabase
      .from('cc_run_stakeholders')
      .delete()
      .eq('tenant_id', input.agencyId)
      .eq('id', input.stakeholderId)
      .select('id')
      .single(),
  )
}

/** Takes `removeStakeholder` back, as it was, for ten minutes. Throws `stakeholder_not_found` and `nothing_to_undo`. */
export async function restoreStakeholder(supabase: DataClient, stakeholderId: string): Promise<void> {
  unwrap(await supabase.rpc('restore_stakeholder', { stakeholder_id: stakeholderId }))
}

/** Puts a failed delivery back into the queue. */
export async function replayDelivery(supabase: DataClient, deliveryId: string): Promise<void> {
  unwrap(await supabase.rpc('replay_delivery', { delivery_id: deliveryId }))
}

/** Tells everybody on the run. Returns how many people that are. Throws `invalid_subject` and `invalid_body`. */
export async function notifyRunStakeholders(
  supabase: DataClient,
  input: { runId: string; subject: string; body: string },
): Promise<number> {
  const { runId, subject, body } = input
  return only(unwrap(await supabase.rpc('notify_run_stakeholders', { run_id: runId, subject, body })))
    .recipients
}

/** Puts every failed mail of a message back into the queue. Returns how many. Throws `message_not_found`. */
export async function replayRunMessage(
  supabase: DataClient,
  input: { runId: string; messageKey: string },
): Promise<number> {
  const { runId, messageKey } = input
  return only(unwrap(await supabase.rpc('replay_run_message', { run_id: runId, message_key: messageKey })))
    .replayed
}
