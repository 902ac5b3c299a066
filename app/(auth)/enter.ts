import 'server-only'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import type { SignedIn } from '@/lib/mutations/auth'
import { paths } from '@/lib/paths'
import { findMember, hintOf, isStaff, type Member } from '@/lib/queries/members'
import { safeNext } from '@/lib/rules/redirects'
import { storeSession } from '@/lib/supabase/auth'
import { clientFor } from '@/lib/supabase/server'

/** Writes the session and says who it is; null when the person has no agency yet, or could not be looked up just now. */
export async function beginSession({
  tokens,
  userId,
}: Pick<SignedIn, 'tokens' | 'userId'>): Promise<Member | null> {
  const member = await findMember(clientFor(tokens.access_token), userId).catch(() => null)
  await storeSession(tokens, member && hintOf(member))
  return member
}

/** Where somebody lands: a client's people at their client, and people without an agency at what others share with them. */
export function startOf(member: Member): Route {
  if (!member.client) return paths.sharedRuns()
  return isStaff(member) ? paths.home() : paths.clientOverview(member.client.id)
}

/**
 * Signs in and goes where the person wanted to. Who belongs to no agency yet goes to register one, unless an invitation
 * brought them here: accepting it makes them somebody.
 */
export async function enterApp(session: SignedIn, next: unknown): Promise<never> {
  const member = await beginSession(session)
  // Checked to be a page of this app, which is all that the type is to say.
  const wanted = safeNext(next) as Route | null
  if (!member) return redirect(wanted === paths.backToInvitation() ? wanted : paths.signUp())
  return redirect(wanted ?? startOf(member))
}
