import 'server-only'
import { setTimeout } from 'node:timers/promises'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { AppError, toAppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { findMember, hintOf, isStaff, type Member, type StaffMember } from '@/lib/queries/members'
import { AGENCY_COOKIE, VIEWER_COOKIE } from '@/lib/supabase/cookies'
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
export async function requireMember(): Promise<Member> {
  pageStart().announce()
  return readMember()
}

/**
 * As `requireMember`, for the frame around a page. Next renders a layout some turns of the event loop before its page; a
 * layout that asked at once could have its answer before the page has asked for its data, so it lets the page go first.
 */
export async function requireMemberOfPage(): Promise<Member> {
  await Promise.race([pageStart().announced, setTimeout(PAGE_START_MS)])
  return readMember()
}

/** Longer than a page takes to begin; pages that ask for nobody (not found) begin without a word. */
const PAGE_START_MS = 40

const pageStart = cache(() => {
  let announce: () => void = () => undefined
  const announced = new Promise<void>((resolve) => (announce = resolve))
  return { announced, announce }
})

const readMember = cache(async (): Promise<Member> => {
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

/** Whom a page of one client is for: staff of its agency, or one of the client's own people. */
export type ClientMember = Member & { client: NonNullable<Member['client']> }

/**
 * As `loadForStaff`, for the pages of one client. Its own people may come, too; to them every other client's address is
 * one that does not exist. `load` is told for whom it asks: where staff and viewers see different things, it may ask for
 * different ones. `timeZone` is the agency's.
 */
export async function loadForClient<Data>(
  clientId: string,
  load: (agencyId: string, isStaff: boolean) => Promise<Data>,
): Promise<{ member: ClientMember; isStaff: boolean; agencyId: string; timeZone: string; data: Data }> {
  const store = await cookies()
  const staffHint = store.get(AGENCY_COOKIE)?.value
  const hint = staffHint ?? store.get(VIEWER_COOKIE)?.value
  const early = hint ? settle(load(hint, hint === staffHint)) : null
  const member = await requireMember()
  const real = hintOf(member)
  if (!member.client || !real || (!real.isStaff && member.client.id !== clientId)) return notFound()
  const { timeZone } = member.client
  const shared = { member: { ...member, client: member.client }, ...real, timeZone }
  if (early && hint === real.agencyId && (hint === staffHint) === real.isStaff) {
    const result = await early
    if ('error' in result) throw toAppError(result.error)
    return { ...shared, data: result.data }
  }
  return { ...shared, data: await load(real.agencyId, real.isStaff) }
}

/**
 * For files, which have no page around them: `load` runs at the same time as the member query, with the same hint as above, and
 * again only when that was wrong. Null for people without an agency. Throws `session_expired`; sends nobody anywhere.
 */
export async function loadForAnybody<Data>(load: (agencyId: string) => Promise<Data>): Promise<Data | null> {
  const session = await currentSession()
  if (!session) throw new AppError('session_expired')
  const store = await cookies()
  const hint = store.get(AGENCY_COOKIE)?.value ?? store.get(VIEWER_COOKIE)?.value
  const early = hint ? settle(load(hint)) : null
  const member = await findMember(await serverClient(), session.userId)
  const agencyId = member?.client?.agencyId
  if (!agencyId) return null
  if (!early || hint !== agencyId) return load(agencyId)
  const result = await early
  if ('error' in result) throw toAppError(result.error)
  return result.data
}

/** A rejection must not be left unhandled while the member query decides whether its result matters at all. */
function settle<Data>(promise: Promise<Data>): Promise<{ data: Data } | { error: unknown }> {
  return promise.then(
    (data) => ({ data }),
    (error: unknown) => ({ error }),
  )
}
