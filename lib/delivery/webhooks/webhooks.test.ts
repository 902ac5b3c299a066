import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DeliveryEvent } from '@/lib/delivery/webhooks/events'
import { startWebhookServer, type WebhookServer } from '@/lib/delivery/webhooks/server'

const SECRET = 'a generic secret'
const KEY = Buffer.from('a key of a provider')
const ID = '9d04064a-5cbb-4679-9c4a-9d196ed7be90'

const recorded: DeliveryEvent[] = []
let isAway = false
let server: WebhookServer
beforeAll(async () => {
  server = await startWebhookServer({
    host: '127.0.0.1',
    port: 0,
    secrets: { generic: SECRET, resend: `whsec_${KEY.toString('base64')}` },
    record: async (event) => {
      if (isAway) throw new Error('backend away')
      recorded.push(event)
      return true
    },
    isHealthy: () => true,
    log: () => undefined,
  })
})
afterAll(() => server.stop())
beforeEach(() => {
  recorded.length = 0
  isAway = false
})

const now = () => Math.floor(Date.now() / 1000)
async function post(path: string, body: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', body, headers })
  await response.arrayBuffer()
  return response.status
}
function signed(body: string, timestamp = now(), secret = SECRET): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { 'x-signature': `t=${timestamp},v1=${signature}` }
}
function svixSigned(body: string, timestamp = now(), key = KEY): Record<string, string> {
  const signature = createHmac('sha256', key).update(`msg_1.${timestamp}.${body}`).digest('base64')
  return {
    'svix-id': 'msg_1',
    'svix-timestamp': String(timestamp),
    'svix-signature': `v1,bm9uZQ== v1,${signature}`,
  }
}

describe('our own format', () => {
  const body = JSON.stringify({
    id: 'e1',
    type: 'bounced',
    message_id: `<${ID}@app.example>`,
    detail: 'no such user mara@example.org',
  })

  test('a signed event is recorded', async () => {
    expect(await post('/webhooks/generic', body, signed(body))).toBe(200)
    expect(recorded).toEqual([
      {
        providerMessageId: `${ID}@app.example`,
        kind: 'bounced',
        eventId: 'generic:e1',
        detail: 'no such user [address]',
      },
    ])
  })

  test.each([
    ['no signature', () => ({})],
    ['another secret', () => signed(body, now(), 'another')],
    ['another body', () => signed(`${body} `)],
    ['a signature of six minutes ago', () => signed(body, now() - 360)],
    ['a signature of the future', () => signed(body, now() + 360)],
    [
      'a time that is not the signed one',
      () => ({
        'x-signature': (signed(body, now() - 360)['x-signature'] ?? '').replace(/t=\d+/, `t=${now()}`),
      }),
    ],
    ['the other format', () => svixSigned(body)],
  ])('%s is refused and changes nothing', async (_name, headers) => {
    expect(await post('/webhooks/generic', body, headers())).toBe(401)
    expect(recorded).toEqual([])
  })

  test('what is not an event is not asked for again; while the backend is away it is', async () => {
    const nonsense = JSON.stringify({ id: 'e1', type: 'opened', message_id: ID })
    expect(await post('/webhooks/generic', nonsense, signed(nonsense))).toBe(400)
    expect(await post('/webhooks/generic', '{', signed('{'))).toBe(400)
    isAway = true
    expect(await post('/webhooks/generic', body, signed(body))).toBe(503)
  })
})

describe("Resend's format", () => {
  const event = (type: string, data: object) =>
    JSON.stringify({ type, created_at: '2026-11-21T10:00:00Z', data: { email_id: 'r1', ...data } })

  test('a bounce is recorded under the Message-ID, once per event', async () => {
    const body = event('email.bounced', {
      message_id: `<${ID}@app.example>`,
      bounce: { type: 'Permanent', subType: 'General', message: 'Mailbox unknown' },
    })
    expect(await post('/webhooks/resend', body, svixSigned(body))).toBe(200)
    expect(recorded).toEqual([
      {
        providerMessageId: `${ID}@app.example`,
        kind: 'bounced',
        eventId: 'resend:msg_1',
        detail: 'Permanent General Mailbox unknown',
      },
    ])
  })

  test('complaints and deliveries are known by header or by their own id', async () => {
    const complaint = event('email.complained', { headers: [{ name: 'X-Entity-Ref-ID', value: ID }] })
    await post('/webhooks/resend', complaint, svixSigned(complaint))
    const delivered = event('email.delivered', {})
    await post('/webhooks/resend', delivered, svixSigned(delivered))
    expect(recorded.map(({ kind, providerMessageId }) => [kind, providerMessageId])).toEqual([
      ['complained', ID],
      ['delivered', 'r1'],
    ])
  })

  test('what is not for ever changes nothing', async () => {
    for (const body of [event('email.opened', {}), event('email.bounced', { bounce: { type: 'Transient' } })])
      expect(await post('/webhooks/resend', body, svixSigned(body))).toBe(200)
    expect(recorded).toEqual([])
  })

  test.each([
    ['another key', (body: string) => svixSigned(body, now(), Buffer.from('another'))],
    ['an old signature', (body: string) => svixSigned(body, now() - 360)],
    ['no id', (body: string) => ({ ...svixSigned(body), 'svix-id': '' })],
  ])('%s is refused', async (_name, headers) => {
    const body = event('email.bounced', {})
    expect(await post('/webhooks/resend', body, headers(body))).toBe(401)
    expect(recorded).toEqual([])
  })
})

test('says whether it is well, and knows nothing else', async () => {
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).status
  expect([await get('/healthz'), await get('/'), await get('/webhooks/generic')]).toEqual([200, 404, 405])
  const large = 'x'.repeat(300_000)
  expect(await post('/webhooks/generic', large, signed(large)).catch(() => 413)).toBe(413)
})
