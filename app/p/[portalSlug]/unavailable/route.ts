import type { NextRequest } from 'next/server'
import { unavailable } from '@/app/p/unavailable'
import { paths } from '@/lib/paths'

type Context = { params: Promise<{ portalSlug: string }> }

/** Where a portal's pages send their visitors while the backend does not answer. `back` may only lead into this portal. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const portal = paths.publicPortal((await params).portalSlug)
  const back = request.nextUrl.searchParams.get('back') ?? ''
  const isInside = [portal, `${portal}?`, `${portal}/runs/`].some((start, index) =>
    index === 0 ? back === start : back.startsWith(start),
  )
  return unavailable(isInside ? back : portal, request.headers.get('x-nonce') ?? '')
}
