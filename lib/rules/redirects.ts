// Any base will do: it only shows whether an address stays on it.
const BASE = 'https://app.invalid'

/**
 * Returns the address to go to after signing in: `next` when it is a page of this app, else null. What comes in a query
 * string is a stranger's suggestion; an address that leads elsewhere would make our sign-in page a tool for phishing.
 * Browsers read backslashes as slashes and skip tabs and line breaks, so the parsed address is what counts, not the text.
 */
export function safeNext(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > 2_000) return null
  // Checked in the text as well: a value that needs any of these to be harmless is not one of our links.
  // eslint-disable-next-line no-control-regex -- Control characters are exactly what is refused.
  if (!next.startsWith('/') || /[\\\u0000-\u001f\u007f]/.test(next) || next.startsWith('//')) return null
  if (!URL.canParse(next, BASE)) return null
  const url = new URL(next, BASE)
  if (url.origin !== BASE || url.username || url.password) return null
  // "/a/..//evil.example" is resolved to a path that begins with two slashes, which a browser reads as another site.
  if (url.pathname.startsWith('//')) return null
  // Signing in to be sent back to signing in, or out, would be a loop.
  if (/^\/(sign-in|sign-up|auth|api)(\/|$)/.test(url.pathname)) return null
  return url.pathname + url.search + url.hash
}
