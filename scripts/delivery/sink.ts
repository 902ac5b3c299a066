import type { Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** What the sink does with a mail, by the local part of its recipient up to the first dash. */
export type Behaviour = 'ok' | 'busy' | 'refuse' | 'hang' | 'drop'

export interface Received {
  messageId: string
  recipient: string
  at: number
}

export interface Sink {
  port: number
  /** Every mail that the sink took, in order; copies of one mail have one Message-ID. */
  received: Received[]
  /** Told at each mail. */
  onReceived: (listener: () => void) => void
  /** Stops listening and breaks every connection; `up` listens on the same port again. */
  down: () => Promise<void>
  up: () => Promise<void>
  /** While false, the odd behaviours are off and every mail is taken. */
  isOdd: boolean
  stop: () => Promise<void>
}

const HANG_MS = 600_000

/** An SMTP server that keeps note of what it took. It counts a mail in the moment before it says so: what it counted, it has. */
export async function startSink(options: { latencyMs?: number; port?: number } = {}): Promise<Sink> {
  const received: Received[] = []
  const dropped = new Set<string>()
  const listeners: (() => void)[] = []
  const sockets = new Set<Socket>()
  // smtp-server has no way to end a connection without a word. `port` is the other side's: without it all of them break.
  const breakConnections = (port?: number) => {
    for (const socket of sockets) if (port === undefined || socket.remotePort === port) socket.destroy()
  }
  let server = make()
  const listen = async (port: number) => {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => resolve())
    })
    server.removeAllListeners('error')
    server.server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    server.on('error', () => undefined)
    const address = server.server.address()
    return typeof address === 'object' && address ? address.port : port
  }

  function make(): SMTPServer {
    return new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      disableReverseLookup: true,
      onRcptTo: ({ address }, _session, callback) => {
        const behaviour = sink.isOdd ? behaviourOf(address) : 'ok'
        if (behaviour === 'refuse') callback(answer(550, '5.1.1 no such mailbox'))
        else if (behaviour === 'busy') callback(answer(451, '4.7.1 try again later'))
        else if (behaviour === 'hang') setTimeout(callback, HANG_MS).unref()
        else callback()
      },
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const text = Buffer.concat(chunks).toString('latin1')
          const messageId = /^message-id:\s*(<[^>]*>)/im.exec(text)?.[1] ?? ''
          const recipient = session.envelope.rcptTo[0]?.address ?? ''
          const take = () => {
            received.push({ messageId, recipient, at: Date.now() })
            for (const listener of listeners) listener()
          }
          const finish = () => {
            // Took it, and its line broke before it could say so: once for each such mail.
            if (sink.isOdd && behaviourOf(recipient) === 'drop' && !dropped.has(recipient)) {
              dropped.add(recipient)
              take()
              breakConnections(session.remotePort)
              return
            }
            take()
            callback()
          }
          if (options.latencyMs) setTimeout(finish, options.latencyMs)
          else finish()
        })
      },
    })
  }

  const sink: Sink = {
    port: 0,
    received,
    onReceived: (listener) => listeners.push(listener),
    isOdd: true,
    down: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      breakConnections()
      await closed
    },
    up: async () => {
      server = make()
      await listen(sink.port)
    },
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      breakConnections()
      await closed
    },
  }
  sink.port = await listen(options.port ?? 0)
  return sink
}

function behaviourOf(address: string): Behaviour {
  const word = address.split(/[-@]/)[0]
  return word === 'busy' || word === 'refuse' || word === 'hang' || word === 'drop' ? word : 'ok'
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
