import { stringToBase64URL } from '@supabase/ssr'
import { describe, expect, it } from 'vitest'
import { readSession, sessionCookieChanges, type Tokens } from '@/lib/supabase/session'

function tokens(padding = 0): Tokens {
  const payload = stringToBase64URL(JSON.stringify({ sub: 'person', padding: 'x'.repeat(padding) }))
  return {
    access_token: `header.${payload}.signature`,
    refresh_token: 'refresh',
    expires_at: 1_800_000_000,
    expires_in: 3600,
  }
}

const apply = (cookies: { name: string; value: string }[], wanted: Tokens | null) => {
  const changes = sessionCookieChanges(cookies, wanted)
  const kept = cookies.filter((cookie) => changes.every((change) => change.name !== cookie.name))
  return [...kept, ...changes.filter((change) => !change.isRemoved)]
}

describe('the session cookies', () => {
  it.each([0, 10_000])('give back what was stored, also in pieces (%i bytes of padding)', (padding) => {
    const stored = tokens(padding)
    expect(readSession(apply([], stored))).toEqual({
      accessToken: stored.access_token,
      refreshToken: 'refresh',
      expiresAt: 1_800_000_000,
      userId: 'person',
    })
  })

  it('leave no piece of a longer session behind', () => {
    const long = apply([], tokens(10_000))
    expect(long.length).toBeGreaterThan(1)
    expect(apply(long, tokens())).toHaveLength(1)
  })

  it('are all gone after signing out, and nothing else is', () => {
    const cookies = [...apply([], tokens(10_000)), { name: 'theme', value: 'dark' }]
    expect(apply(cookies, null)).toEqual([{ name: 'theme', value: 'dark' }])
  })

  it.each([
    '',
    'base64-%%%',
    'base64-bm90IGpzb24',
    '{"access_token":1}',
    '{"access_token":"a.b.c","refresh_token":"r","expires_at":1}',
  ])('that cannot be read count as signed out: %s', (value) => {
    expect(readSession([{ name: 'audienceos-auth', value }])).toBeNull()
  })
})
