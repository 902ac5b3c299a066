import 'server-only'
import { cookies } from 'next/headers'
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
export function clientFor(accessToken: string): DataClient {
  return makeDataClient((input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${accessToken}`)
    return fetch(input, { ...init, headers, cache: 'no-store' })
  })
}
