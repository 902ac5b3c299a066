import 'server-only'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { toAppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { findMember, isStaff, type Member, type StaffMember } from '@/lib/queries/members'
import { AGENCY_COOKIE } from '@/lib/supabase/cookies'
import { REQUEST_PATH_HEADER } from '@/lib/supabase/proxy'
import { currentSession, serverClient } from '@/lib/supabase/server'

async function redirectToSignIn(): Promise<never> {
  const next = (await headers()).get(REQUEST_PATH_HEADER) ?? undefined
  return redirect(paths.signIn(next ? { next } : {}))
}

/**
 * Every signed-in page starts with this. Returns who is asking; sends strangers to the sign-in page and people without
 * an agency to its registration. The proof is the database's: it verifies the token before it returns the row.
 */
export const requireMember = cache(async (): Promise<Member> => {
  const session = await currentSession()
  if (!session) return redirectToSignIn()
  const supabase = await serverClient()
  const member = await findMember(supabase, session.userId).catch((error: unknown) => {
    const appError = toAppError(error)
    if (appError.code === 'session_expired') return 'signed out' as const
    throw appError
  })
  if (member === 'signed out') return redirectToSignIn()
  if (!member) return redirect(paths.signUp())
  return member
})

/** As `requireMember`, for pages of staff. Everybody else sees the same page as for an address that does not exist. */
export async function requireStaff(): Promise<StaffMember> {
  const member = await requireMember()
  return isStaff(member) ? member : notFound()
}

/**
 * Runs the member query and the page's own queries at the same time. `load` gets the agency's id from a cookie that is
 * only a hint; when the member turns out to belong elsewhere (or there is no hint), it runs again with the real one.
 * A wrong hint shows nobody anything: every row is guarded by the database.
 */
export async function loadForStaff<Data>(
  load: (agencyId: string) => Promise<Data>,
): Promise<{ member: StaffMember; data: Data }> {
  const hint = (await cookies()).get(AGENCY_COOKIE)?.value
  const early = hint ? settle(load(hint)) : null
  const member = await requireStaff()
  if (early && hint === member.agency.id) {
    const result = await early
    if ('error' in result) throw toAppError(result.error)
    return { member, data: result.data }
  }
  return { member, data: await load(member.agency.id) }
}

/** A rejection must not be left unhandled while the member query decides whether its result matters at all. */
function settle<Data>(promise: Promise<Data>): Promise<{ data: Data } | { error: unknown }> {
  return promise.then(
    (data) => ({ data }),
    (error: unknown) => ({ error }),
  )
}
