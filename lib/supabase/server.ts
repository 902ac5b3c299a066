import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { env } from '@/lib/env'
import { makeDataClient } from '@/lib/supabase/data-client'
import { readSession, type Session } from '@/lib/supabase/session'
import type { DataClient } from '@/lib/supabase/types'

/** The session in this request's cookies, fresh because the proxy renewed it; null when nobody is signed in. */
export const currentSession = cache(async (): Promise<Session | null> =>
  readSession((await cookies()).getAll()),
)

/** Reads and writes as the person behind this request, or as anon when nobody is signed in. Row-level security decides. */
export const serverClient = cache(async (): Promise<DataClient> => {
  return clientFor((await currentSession())?.accessToken ?? env.supabaseKey)
})

/** Reads as a stranger whoever is asking: public pages must show the same to everybody. */
export const anonymousClient = cache((): DataClient => clientFor(env.supabaseKey))

/** As the person that `accessToken` belongs to: for the moment between signing in and the next request. */
export function clientFor(accessToken: string, more: Record<string, string> = {}): DataClient {
  return makeDataClient((input, init) => {
    const headers = new Headers(init?.headers)
    for (const [name, value] of Object.entries(more)) headers.set(name, value)
    headers.set('authorization', `Bearer ${accessToken}`)
    return fetch(input, { ...init, headers, cache: 'no-store' })
  })
}

/**
 * As `serverClient`, and says where the visitor's request came from: limits on guessing count by that, and the database
 * would otherwise see this server's own address behind everybody.
 */
export async function visitorClient(): Promise<DataClient> {
  const address = (await headers()).get('x-forwarded-for')?.split(',')[0]?.trim() ?? ''
  const accessToken = (await currentSession())?.accessToken ?? env.supabaseKey
  return clientFor(accessToken, /^[\w.:[\]]{1,64}$/.test(address) ? { 'x-visitor-address': address } : {})
}
