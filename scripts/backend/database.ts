import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '@supabase/lite'
import postgres from 'postgres'
import { readCompositeTypes } from './composite-types'
import { errorCode, Failure } from './failure'
import { connectPostgres, openPglite } from './lite-connection'
import { openSession, type SqlSession } from './migrate'
import { CannotRunPostgres, startPostgres } from './postgres'
import { API_ROLE } from './prelude'
import type { State } from './state'

export interface Database {
  /** Superuser's address; null with PGlite, which lives inside this process. */
  url: string | null
  openSession: () => SqlSession
  /** The API's connection. To be called after the migrations, whose types it must know. */
  connect: () => Promise<Connection>
  stop: () => Promise<void>
}

/** Opens the server at `ownUrl` where one is given, else the embedded Postgres of the data folder, else PGlite. */
export async function openDatabase(
  directory: string,
  state: State,
  ownUrl: string | null,
  log: (line: string) => void,
  onExit: () => void,
): Promise<Database> {
  if (ownUrl) return openOwn(ownUrl)
  try {
    const server = await startPostgres({
      dataDir: join(directory, 'postgres'),
      password: state.databasePassword,
      onExit,
      ...(state.postgresPort === undefined ? {} : { port: state.postgresPort }),
    })
    state.postgresPort = server.port
    return { ...overNetwork(server.url), stop: server.stop }
  } catch (error) {
    // Data that Postgres wrote must not seem to be gone because PGlite starts from nothing.
    if (!(error instanceof CannotRunPostgres) || existsSync(join(directory, 'postgres', 'PG_VERSION')))
      throw error
    log(`${error.message} Using PGlite instead: one connection at a time, for trying out only.`)
    return openInProcess(join(directory, 'pglite'))
  }
}

async function openOwn(url: string): Promise<Database> {
  const session = openSession(url)
  try {
    const [row] = await session.rows(
      `select current_setting('server_version_num') as version, to_regrole('supabase_auth_admin') is not null as "isSupabase"`,
    )
    if (Number(row?.version) < 150000) throw new Failure('DATABASE_URL must lead to Postgres 15 or newer.')
    if (row?.isSupabase === true)
      throw new Failure(
        'DATABASE_URL leads to a Supabase database: set NEXT_PUBLIC_SUPABASE_URL and NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY instead, and migrate it with `supabase db push`.',
      )
  } catch (error) {
    if (error instanceof Failure) throw error
    const reason =
      error instanceof Error && error.message !== '' ? error.message : (errorCode(error) ?? 'no answer')
    throw new Failure(`The database in DATABASE_URL cannot be used: ${reason}.`)
  } finally {
    await session.close()
  }
  return overNetwork(url)
}

function overNetwork(url: string): Database {
  return {
    url,
    openSession: () => openSession(url),
    connect: () => connectApi(url),
    stop: () => Promise.resolve(),
  }
}

/** The API's connection to a migrated database, signed in with nothing but the API's own role. */
export async function connectApi(adminUrl: string): Promise<Connection> {
  const session = openSession(adminUrl)
  try {
    return connectPostgres(await apiUrl(adminUrl), adminUrl, await readCompositeTypes(session))
  } finally {
    await session.close()
  }
}

/**
 * The address under which the API signs in. Its password follows from the administrator's, so that every process on the same
 * database arrives at the same one and nothing more has to be kept.
 */
async function apiUrl(adminUrl: string): Promise<string> {
  const url = new URL(adminUrl)
  const password = createHmac('sha256', decodeURIComponent(url.password)).update(API_ROLE).digest('hex')
  url.username = API_ROLE
  url.password = password
  if (await canSignIn(url.href)) return url.href
  const session = openSession(adminUrl)
  try {
    await session.exec(`alter role ${API_ROLE} login password '${password}'`)
  } catch (error) {
    // Two processes may do this at once; the other one set the same password.
    if (!(await canSignIn(url.href))) throw error
  } finally {
    await session.close()
  }
  return url.href
}

async function canSignIn(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, fetch_types: false })
  try {
    await sql`select 1`
    return true
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** PGlite in the given folder, for a machine on which no Postgres can start. */
export async function openInProcess(dataDir: string): Promise<Database> {
  const { connection, driver, refresh } = await openPglite(dataDir)
  const session: SqlSession = {
    exec: async (text) => {
      await driver.exec(text)
    },
    rows: async (text, parameters) => (await driver.query<Record<string, unknown>>(text, parameters)).rows,
    close: () => Promise.resolve(),
  }
  return {
    url: null,
    openSession: () => session,
    connect: async () => {
      await refresh(await readCompositeTypes(session))
      return connection
    },
    // Closing the connection closes the database; the API does that.
    stop: () => Promise.resolve(),
  }
}
