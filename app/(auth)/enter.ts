import 'server-only'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import type { SignedIn } from '@/lib/mutations/auth'
import { paths } from '@/lib/paths'
import { findMember, type Member } from '@/lib/queries/members'
import { safeNext } from '@/lib/rules/redirects'
import { storeSession } from '@/lib/supabase/auth'
import { clientFor } from '@/lib/supabase/server'

/** Writes the session and says who it is; null when the person has no agency yet, or could not be looked up just now. */
export async function beginSession({ tokens, userId }: SignedIn): Promise<Member | null> {
  const member = await findMember(clientFor(tokens.access_token), userId).catch(() => null)
  await storeSession(tokens, member?.client?.agencyId ?? null)
  return member
}

/** Signs in and goes where the person wanted to, or to register their agency if that is what they have not done yet. */
export async function enterApp(session: SignedIn, next: unknown): Promise<never> {
  const member = await beginSession(session)
  if (!member) return redirect(paths.signUp())
  // Checked to be a page of this app, which is all that the type is to say.
  return redirect((safeNext(next) ?? paths.home()) as Route)
}
