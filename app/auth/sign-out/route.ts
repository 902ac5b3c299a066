import { signOut } from '@/lib/mutations/auth'
import { paths } from '@/lib/paths'
import { authClient, storeSession } from '@/lib/supabase/auth'
import { currentSession } from '@/lib/supabase/server'

/**
 * Ends the session. A whole-page POST, so that everything the page held in memory, the query cache above all, goes with
 * it. Another site cannot make somebody's browser do this: the browser says where the request comes from.
 */
export async function POST(request: Request) {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return new Response(null, { status: 403 })
  const session = await currentSession()
  if (session) await signOut(authClient(), session.accessToken)
  await storeSession(null, null)
  // A relative address, because behind a proxy the server does not know its own name.
  return new Response(null, {
    status: 303,
    headers: { location: paths.signIn(), 'cache-control': 'no-store' },
  })
}
