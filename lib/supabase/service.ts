import { PostgrestClient } from '@supabase/postgrest-js'
import type { WorkerClient } from '@/lib/mutations/deliveries'

const REQUEST_TIMEOUT_MS = 15_000

/**
 * Reads and writes past row-level security, with the secret key. Only the delivery worker and commands may import this:
 * the web process never holds that key, and lint refuses the import everywhere else.
 */
export function serviceClient(supabaseUrl: string, secretKey: string): WorkerClient {
  return new PostgrestClient(`${supabaseUrl.replace(/\/$/, '')}/rest/v1`, {
    headers: keyHeaders(secretKey),
    timeout: REQUEST_TIMEOUT_MS,
    // Whoever calls waits and tries again by itself.
    retry: false,
  })
}

// A key of the new kind is no token: the gateway makes one of it. An old service_role key is both.
function keyHeaders(secretKey: string): Record<string, string> {
  return {
    apikey: secretKey,
    ...(secretKey.startsWith('sb_') ? {} : { Authorization: `Bearer ${secretKey}` }),
  }
}

/** Removes objects of a bucket past its policies; those that are not there are passed over. */
export function objectRemover(
  supabaseUrl: string,
  secretKey: string,
  bucket: string,
): (paths: string[]) => Promise<void> {
  return async (paths) => {
    const response = await fetch(`${supabaseUrl.replace(/\/$/, '')}/storage/v1/object/${bucket}`, {
      method: 'DELETE',
      headers: { ...keyHeaders(secretKey), 'content-type': 'application/json' },
      body: JSON.stringify({ prefixes: paths }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    })
    if (!response.ok) throw new Error(`The storage answered ${response.status}: ${await response.text()}`)
  }
}

/** Opens objects of a bucket past its policies; null for one that is not there. */
export function objectReader(
  supabaseUrl: string,
  secretKey: string,
  bucket: string,
): (path: string) => Promise<ReadableStream<Uint8Array> | null> {
  return async (path) => {
    const place = path.split('/').map(encodeURIComponent).join('/')
    const response = await fetch(
      `${supabaseUrl.replace(/\/$/, '')}/storage/v1/object/authenticated/${bucket}/${place}`,
      { headers: keyHeaders(secretKey) },
    )
    if (response.status === 400 || response.status === 404) return null
    if (!response.ok) throw new Error(`The storage answered ${response.status}: ${await response.text()}`)
    return response.body
  }
}
