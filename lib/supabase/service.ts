import { PostgrestClient } from '@supabase/postgrest-js'
import type { WorkerClient } from '@/lib/mutations/deliveries'

const REQUEST_TIMEOUT_MS = 15_000

/**
 * Reads and writes past row-level security, with the secret key. Only the delivery worker and commands may import this:
 * the web process never holds that key, and lint refuses the import everywhere else.
 */
export function serviceClient(supabaseUrl: string, secretKey: string): WorkerClient {
  return new PostgrestClient(`${supabaseUrl.replace(/\/$/, '')}/rest/v1`, {
    // A key of the new kind is no token: the gateway makes one of it. An old service_role key is both.
    headers: {
      apikey: secretKey,
      ...(secretKey.startsWith('sb_') ? {} : { Authorization: `Bearer ${secretKey}` }),
    },
    timeout: REQUEST_TIMEOUT_MS,
    // Whoever calls waits and tries again by itself.
    retry: false,
  })
}
