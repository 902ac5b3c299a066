import { createChunks, isChunkLike, stringFromBase64URL, stringToBase64URL } from '@supabase/ssr'
import { SESSION_COOKIE } from '@/lib/supabase/cookies'

export type Session = {
  accessToken: string
  refreshToken: string
  /** Seconds since 1970, as GoTrue writes it. */
  expiresAt: number
  /**
   * Whose token this claims to be. Not verified here: PostgREST verifies the signature on every request, so a forged
   * one gets no data; never decide anything by it alone.
   */
  userId: string
}

/** The part of GoTrue's session that is kept; who the person is comes from the database. */
export type Tokens = { access_token: string; refresh_token: string; expires_at?: number; expires_in: number }

type Cookie = { name: string; value: string }
export type CookieChange = Cookie & { isRemoved: boolean }

const BASE64_PREFIX = 'base64-'

/**
 * Reads the session from the cookies, which have the form of @supabase/ssr: one cookie, or numbered pieces of it.
 * Returns null when there is none or it cannot be read, which counts as signed out.
 */
export function readSession(cookies: readonly Cookie[]): Session | null {
  const values = new Map(cookies.map((cookie) => [cookie.name, cookie.value]))
  let value = values.get(SESSION_COOKIE) ?? ''
  for (let index = 0; !values.get(SESSION_COOKIE); index++) {
    const piece = values.get(`${SESSION_COOKIE}.${index}`)
    if (!piece) break
    value += piece
  }
  if (!value) return null
  try {
    const json = value.startsWith(BASE64_PREFIX)
      ? stringFromBase64URL(value.slice(BASE64_PREFIX.length))
      : value
    return parseSession(JSON.parse(json))
  } catch {
    return null
  }
}

function parseSession(stored: unknown): Session | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { access_token, refresh_token, expires_at } = stored as Record<string, unknown>
  if (typeof access_token !== 'string' || typeof refresh_token !== 'string' || typeof expires_at !== 'number')
    return null
  const payload: unknown = JSON.parse(stringFromBase64URL(access_token.split('.')[1] ?? ''))
  if (typeof payload !== 'object' || payload === null || !('sub' in payload)) return null
  if (typeof payload.sub !== 'string') return null
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresAt: expires_at,
    userId: payload.sub,
  }
}

/** The cookie changes that make `tokens` the session, or sign out when null. `existing` are the cookies there are now. */
export function sessionCookieChanges(existing: readonly Cookie[], tokens: Tokens | null): CookieChange[] {
  const stored = tokens && {
    access_token: tokens.access_token,
    refresh_token: tokens.refresh_token,
    expires_at: tokens.expires_at ?? Math.floor(Date.now() / 1000) + tokens.expires_in,
    token_type: 'bearer',
  }
  const written = stored
    ? createChunks(SESSION_COOKIE, BASE64_PREFIX + stringToBase64URL(JSON.stringify(stored))).map(
        (chunk) => ({
          ...chunk,
          isRemoved: false,
        }),
      )
    : []
  // A shorter session leaves no piece of a longer one behind.
  const stale = existing.filter(
    ({ name }) => isChunkLike(name, SESSION_COOKIE) && written.every((chunk) => chunk.name !== name),
  )
  return [...stale.map(({ name }) => ({ name, value: '', isRemoved: true })), ...written]
}
