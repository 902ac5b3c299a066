import { createChunks, isChunkLike, stringToBase64URL } from '@supabase/ssr'
import { NextResponse, type NextRequest } from 'next/server'
import { env } from '@/lib/env'
import { COOKIE_OPTIONS, SESSION_COOKIE } from '@/lib/supabase/cookies'
import { readSession } from '@/lib/supabase/session'

/** Tells server components which address was asked for, so that signing in can lead back to it. */
export const REQUEST_PATH_HEADER = 'x-request-path'

/** Longer than a page takes and than `browserClient` wants left, so that nobody holds a token that dies in use. */
const RENEW_BEFORE_SECONDS = 90
const RENEWAL_TIMEOUT_MS = 5_000

type CookieChange = { name: string; value: string; remove?: true }

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
  for (const { name, value, remove } of changes) {
    if (remove) request.cookies.delete(name)
    else request.cookies.set(name, value)
  }
  if (changes.length > 0) headers.set('cookie', request.cookies.toString())

  const response = NextResponse.next({ request: { headers } })
  for (const { name, value, remove } of changes) {
    response.cookies.set(name, value, { ...COOKIE_OPTIONS, ...(remove ? { maxAge: 0 } : {}) })
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
  const stale = request.cookies
    .getAll()
    .filter((cookie) => isChunkLike(cookie.name, SESSION_COOKIE))
    .map((cookie): CookieChange => ({ name: cookie.name, value: '', remove: true }))
  if (answer?.ok) {
    const { user: _user, ...tokens } = (await answer.json()) as Record<string, unknown>
    const chunks = createChunks(SESSION_COOKIE, `base64-${stringToBase64URL(JSON.stringify(tokens))}`)
    return [...stale.filter((old) => chunks.every((chunk) => chunk.name !== old.name)), ...chunks]
  }
  const isOver = answer?.status === 400 || answer?.status === 401 || answer?.status === 403
  return isOver ? stale : []
}
