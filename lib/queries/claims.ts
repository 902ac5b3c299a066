import { AppError, unwrap } from '@/lib/errors'
import { CLAIM_STATES, type InvitationTeaser } from '@/lib/rules/claim'
import { knownMoment, knownTimeZone } from '@/lib/rules/run-clock'
import { oneOf } from '@/lib/rules/runs'
import type { Database, Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

/** An invitation to a verified address of the signed-in person, found without its link. */
export type WaitingInvitation = {
  id: string
  kind: 'run' | 'member'
  contextName: string | null
  agencyName: string | null
  inviterName: string | null
  role: string | null
  startsAt: string | null
  endsAt: string | null
  timeZone: string
  expiresAt: string | null
}

/**
 * What a claim link leads to, as whoever holds it may know; null for a link that nobody made. Changes nothing. Throws
 * `too_many_unknown_links` with the moment to come back when somebody tries out links.
 */
export async function findInvitation(supabase: DataClient, token: string): Promise<InvitationTeaser | null> {
  const [row] = unwrap(await supabase.rpc('open_invitation', { token }))
  if (!row || row.state === 'unknown') return null
  const state = oneOf(CLAIM_STATES, row.state)
  if (!state) throw new AppError('unexpected', 'open_invitation')
  return {
    state,
    kind: kindOf(row.context_type),
    contextName: row.context_name,
    agencyName: row.agency_name,
    inviterName: row.inviter_name,
    role: row.role,
    startsAt: knownMoment(row.starts_at),
    endsAt: knownMoment(row.ends_at),
    timeZone: knownTimeZone(row.time_zone),
    zoneName: row.zone_name,
    message: row.message,
    expiresAt: knownMoment(row.expires_at),
    inviteeHint: row.invitee_hint,
    needsCode: row.needs_code === true,
    isYours: row.is_yours,
    myEmail: row.my_email,
    runId: row.run_id,
  }
}

type WaitingRow = Database['public']['CompositeTypes']['waiting_invitation']

/** Invitations that wait for the signed-in person's verified address, the newest first. */
export async function listMyInvitations(supabase: DataClient): Promise<WaitingInvitation[]> {
  return unwrap(await supabase.rpc('my_invitations')).map(toWaitingInvitation)
}

/** Reads the computed column `waiting_invitations`; nothing when it holds something else. */
export function readWaitingInvitations(value: Json): WaitingInvitation[] {
  // The database makes these rows of the same function; whatever is no list is none.
  return Array.isArray(value) ? value.map((row) => toWaitingInvitation(row as WaitingRow)) : []
}

export function toWaitingInvitation(row: WaitingRow): WaitingInvitation {
  return {
    id: row.invitation_id ?? '',
    kind: kindOf(row.context_type),
    contextName: row.context_name,
    agencyName: row.agency_name,
    inviterName: row.inviter_name,
    role: row.role,
    startsAt: knownMoment(row.starts_at),
    endsAt: knownMoment(row.ends_at),
    timeZone: knownTimeZone(row.time_zone),
    expiresAt: knownMoment(row.expires_at),
  }
}

function kindOf(contextType: string | null): 'run' | 'member' {
  return contextType === 'tenant' ? 'member' : 'run'
}
