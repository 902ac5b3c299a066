/** Whether an address may become a link: https, a host of its own, no name and password that would dress it up as another. */
export function isSafeLink(text: string): boolean {
  if (!/^https:\/\//i.test(text) || /\s/.test(text) || !URL.canParse(text)) return false
  const { protocol, username, password, hostname } = new URL(text)
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.')
}

/** The address as it is stored: parsed, so that what is shown is what a browser would open. */
export function normaliseLink(text: string): string {
  return new URL(text).href
}

/** The part of a link that says whose it is. */
export function domainOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url
}
