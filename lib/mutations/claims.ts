import { AppError, toAppError, unwrap } from '@/lib/errors'
import type { DataClient } from '@/lib/supabase/types'

/** What somebody became by claiming: a stakeholder of a run, or a member of an agency or client. */
export type Claimed = { kind: 'run' | 'member'; contextId: string; role: string }

/**
 * Claims by the link, once and for good; again by the same person it answers the same. Refused with `invitation_unknown`,
 * `email_unverified`, `email_mismatch`, `email_in_use`, `claimed_by_other`, `run_closed`, `already_member`,
 * `invitation_expired`, `invitation_revoked` and `too_many_claims`.
 */
export async function claimInvitation(supabase: DataClient, token: string): Promise<Claimed> {
  return toClaimed(unwrap(await supabase.rpc('claim_invitation', { token })))
}

/** Claims an invitation to the person's own verified address without its link; refused as `claimInvitation` is. */
export async function claimMyInvitation(supabase: DataClient, invitationId: string): Promise<Claimed> {
  return toClaimed(unwrap(await supabase.rpc('claim_my_invitation', { invitation_id: invitationId })))
}

function toClaimed(rows: { context_type: string; context_id: string; role: string }[]): Claimed {
  const [row] = rows
  if (!row) throw new AppError('unexpected', 'claim_invitation')
  return {
    kind: row.context_type === 'tenant' ? 'member' : 'run',
    contextId: row.context_id,
    role: row.role,
  }
}

/** Says that a person, not a machine, has looked at the invitation. */
export async function markInvitationViewed(supabase: DataClient, token: string): Promise<void> {
  const { error, status } = await supabase.rpc('mark_invitation_viewed', { token })
  if (error) throw toAppError(error, status)
}

/** Turns the invitation down. The inviter is told, with the reason; the link keeps working. */
export async function declineInvitation(
  supabase: DataClient,
  token: string,
  reason: string | null,
): Promise<void> {
  const { error, status } = await supabase.rpc('decline_invitation', { token, ...(reason ? { reason } : {}) })
  if (error) throw toAppError(error, status)
}

/** No more messages from this agency to the invited address. `report` says what is wrong with the invitation. */
export async function stopInvitations(
  supabase: DataClient,
  token: string,
  report: string | null,
): Promise<void> {
  const { error, status } = await supabase.rpc('stop_invitations', { token, ...(report ? { report } : {}) })
  if (error) throw toAppError(error, status)
}

/** Tells the inviter that an expired or revoked link was wanted; at most once a day, and quietly nothing more often. */
export async function askForNewLink(supabase: DataClient, token: string): Promise<void> {
  const { error, status } = await supabase.rpc('ask_for_new_link', { token })
  if (error) throw toAppError(error, status)
}

/**
 * Counts an attempt to send or check a code for this invitation, across all servers, and returns the invited address in
 * full, or null for an invitation by phone: for the server alone, never for a page. Throws `too_many_codes` with the moment
 * to come back in `details`, and `invitation_unknown` when it cannot be claimed.
 */
export async function allowClaimAttempt(
  supabase: DataClient,
  token: string,
  kind: 'send_code' | 'check_code',
): Promise<string | null> {
  const [row] = unwrap(await supabase.rpc('allow_claim_attempt', { token, kind }))
  if (!row) throw new AppError('invitation_unknown')
  return row.email
}
