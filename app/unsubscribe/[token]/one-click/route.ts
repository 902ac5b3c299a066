import { toAppError } from '@/lib/errors'
import { setSubscription } from '@/lib/mutations/subscriptions'
import { CATEGORY_IDS } from '@/lib/notifications/categories'
import { paths } from '@/lib/paths'
import { oneOf } from '@/lib/rules/runs'
import { anonymousClient } from '@/lib/supabase/server'

type Context = { params: Promise<{ token: string }> }

const TOPICS = [...CATEGORY_IDS, 'all'] as const

/**
 * The button of a mail program (RFC 8058: no cookies, no sign-in, no redirect) and the forms of our own page. The key in
 * the address is all it takes, so there is nothing that another site could do in somebody's name with their cookies.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  const form = await request.formData().catch(() => new FormData())
  const isFromPage = form.get('from') === 'page'
  const category = isFromPage ? oneOf(TOPICS, form.get('category')) : null
  const isOn = isFromPage && form.get('turn') === 'on'
  try {
    await setSubscription(anonymousClient(), { token, category, isOn })
  } catch (error) {
    // An address that is no link of ours has nothing to end. Anything else is tried again by whoever asked.
    if (toAppError(error).code !== 'invalid_input') return answer('Please try again later.', 503)
  }
  if (!isFromPage) return answer('You are unsubscribed.', 200)
  const location = paths.unsubscribe(token, category ? { done: isOn ? 'on' : 'off', category } : {})
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

function answer(text: string, status: number): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
