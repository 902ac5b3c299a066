import postgres from 'postgres'
import { createClient } from '@supabase/supabase-js'
import ws from 'ws'
import type { DataClient } from '../../../lib/supabase/types'
import { startApi } from '../../../scripts/backend/api'
import { connectApi } from '../../../scripts/backend/database'
import { freePort } from '../../../scripts/backend/ports'
import { startTestDatabase } from '../../../scripts/backend/test-database'
import { signJwt } from '../conformance/sign-jwt'
import type { Somebody } from '../stage'

const HOST = '127.0.0.1'
const PUBLISHABLE_KEY = 'sb_publishable_lists'
const JWT_SECRET = 'lists-secret-that-is-long-enough-for-hs256'

/** The product's database behind its API, so that the app's own queries can be asked as whoever is signed in. */
export async function startListApi() {
  const database = await startTestDatabase()
  const sql = postgres(database.url, { max: 4, onnotice: () => undefined })
  const api = await startApi({
    connection: await connectApi(database.url),
    port: 0,
    host: HOST,
    publishableKey: PUBLISHABLE_KEY,
    secretKey: 'sb_secret_lists',
    jwtSecret: JWT_SECRET,
    siteUrl: 'http://localhost:3999',
    // No story here sends a mail.
    smtp: { host: HOST, port: await freePort() },
  })
  return {
    sql,
    as: (who: Somebody): DataClient =>
      createClient(`http://${HOST}:${api.port}`, PUBLISHABLE_KEY, {
        auth: { persistSession: false, autoRefreshToken: false },
        // Node 20 has no WebSocket of its own and supabase-js will not start without one.
        realtime: { transport: ws as never },
        global: {
          headers: {
            Authorization: `Bearer ${signJwt({ sub: who.id, role: 'authenticated', aud: 'authenticated' }, JWT_SECRET)}`,
          },
        },
      }),
    stop: async () => {
      await api.stop()
      await sql.end()
      await database.stop()
    },
  }
}
