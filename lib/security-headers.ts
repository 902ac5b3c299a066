import { env } from '@/lib/env'

/**
 * What a page may load and run. Scripts need this request's nonce ('strict-dynamic' lets them load their own chunks),
 * so an injected script does not run, inline or not.
 *
 * Styles need 'unsafe-inline': React and Radix write `style` attributes for positions and sizes, which no nonce can
 * cover, and the toaster and the scroll lock of dialogs insert style elements without one. An injected style can at
 * worst disguise the page; it cannot read it out, because images, fonts and connections go nowhere but here.
 */
export function contentSecurityPolicy(nonce: string): string {
  const development = env.isProduction ? '' : " 'unsafe-eval'"
  const developmentSocket = env.isProduction ? '' : ' ws:'
  const realtime = env.hasRealtime ? ` ${env.supabaseUrl.replace(/^http/, 'ws')}` : ''
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' blob: data:`,
    `font-src 'self'`,
    `connect-src 'self' ${env.supabaseUrl}${realtime}${developmentSocket}`,
    `object-src 'none'`,
    // A preview of a PDF that this page has loaded and looked at itself; nothing of another site is ever framed.
    `frame-src blob:`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/** Headers that say the same on every answer. */
export function fixedSecurityHeaders(): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Over plain http the header means nothing, and on localhost it would lock other servers out.
    ...(env.isProduction && env.siteUrl.startsWith('https:')
      ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }
      : {}),
  }
}

/**
 * Pages whose address is or was a secret: claim links, and links to preferences. Nobody is told that somebody comes from there, no search engine lists
 * them and no cache keeps them.
 */
export function secretPageHeaders(pathname: string): Record<string, string> {
  if (pathname !== '/i' && !/^\/(i|unsubscribe)\//.test(pathname)) return {}
  return {
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex, nofollow',
  }
}

/**
 * A form of a page that gives no referrer arrives with the origin `null`, which Next refuses as it must: it cannot tell it
 * from another site's. The browser itself also says that the request comes from our own pages, in a header that no page can
 * write, so the origin is put back.
 */
export function restoreOrigin(headers: Headers): void {
  if (headers.get('origin') !== 'null' || headers.get('sec-fetch-site') !== 'same-origin') return
  headers.set(
    'origin',
    `${new URL(env.siteUrl).protocol}//${headers.get('x-forwarded-host') ?? headers.get('host') ?? ''}`,
  )
}
