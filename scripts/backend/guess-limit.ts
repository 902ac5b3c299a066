const WINDOW_MS = 5 * 60_000
const GUESSES_PER_WINDOW = 30
const MAX_KEYS = 50_000

interface Window {
  failures: number
  until: number
}

/**
 * A six-digit code and a password can be guessed by asking often enough. As many wrong answers for one address as hosted
 * Supabase allows one network address (30 in five minutes), then 429 until the window has passed; right answers are not counted.
 */
export function limitGuesses(now: () => number = Date.now) {
  const windows = new Map<string, Window>()
  return {
    /**
     * What a request guesses at, or null when it is no guess: the code or the password of an address, or, for the hash in a
     * mailed link, which follows from address and code and names nobody, whatever may be asked from `peer`.
     */
    recognise(path: string, query: URLSearchParams, body: Buffer, peer: string): string | null {
      const isPassword = path === '/auth/v1/token' && query.get('grant_type') === 'password'
      if (!isPassword && path !== '/auth/v1/verify') return null
      try {
        const input: unknown = JSON.parse(body.toString('utf8'))
        if (typeof input !== 'object' || input === null) return null
        if ('token_hash' in input) return `link ${peer}`
        if (!('email' in input) || typeof input.email !== 'string') return null
        return `${isPassword ? 'password' : 'code'} ${input.email.trim().toLowerCase().slice(0, 320)}`
      } catch {
        return null
      }
    },
    isExhausted(key: string): boolean {
      const window = windows.get(key)
      return window !== undefined && window.until > now() && window.failures >= GUESSES_PER_WINDOW
    },
    record(key: string, status: number): void {
      if (status < 400 || status >= 500) return
      if (windows.size >= MAX_KEYS)
        for (const [old, { until }] of windows) if (until <= now()) windows.delete(old)
      const window = windows.get(key)
      if (window && window.until > now()) window.failures++
      else windows.set(key, { failures: 1, until: now() + WINDOW_MS })
    },
  }
}
