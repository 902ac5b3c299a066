import postgres, { type ReservedSql, type Sql } from 'postgres'
import { isConnectionFault } from './driver-faults'

/** The driver's own pool lets a request wait for ever for a server that does not answer. */
const OPEN_TIMEOUT_MS = 10_000

interface Client {
  sql: Sql
  /** Its one connection has ended. It could make another one, but is thrown away instead. */
  isClosed: boolean
}

/**
 * Gives the driver sessions of another pool: clients of one connection each, thrown away with it. The pool of postgres 3.4.9
 * does not survive its server: whoever was refused stays in its queue and later swallows a connection, a statement that follows
 * the end of a connection (the `rollback`, usually) is never answered, and a release hands the closed connection to the next
 * request. After a few crashes of the database nothing would be answered any more.
 */
export function poolSessions(driver: Sql, size: number): void {
  const all = new Set<Client>()
  const idle: Client[] = []
  const waiting: (() => void)[] = []
  let free = size

  // The options as the driver has read them; it takes them as they are because of `shared`.
  const connect = (more: object) =>
    postgres({ ...driver.options, max: 1, shared: { retries: 0, typeArrayMap: {} }, ...more } as never)
  const open = (): Client => {
    const onclose = () => {
      client.isClosed = true
      const place = idle.indexOf(client)
      if (place >= 0) idle.splice(place, 1)
      discard(client)
    }
    const client: Client = { sql: connect({ fetch_types: false, onclose }), isClosed: false }
    all.add(client)
    return client
  }
  // Array types are read once and not at each connection: one that breaks meanwhile would answer nobody.
  let types: Promise<unknown> | null = null
  const readTypes = async () => {
    const sql = connect({ fetch_types: true })
    try {
      await withinTime(sql`select`)
    } finally {
      sql.end({ timeout: 0 }).catch(() => undefined)
    }
  }
  const discard = (client: Client) => {
    if (!all.delete(client)) return
    client.sql.end({ timeout: 0 }).catch(() => undefined)
  }
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free++
  }

  driver.reserve = async () => {
    types ??= readTypes()
    await types.catch((error: unknown) => {
      types = null
      throw error
    })
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    const known = idle.pop()
    const client = known ?? open()
    try {
      // A reservation that has to connect first is never answered without the types; a statement is.
      if (client !== known) await withinTime(client.sql`select`)
      return guard(await withinTime(client.sql.reserve()), client, (isBroken) => {
        if (isBroken) discard(client)
        else idle.push(client)
        leave()
      })
    } catch (error) {
      discard(client)
      leave()
      throw error
    }
  }
  const end = driver.end.bind(driver)
  driver.end = async (options) => {
    await Promise.all([...[...all].map((client) => client.sql.end(options)), end(options)])
  }
}

/** A session that fails at once, instead of never answering, when its connection has closed. */
function guard(session: ReservedSql, client: Client, onRelease: (isBroken: boolean) => void): ReservedSql {
  const unsafe = session.unsafe.bind(session)
  const release = session.release.bind(session)
  let fault: Error | null = null
  const isBroken = () => fault !== null || client.isClosed
  const guarded = (...statement: Parameters<typeof unsafe>) => {
    if (isBroken()) return Promise.reject(fault ?? connectionClosed())
    const answer = unsafe(...statement)
    answer.catch((error: unknown) => {
      if (error instanceof Error && isConnectionFault(error)) fault ??= error
    })
    return answer
  }
  return Object.assign(session, {
    unsafe: guarded,
    release: () => {
      if (!isBroken()) release()
      onRelease(isBroken())
    },
  })
}

async function withinTime<T>(promise: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('no connection in time'), { code: 'CONNECT_TIMEOUT' })),
      OPEN_TIMEOUT_MS,
    )
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

function connectionClosed(): Error {
  return Object.assign(new Error('the connection has closed'), { code: 'CONNECTION_CLOSED' })
}
