import 'server-only'
import { findMember, type Member } from '@/lib/queries/members'
import { currentSession, serverClient } from '@/lib/supabase/server'

/**
 * Who opens a page for people who are not signed in: nobody we know, somebody without an agency yet, or a member. A
 * session that the database does not accept counts as none, so that nobody is sent in circles.
 */
export async function currentVisitor(): Promise<'stranger' | 'without agency' | Member> {
  const session = await currentSession()
  if (!session) return 'stranger'
  return findMember(await serverClient(), session.userId).then(
    (member) => member ?? 'without agency',
    () => 'stranger',
  )
}
