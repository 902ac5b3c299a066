const PREFIX = 'audienceos:'

/** What Next sends to the browser of an error of a server component, besides a generic message. */
export function digestOf(code: string): string {
  return PREFIX + code
}

/** The code that an error brought along in its digest; '' when it has none of ours. */
export function codeInDigest(error: unknown): string {
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? error.digest : null
  return typeof digest === 'string' && digest.startsWith(PREFIX) ? digest.slice(PREFIX.length) : ''
}
