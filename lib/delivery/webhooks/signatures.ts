import { createHmac, timingSafeEqual } from 'node:crypto'

/** What signs an event: compared in constant time, and only while it is fresh. */
export interface SignedRequest {
  header: (name: string) => string | undefined
  /** As it came, byte for byte: what is signed is not what a parser makes of it. */
  body: string
  nowSeconds: number
}

const TOLERANCE_SECONDS = 5 * 60

/**
 * Our own format: `X-Signature: t=<unix seconds>,v1=<hex>` with HMAC-SHA256 over `<t>.<body>`. Several `v1` may stand
 * there while a secret is being changed.
 */
export function isGenericSignatureValid(request: SignedRequest, secret: string): boolean {
  const parts = (request.header('x-signature') ?? '').split(',').map((part) => part.trim())
  const timestamp = parts.find((part) => part.startsWith('t='))?.slice(2) ?? ''
  if (!isFresh(timestamp, request.nowSeconds)) return false
  const expected = createHmac('sha256', secret).update(`${timestamp}.${request.body}`).digest('hex')
  return parts.some((part) => part.startsWith('v1=') && isSame(part.slice(3), expected))
}

/**
 * Svix's format, which Resend and others use: HMAC-SHA256 over `<id>.<timestamp>.<body>` with the decoded part of
 * `whsec_<base64>`, as `v1,<base64>` separated by blanks. See docs.svix.com/receiving/verifying-payloads/how-manual.
 */
export function isSvixSignatureValid(request: SignedRequest, secret: string): boolean {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map(
    (name) => request.header(`svix-${name}`) ?? request.header(`webhook-${name}`) ?? '',
  )
  if (!id || !timestamp || !signatures || !isFresh(timestamp, request.nowSeconds)) return false
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  if (key.length === 0) return false
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${request.body}`).digest('base64')
  return signatures.split(' ').some((part) => part.startsWith('v1,') && isSame(part.slice(3), expected))
}

function isFresh(timestamp: string, nowSeconds: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(nowSeconds - Number(timestamp)) <= TOLERANCE_SECONDS
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
