import { env } from '@/lib/env'

const TIMEOUT_MS = 3_000

/** Whether the data API and the database behind it answer. An answer of any kind below 500 will do: nothing is read. */
export async function isBackendReachable(): Promise<boolean> {
  return fetch(`${env.supabaseUrl}/rest/v1/agencies?select=id&limit=0`, {
    headers: { apikey: env.supabaseKey, authorization: `Bearer ${env.supabaseKey}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    cache: 'no-store',
  }).then(
    (response) => response.status < 500,
    () => false,
  )
}
