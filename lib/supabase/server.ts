import 'server-only'
import { createServerClient } from '@supabase/ssr'
import type { SupabaseClient } from '@supabase/supabase-js'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { env } from '@/lib/env'
import { COOKIE_OPTIONS, SESSION_COOKIE } from '@/lib/supabase/cookies'
import { makeDataClient } from '@/lib/supabase/data-client'
import type { Database } from '@/lib/supabase/database.types'
import { readSession, type Session } from '@/lib/supabase/session'
import type { DataClient } from '@/lib/supabase/types'

/** The session in this request's cookies, fresh because the proxy renewed it; null when nobody is signed in. */
export const currentSession = cache(async (): Promise<Session | null> =>
  readSession((await cookies()).getAll()),
)

/** Reads and writes as the person behind this request, or as anon when nobody is signed in. Row-level security decides. */
export const serverClient = cache(async (): Promise<DataClient> => {
  const session = await currentSession()
  return makeDataClient((input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${session?.accessToken ?? env.supabaseKey}`)
    return fetch(input, { ...init, headers, cache: 'no-store' })
  })
})

/** Reads as a stranger whoever is asking: public pages must show the same to everybody. */
export const anonymousClient = cache((): DataClient =>
  makeDataClient((input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${env.supabaseKey}`)
    return fetch(input, { ...init, headers, cache: 'no-store' })
  }),
)

/** For server actions and route handlers that sign people in and out: writes the session cookies. */
export async function authClient(): Promise<SupabaseClient<Database>> {
  const store = await cookies()
  return createServerClient<Database>(env.supabaseUrl, env.supabaseKey, {
    cookieOptions: { ...COOKIE_OPTIONS, name: SESSION_COOKIE },
    cookies: {
      // The person's profile is read from the database; only the tokens need to travel with each request.
      encode: 'tokens-only',
      getAll: () => store.getAll(),
      setAll: (all) => {
        for (const { name, value, options } of all) store.set(name, value, { ...options, httpOnly: true })
      },
    },
  })
}
