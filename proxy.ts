import { NextResponse, type NextRequest } from 'next/server'
import {
  contentSecurityPolicy,
  fixedSecurityHeaders,
  restoreOrigin,
  secretPageHeaders,
} from '@/lib/security-headers'
import { continueWithFreshSession, REQUEST_PATH_HEADER } from '@/lib/supabase/proxy'

/** Renews the session and sets the headers of every page. It is never the lock: pages and the database are. */
export async function proxy(request: NextRequest) {
  // A mail program's unsubscribe button posts to the address of the page (RFC 8058), and pages cannot take a POST.
  if (request.method === 'POST' && /^\/unsubscribe\/[^/]+$/.test(request.nextUrl.pathname)) {
    return NextResponse.rewrite(new URL(`${request.nextUrl.pathname}/one-click`, request.url))
  }
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)
  restoreOrigin(headers)
  headers.set(REQUEST_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)

  const response = await continueWithFreshSession(request, headers)
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of Object.entries(fixedSecurityHeaders())) response.headers.set(name, value)
  for (const [name, value] of Object.entries(secretPageHeaders(request.nextUrl.pathname)))
    response.headers.set(name, value)
  return response
}

export const config = {
  // Static files are the same for everybody and need no session; health checks must not depend on one.
  matcher: ['/((?!_next/static|_next/image|icon.svg|api/health).*)'],
}
