import { stringFromBase64URL } from '@supabase/ssr'
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

type Cookie = { name: string; value: string }
const BASE64_PREFIX = 'base64-'

/**
 * Reads the session that @supabase/ssr wrote into the cookies: one cookie, or numbered pieces of it. Returns null when
 * there is none or it cannot be read, which counts as signed out.
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
  const {
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_at: expiresAt,
  } = stored as Record<string, unknown>
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string' || typeof expiresAt !== 'number')
    return null
  const payload: unknown = JSON.parse(stringFromBase64URL(accessToken.split('.')[1] ?? ''))
  if (typeof payload !== 'object' || payload === null || !('sub' in payload)) return null
  return typeof payload.sub === 'string'
    ? { accessToken, refreshToken, expiresAt, userId: payload.sub }
    : null
}
