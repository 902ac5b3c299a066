import { currentSession } from '@/lib/supabase/server'

const PRIVATE = { 'cache-control': 'private, no-store' }

/**
 * Gives this app's own scripts the access token, which the proxy has just renewed if that was due. Other sites cannot
 * read the answer (no CORS headers); the check also spares them the question.
 */
export async function GET(request: Request) {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return new Response(null, { status: 403, headers: PRIVATE })
  const session = await currentSession()
  // A token that has ended although the proxy ran means that the auth server is out of reach: not a reason to sign out.
  if (!session) return Response.json({ code: 'session_expired' }, { status: 401, headers: PRIVATE })
  if (session.expiresAt <= Date.now() / 1000)
    return Response.json({ code: 'unavailable' }, { status: 503, headers: PRIVATE })
  return Response.json(
    { accessToken: session.accessToken, expiresAt: session.expiresAt, userId: session.userId },
    { headers: PRIVATE },
  )
}
