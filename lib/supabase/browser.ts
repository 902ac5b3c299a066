'use client'

import { AppError, toAppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { makeDataClient } from '@/lib/supabase/data-client'
import type { DataClient } from '@/lib/supabase/types'

type Token = { accessToken: string; expiresAt: number }

/** A token with less life than this is renewed first, or it could end on the way to the database. */
const RENEW_BEFORE_SECONDS = 60

let token: Token | null = null
let pending: Promise<Token> | null = null

/**
 * The access token, kept in memory only (the cookie it comes from is out of reach of scripts). Many queries starting at
 * once share one request for it.
 */
export async function accessToken(): Promise<string> {
  if (token && token.expiresAt - Date.now() / 1000 > RENEW_BEFORE_SECONDS) return token.accessToken
  pending ??= fetchToken().finally(() => {
    pending = null
  })
  token = await pending
  return token.accessToken
}

async function fetchToken(): Promise<Token> {
  const response = await fetch(paths.token(), { cache: 'no-store', headers: { accept: 'application/json' } })
  if (response.status === 401) throw new AppError('session_expired')
  if (!response.ok) throw toAppError(null, response.status)
  return (await response.json()) as Token
}

/** Forgets the token, so that the next request asks who is signed in now. */
export function forgetToken(): void {
  token = null
}

/** Adds the token; an answer of 401 means it is no longer good, so it is not used again. */
const fetchAsMember: typeof fetch = async (input, init) => {
  const headers = new Headers(init?.headers)
  try {
    headers.set('authorization', `Bearer ${await accessToken()}`)
  } catch (error) {
    // postgrest-js flattens whatever a fetch throws into a message; an answer keeps the code.
    if (toAppError(error).code !== 'session_expired') throw error
    return Response.json(
      { code: 'PGRST303', message: 'session_expired', details: null, hint: null },
      { status: 401 },
    )
  }
  const response = await fetch(input, { ...init, headers })
  if (response.status === 401) forgetToken()
  return response
}

let client: DataClient | undefined

/** Reads and writes straight to the database's API as the signed-in person. */
export function browserClient(): DataClient {
  client ??= makeDataClient(fetchAsMember)
  return client
}
