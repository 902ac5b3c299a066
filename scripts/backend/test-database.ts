import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { applyPrelude, migrate, MIGRATIONS_DIR, openSession } from './migrate'
import { startPostgres } from './postgres'

export interface TestDatabase {
  /** Superuser's address of a database of its own, with every migration applied. */
  url: string
  /** Drops the database, and ends the server when this call had started it. */
  stop: () => Promise<void>
}

export interface TestServer {
  url: string
  stop: () => Promise<void>
}

/** Set by `startTestServer` for the processes it starts, so that a whole test run shares one server. */
const SHARED_SERVER = 'TEST_DATABASE_SERVER'

let own: { server: Promise<TestServer>; users: number } | undefined

/**
 * Starts the server that all databases of this process (and of those it starts) are created on: `DATABASE_URL` when that is
 * set, else an own Postgres in a temporary folder. When the last caller has stopped, nothing of it is left.
 */
export async function startTestServer(): Promise<TestServer> {
  if (!own) {
    const shared = process.env[SHARED_SERVER]
    if (shared) return { url: shared, stop: () => Promise.resolve() }
    own = { server: process.env.DATABASE_URL ? useServer(process.env.DATABASE_URL) : makeServer(), users: 0 }
  }
  const current = own
  current.users++
  const server = await current.server
  process.env[SHARED_SERVER] = server.url
  return {
    url: server.url,
    stop: async () => {
      if (--current.users > 0) return
      own = undefined
      Reflect.deleteProperty(process.env, SHARED_SERVER)
      await server.stop()
    },
  }
}

async function makeServer(): Promise<TestServer> {
  const directory = mkdtempSync(join(tmpdir(), 'audienceos-test-'))
  const password = randomBytes(12).toString('hex')
  // The folder above the cluster is root's in a container, so the database user must be able to pass it.
  chmodSync(directory, 0o755)
  const server = await startPostgres({ dataDir: join(directory, 'postgres'), password, disposable: true })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function useServer(url: string): Promise<TestServer> {
  return {
    url,
    stop: async () => {
      const admin = postgres(url, { max: 1, onnotice: () => undefined })
      try {
        await admin.unsafe(`alter database ${templateName()} with is_template false`)
        await admin.unsafe(`drop database ${templateName()}`)
      } catch {
        // Never made, or another run on the same server still copies it and will drop it.
      } finally {
        await admin.end()
      }
    },
  }
}

/**
 * A fresh database for one test file. Migrations run once per server, into a template that every call copies in some 50 ms.
 * `upTo` stops after that migration (and is migrated in place), `withoutMigrations` leaves only what Supabase itself brings.
 */
export async function startTestDatabase(
  options: { upTo?: string; withoutMigrations?: boolean } = {},
): Promise<TestDatabase> {
  const server = await startTestServer()
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined })
  const name = `test_${randomBytes(8).toString('hex')}`
  const isWhole = options.upTo === undefined && !options.withoutMigrations
  try {
    const template = isWhole ? await ensureTemplate(admin, server.url) : 'template0'
    await admin.unsafe(`create database ${name} template ${template}`)
  } catch (error) {
    await admin.end()
    await server.stop()
    throw error
  }
  const url = withDatabase(server.url, name)
  if (options.withoutMigrations) await prepare(url)
  else if (!isWhole) await migrate(url, options)
  return {
    url,
    stop: async () => {
      await admin.unsafe(`drop database if exists ${name} with (force)`)
      await admin.end()
      await server.stop()
    },
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function ensureTemplate(admin: postgres.Sql, serverUrl: string): Promise<string> {
  const name = templateName()
  // Test files run in processes of their own: the first one migrates while the others wait here.
  await admin`select pg_advisory_lock(7316, 1)`
  try {
    const [found] = await admin<
      { ready: boolean }[]
    >`select datistemplate as ready from pg_database where datname = ${name}`
    if (found?.ready) return name
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.unsafe(`create database ${name} template template0`)
    await migrate(withDatabase(serverUrl, name))
    await admin.unsafe(`alter database ${name} with is_template true`)
    return name
  } finally {
    await admin`select pg_advisory_unlock(7316, 1)`
  }
}

async function prepare(url: string): Promise<void> {
  const session = openSession(url)
  await applyPrelude(session)
  await session.close()
}

function templateName(): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(MIGRATIONS_DIR).sort())
    hash.update(file).update(readFileSync(join(MIGRATIONS_DIR, file)))
  return `audienceos_template_${hash.digest('hex').slice(0, 16)}`
}
