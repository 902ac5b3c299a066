/**
 * Hears from Supabase Realtime when rows of a table change, for the rows that row-level security lets this person see.
 * Speaks the protocol itself (Phoenix channels, version 1.0.0: https://supabase.com/docs/guides/realtime/protocol),
 * because the official client would weigh more than everything else on a signed-in page.
 */
export type ChangesFeed = {
  /** Origin of the API: `https://…`. */
  origin: string
  apiKey: string
  table: string
  /** As PostgREST writes it: `column=eq.value`. */
  filter: string
  accessToken: () => Promise<string>
  onChange: () => void
}

type Message = { topic: string; event: string; payload: unknown; ref: string | null }

const HEARTBEAT_MS = 25_000
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 60_000

/** Stays connected until the returned function is called. Whatever goes wrong, it tries again ever more slowly. */
export function openChangesFeed(
  feed: ChangesFeed,
  connect: (url: string) => WebSocket = (url) => new WebSocket(url),
): () => void {
  const address = `${feed.origin.replace(/^http/, 'ws')}/realtime/v1/websocket`
  const url = `${address}?${new URLSearchParams({ apikey: feed.apiKey, vsn: '1.0.0' }).toString()}`
  const topic = `realtime:${feed.table}:${feed.filter}`
  let socket: WebSocket | null = null
  let heartbeat: ReturnType<typeof setInterval> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let retryMs = FIRST_RETRY_MS
  let ref = 0
  let isClosed = false

  const send = (target: string, event: string, payload: unknown) => {
    ref += 1
    const message: Message = { topic: target, event, payload, ref: String(ref) }
    socket?.send(JSON.stringify(message))
  }

  async function join(): Promise<void> {
    const token = await feed.accessToken()
    const change = { event: '*', schema: 'public', table: feed.table, filter: feed.filter }
    send(topic, 'phx_join', { config: { postgres_changes: [change] }, access_token: token })
    heartbeat = setInterval(() => {
      send('phoenix', 'heartbeat', {})
      // A token lasts shorter than a day's work; the same one again costs nothing.
      void feed.accessToken().then(
        (fresh) => send(topic, 'access_token', { access_token: fresh }),
        () => socket?.close(),
      )
    }, HEARTBEAT_MS)
  }

  function open(): void {
    const own = connect(url)
    socket = own
    own.addEventListener('open', () => void join().catch(() => own.close()))
    own.addEventListener('message', ({ data }) => {
      const message = read(data)
      if (message?.topic !== topic) return
      if (message.event === 'postgres_changes') feed.onChange()
      if (message.event === 'phx_reply') retryMs = FIRST_RETRY_MS
    })
    own.addEventListener('close', () => {
      clearInterval(heartbeat)
      if (isClosed) return
      retry = setTimeout(open, retryMs)
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
    })
  }

  open()
  return () => {
    isClosed = true
    clearInterval(heartbeat)
    clearTimeout(retry)
    socket?.close()
  }
}

function read(data: unknown): Message | null {
  try {
    return typeof data === 'string' ? (JSON.parse(data) as Message) : null
  } catch {
    return null
  }
}
