import { readToken } from '@/app/i/token'
import { markInvitationViewed } from '@/lib/mutations/claims'
import { anonymousClient } from '@/lib/supabase/server'

/**
 * Called by the invitation's page once somebody has looked at it and moved: scanners that run scripts do not. Answers the
 * same whatever came of it, because nothing on the page depends on it.
 */
export async function POST(request: Request): Promise<Response> {
  const site = request.headers.get('sec-fetch-site')
  if (site !== 'same-origin') return new Response(null, { status: 403 })
  const token = await readToken()
  if (token) await markInvitationViewed(anonymousClient(), token).catch(() => undefined)
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
}
