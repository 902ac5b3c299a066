import { existsSync } from 'node:fs'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { UsageError } from '../../lib/provisioning/options'
import { errorCode, Failure } from '../backend/failure'
import { startPostgres } from '../backend/postgres'
import { dataDirectory, loadState, lockDataDirectory, saveState } from '../backend/state'

export interface OperatorDatabase {
  url: string
  sql: Sql
  stop: () => Promise<void>
}

const LOCAL = new Set(['', 'localhost', '127.0.0.1', '::1', '[::1]'])

/**
 * Opens the database that is meant: the one named on the command line, else DATABASE_URL, else the embedded one of the data folder, which is
 * started for as long as this takes when it does not run. A host that is not this machine needs `isSure`, because a command meant for a trial
 * must not reach production by a forgotten variable. Raises Failure and UsageError.
 */
export async function openOperatorDatabase(given: string | null, isSure: boolean): Promise<OperatorDatabase> {
  const url = given ?? process.env.DATABASE_URL
  if (url === undefined) {
    if (process.env.NEXT_PUBLIC_SUPABASE_URL)
      throw new Failure(
        'The app uses a Supabase project: give its connection string with --database or in DATABASE_URL.',
      )
    return openEmbedded()
  }
  const host = hostOf(url)
  if (!LOCAL.has(host) && !isSure && !knownHosts().has(host))
    throw new UsageError(
      `${host} is not this machine: repeat with --yes if that is the database you mean, or list it in ORG_KNOWN_HOSTS.`,
    )
  return open(url, () => Promise.resolve())
}

/** A name for reports: no user, no password. */
export function nameOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

function hostOf(url: string): string {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new Failure('The database is to be given as postgresql://user:password@host:port/name.')
  return new URL(url).hostname
}

function knownHosts(): Set<string> {
  return new Set((process.env.ORG_KNOWN_HOSTS ?? '').split(',').map((host) => host.trim()))
}

async function openEmbedded(): Promise<OperatorDatabase> {
  const directory = dataDirectory()
  if (!existsSync(join(directory, 'postgres', 'PG_VERSION')))
    throw new Failure(
      `There is no database in ${directory}: start the app once with \`npm start\`, or name a database with --database.`,
    )
  const state = loadState(directory)
  if (state.postgresPort !== undefined) {
    const url = `postgresql://postgres:${encodeURIComponent(state.databasePassword)}@127.0.0.1:${String(state.postgresPort)}/postgres`
    if (await answers(url)) return open(url, () => Promise.resolve())
  }
  const unlock = lockDataDirectory(directory)
  const server = await startPostgres({
    dataDir: join(directory, 'postgres'),
    password: state.databasePassword,
    ...(state.postgresPort === undefined ? {} : { port: state.postgresPort }),
  }).catch((error: unknown) => {
    unlock()
    throw error
  })
  saveState(directory, { ...state, postgresPort: server.port })
  return open(server.url, async () => {
    await server.stop()
    unlock()
  })
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, fetch_types: false, connect_timeout: 5 })
  try {
    await sql`select 1`
    return true
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

async function open(url: string, release: () => Promise<void>): Promise<OperatorDatabase> {
  const sql = postgres(url, {
    max: 4,
    onnotice: () => undefined,
    connect_timeout: 15,
    // A pooler between us and the database may not know what another of its connections has prepared.
    prepare: false,
    connection: { application_name: 'audienceos-org' },
  })
  const stop = async () => {
    await sql.end({ timeout: 5 })
    await release()
  }
  try {
    const [me] = await sql<{ sees: boolean; version: string }[]>`
      select rolsuper or rolbypassrls as sees, current_setting('server_version_num') as version
      from pg_roles where rolname = current_user`
    if (Number(me?.version) < 150000) throw new Failure('Postgres 15 or newer is needed.')
    if (!me?.sees)
      throw new Failure(
        'This user is held back by row-level security and would find everything empty: connect as the one who runs the migrations.',
      )
    return { url, sql, stop }
  } catch (error) {
    await stop()
    if (error instanceof Failure) throw error
    const reason =
      error instanceof Error && error.message !== '' ? error.message : (errorCode(error) ?? 'no answer')
    throw new Failure(`The database ${nameOf(url)} cannot be used: ${reason}.`)
  }
}
