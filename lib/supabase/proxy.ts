import { NextResponse, type NextRequest } from 'next/server'
import { env } from '@/lib/env'
import { COOKIE_OPTIONS, REMOVED_COOKIE_OPTIONS } from '@/lib/supabase/cookies'
import { readSession, sessionCookieChanges, type CookieChange, type Tokens } from '@/lib/supabase/session'

/** Tells server components which address was asked for, so that signing in can lead back to it. */
export const REQUEST_PATH_HEADER = 'x-request-path'

/** Longer than a page takes and than `browserClient` wants left, so that nobody holds a token that dies in use. */
const RENEW_BEFORE_SECONDS = 90
const RENEWAL_TIMEOUT_MS = 5_000

/**
 * Continues the request with `headers`, after renewing the session when its access token is about to end. The auth
 * server is asked only then, so most requests cost nothing here. A session is dropped only when the auth server says
 * that it is over: while it is down or slow, the cookies stay and everything works again once it is back.
 */
export async function continueWithFreshSession(
  request: NextRequest,
  headers: Headers,
): Promise<NextResponse> {
  const session = readSession(request.cookies.getAll())
  const isDue = session && session.expiresAt - Date.now() / 1000 < RENEW_BEFORE_SECONDS
  const changes = isDue ? await renew(session.refreshToken, request) : []
  for (const { name, value, isRemoved } of changes) {
    if (isRemoved) request.cookies.delete(name)
    else request.cookies.set(name, value)
  }
  if (changes.length > 0) headers.set('cookie', request.cookies.toString())

  const response = NextResponse.next({ request: { headers } })
  for (const { name, value, isRemoved } of changes) {
    response.cookies.set(name, value, isRemoved ? REMOVED_COOKIE_OPTIONS : COOKIE_OPTIONS)
  }
  return response
}

async function renew(refreshToken: string, request: NextRequest): Promise<CookieChange[]> {
  const answer = await fetch(`${env.supabaseUrl}/auth/v1/token?grant_type=refresh_token`, {
    method: 'POST',
    headers: { apikey: env.supabaseKey, 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: refreshToken }),
    signal: AbortSignal.timeout(RENEWAL_TIMEOUT_MS),
    cache: 'no-store',
  }).catch(() => null)
  const existing = request.cookies.getAll()
  if (answer?.ok) return sessionCookieChanges(existing, (await answer.json()) as Tokens)
  const isOver = answer?.status === 400 || answer?.status === 401 || answer?.status === 403
  return isOver ? sessionCookieChanges(existing, null) : []
}
