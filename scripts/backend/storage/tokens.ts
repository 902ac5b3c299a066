import { createHmac, timingSafeEqual } from 'node:crypto'

export type Claims = Record<string, unknown>

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const digest = (text: string, secret: string) => createHmac('sha256', secret).update(text).digest()

/** An HS256 token with these claims that ends after so many seconds. */
export function signToken(claims: Claims, secret: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1000)
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, iat: now, exp: now + seconds })}`
  return `${text}.${digest(text, secret).toString('base64url')}`
}

/** The claims of a token that this secret signed and that has not ended; otherwise why not, in the words of Supabase. */
export function readToken(token: string, secret: string): Claims | string {
  const [head, body, signature, ...rest] = token.split('.')
  if (!head || !body || !signature || rest.length > 0) return 'jwt malformed'
  // The algorithm is ours whatever the token says of itself.
  const expected = digest(`${head}.${body}`, secret)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'invalid signature'
  const claims = parse(body)
  if (!claims || typeof claims.exp !== 'number') return 'jwt malformed'
  return claims.exp > Date.now() / 1000 ? claims : 'jwt expired'
}

function parse(body: string): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
