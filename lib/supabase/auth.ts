import 'server-only'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { cookies } from 'next/headers'
import { env } from '@/lib/env'
import { AGENCY_COOKIE, COOKIE_OPTIONS, REMOVED_COOKIE_OPTIONS, VIEWER_COOKIE } from '@/lib/supabase/cookies'
import type { Hint } from '@/lib/queries/members'
import type { Database } from '@/lib/supabase/database.types'
import { sessionCookieChanges, type Tokens } from '@/lib/supabase/session'

export type AuthClient = SupabaseClient<Database>['auth']

/**
 * Talks to the auth server for one request of one person; remembers nothing. What should last is written into the
 * cookies by `storeSession`, in plain sight. Only the person's own words travel: no service key exists here.
 */
export function authClient(): AuthClient {
  return createClient<Database>(env.supabaseUrl, env.supabaseKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, flowType: 'implicit' },
  }).auth
}

/** Signs this browser in (or out, when null) with a hint for the first page. For actions and route handlers. */
export async function storeSession(tokens: Tokens | null, hint: Hint | null): Promise<void> {
  const store = await cookies()
  for (const { name, value, isRemoved } of sessionCookieChanges(store.getAll(), tokens)) {
    store.set(name, value, isRemoved ? REMOVED_COOKIE_OPTIONS : COOKIE_OPTIONS)
  }
  for (const [name, isStaff] of [
    [AGENCY_COOKIE, true],
    [VIEWER_COOKIE, false],
  ] as const) {
    if (hint?.isStaff === isStaff) store.set(name, hint.agencyId, COOKIE_OPTIONS)
    else store.set(name, '', REMOVED_COOKIE_OPTIONS)
  }
}
