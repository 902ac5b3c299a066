import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { readGenericEvent, readResendEvent, type DeliveryEvent } from '@/lib/delivery/webhooks/events'
import {
  isGenericSignatureValid,
  isSvixSignatureValid,
  type SignedRequest,
} from '@/lib/delivery/webhooks/signatures'

export interface WebhookOptions {
  host: string
  port: number
  /** A path is there only with its secret. */
  secrets: { generic: string | null; resend: string | null }
  record: (event: DeliveryEvent) => Promise<boolean>
  isHealthy: () => boolean
  log: (line: string) => void
}

export interface WebhookServer {
  port: number
  stop: () => Promise<void>
}

const MAX_BODY_BYTES = 256 * 1024
const REQUEST_TIMEOUT_MS = 10_000

/**
 * What providers call when a mail bounces. It runs beside the worker and not in the web process, because recording needs
 * the secret key. 2xx: known now (also for repetitions); 4xx: do not repeat; 503: try again.
 */
export async function startWebhookServer(options: WebhookOptions): Promise<WebhookServer> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    answer(request, options).then(
      ({ status, body }) => send(response, status, body),
      () => send(response, 400, { code: 'invalid_request' }),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  request: IncomingMessage,
  options: WebhookOptions,
): Promise<{ status: number; body: object }> {
  const path = (request.url ?? '/').split('?')[0]
  if (request.method === 'GET' && path === '/healthz') {
    const ok = options.isHealthy()
    return { status: ok ? 200 : 503, body: { ok } }
  }
  const provider = path === '/webhooks/generic' ? 'generic' : path === '/webhooks/resend' ? 'resend' : null
  const secret = provider && options.secrets[provider]
  if (!provider || !secret) return { status: 404, body: { code: 'not_found' } }
  if (request.method !== 'POST') return { status: 405, body: { code: 'method_not_allowed' } }
  const body = await readBody(request)
  if (body === null) return { status: 413, body: { code: 'too_large' } }
  const header = (name: string) => {
    const value = request.headers[name]
    return Array.isArray(value) ? value[0] : value
  }
  const signed: SignedRequest = { header, body, nowSeconds: Date.now() / 1000 }
  const isValid = provider === 'generic' ? isGenericSignatureValid : isSvixSignatureValid
  if (!isValid(signed, secret)) return { status: 401, body: { code: 'invalid_signature' } }
  const parsed: unknown = JSON.parse(body)
  const event =
    provider === 'generic'
      ? readGenericEvent(parsed)
      : readResendEvent(parsed, header('svix-id') ?? header('webhook-id') ?? '')
  if (event === null) return { status: 400, body: { code: 'invalid_event' } }
  if (event === 'ignored') return { status: 200, body: { applied: false } }
  try {
    const applied = await options.record(event)
    options.log(
      `${event.kind} said of ${event.providerMessageId.split('@')[0] ?? ''}: ${applied ? 'recorded' : 'known'}`,
    )
    return { status: 200, body: { applied } }
  } catch {
    return { status: 503, body: { code: 'try_again' } }
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}
