const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i

/**
 * The address behind something that people typed as a website, or null when it is none. Only http and https ever become
 * a link: `javascript:` and its kin would run in our own origin. A bare host is taken to mean https.
 */
export function safeHref(typed: string): string | null {
  const text = typed.trim()
  if (text === '' || /[\s<>"]/.test(text)) return null
  // `localhost:3000` looks like a scheme; a scheme of ours is always followed by slashes.
  const candidate = /^https?:\/\//i.test(text) ? text : HAS_SCHEME.test(text) ? null : `https://${text}`
  if (candidate === null) return null
  try {
    const url = new URL(candidate)
    return url.hostname.includes('.') ? url.href : null
  } catch {
    return null
  }
}

/** The part of an address that people know a website by. */
export function displayHost(href: string): string {
  return new URL(href).hostname.replace(/^www\./, '')
}

export type TextPart = { text: string; href: string | null }

const ADDRESS = /https?:\/\/[^\s<>"]+/gi
const TRAILING = /[.,;:!?'"»”’)\]}]+$/

/** Cuts text into what is to be read and what is to be pressed. Only whole http(s) addresses become links. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const match of text.matchAll(ADDRESS)) {
    const trailing = TRAILING.exec(match[0])?.[0] ?? ''
    // A bracket that the address itself opened belongs to it.
    const left = trailing.startsWith(')') && match[0].includes('(') ? trailing.slice(1) : trailing
    const address = match[0].slice(0, match[0].length - left.length)
    const href = safeHref(address)
    if (!href) continue
    if (match.index > at) parts.push({ text: text.slice(at, match.index), href: null })
    parts.push({ text: address, href })
    at = match.index + address.length
  }
  if (at < text.length) parts.push({ text: text.slice(at), href: null })
  return parts
}
