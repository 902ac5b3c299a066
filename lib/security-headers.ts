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
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' blob: data:`,
    `font-src 'self'`,
    `connect-src 'self' ${env.supabaseUrl}${developmentSocket}`,
    `object-src 'none'`,
    `frame-src 'none'`,
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
