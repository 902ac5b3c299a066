import { PostgrestClient } from '@supabase/postgrest-js'
import { env } from '@/lib/env'
import type { Database } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

const REQUEST_TIMEOUT_MS = 10_000

/**
 * A client for tables and functions only: a tenth of supabase-js, and nothing in it that would retry for half a minute
 * or drop a session when the backend is down. `fetcher` adds who is asking.
 */
export function makeDataClient(fetcher: typeof fetch): DataClient {
  return new PostgrestClient<Database>(`${env.supabaseUrl}/rest/v1`, {
    headers: { apikey: env.supabaseKey },
    fetch: fetcher,
    timeout: REQUEST_TIMEOUT_MS,
    // Seven seconds of silent retries would hide an outage from the page, which says so and retries by itself.
    retry: false,
  })
}
