import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openChangesFeed } from '@/lib/realtime'

/** The server's end of a connection, as far as this client uses one. */
class FakeSocket extends EventTarget {
  readonly sent: { topic: string; event: string; payload: Record<string, unknown> }[] = []
  isClosed = false
  constructor(readonly url: string) {
    super()
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as (typeof this.sent)[number])
  }
  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.dispatchEvent(new Event('close'))
  }
  say(message: unknown): void {
    const data = typeof message === 'string' ? message : JSON.stringify(message)
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

const TOPIC = 'realtime:cc_notifications:recipient_individual_id=eq.7'

function open() {
  const sockets: FakeSocket[] = []
  const onChange = vi.fn()
  const accessToken = vi.fn(() => Promise.resolve('token'))
  const close = openChangesFeed(
    {
      origin: 'https://project.supabase.co',
      apiKey: 'key',
      table: 'cc_notifications',
      filter: 'recipient_individual_id=eq.7',
      accessToken,
      onChange,
    },
    (url) => {
      const socket = new FakeSocket(url)
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
  )
  return { sockets, onChange, accessToken, close, last: () => sockets.at(-1) as FakeSocket }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the feed of changes', () => {
  it('joins as the person who is signed in, asking for their rows alone', async () => {
    const { last } = open()
    expect(last().url).toBe('wss://project.supabase.co/realtime/v1/websocket?apikey=key&vsn=1.0.0')
    last().dispatchEvent(new Event('open'))
    await vi.advanceTimersByTimeAsync(0)
    expect(last().sent).toMatchObject([
      {
        topic: TOPIC,
        event: 'phx_join',
        payload: {
          access_token: 'token',
          config: {
            postgres_changes: [{ table: 'cc_notifications', filter: 'recipient_individual_id=eq.7' }],
          },
        },
      },
    ])
  })

  it('tells of changes, and of nothing else', async () => {
    const { last, onChange } = open()
    last().dispatchEvent(new Event('open'))
    await vi.advanceTimersByTimeAsync(0)
    last().say({ topic: TOPIC, event: 'phx_reply', payload: { status: 'ok' } })
    last().say({ topic: 'realtime:other', event: 'postgres_changes', payload: {} })
    last().say('not json')
    expect(onChange).not.toHaveBeenCalled()
    last().say({ topic: TOPIC, event: 'postgres_changes', payload: {} })
    expect(onChange).toHaveBeenCalledOnce()
  })

  it('keeps the connection and its token alive', async () => {
    const { last, accessToken } = open()
    last().dispatchEvent(new Event('open'))
    await vi.advanceTimersByTimeAsync(25_000)
    expect(last().sent.map(({ event }) => event)).toEqual(['phx_join', 'heartbeat', 'access_token'])
    expect(accessToken).toHaveBeenCalledTimes(2)
  })

  it('comes back after a loss, ever more slowly, and not after it was closed', async () => {
    const { sockets, last, close } = open()
    last().close()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(sockets).toHaveLength(2)
    last().close()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(sockets).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(sockets).toHaveLength(3)
    close()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(sockets).toHaveLength(3)
  })
})
