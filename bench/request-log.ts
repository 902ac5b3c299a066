import { createServer, request as forward } from 'node:http'

export interface LoggedRequest {
  method: string
  path: string
  /** Milliseconds on one clock for all requests. */
  begun: number
  ended: number
}

/** A pass-through in front of the backend that writes down what goes by. */
export interface RequestLog {
  url: string
  /** Returns what was logged since the last call. */
  take: () => LoggedRequest[]
  stop: () => Promise<void>
}

export async function startRequestLog(target: string): Promise<RequestLog> {
  const { hostname, port } = new URL(target)
  let log: LoggedRequest[] = []
  const server = createServer((incoming, outgoing) => {
    const entry = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      begun: performance.now(),
      ended: Infinity,
    }
    if (entry.method !== 'OPTIONS') log.push(entry)
    outgoing.on('finish', () => (entry.ended = performance.now()))
    const onward = forward(
      { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The request log has no port.')
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    take: () => {
      const taken = log
      log = []
      return taken
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The longest chain of requests of which each began only after the one before had ended. */
export function longestSequence(requests: readonly LoggedRequest[]): number {
  const byEnd = [...requests].sort((a, b) => a.ended - b.ended)
  const depth = new Map<LoggedRequest, number>()
  for (const current of byEnd) {
    const before = byEnd.filter((other) => other.ended <= current.begun)
    depth.set(current, 1 + Math.max(0, ...before.map((other) => depth.get(other) ?? 0)))
  }
  return Math.max(0, ...depth.values())
}
