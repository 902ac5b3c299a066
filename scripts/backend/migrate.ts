import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { errorCode, Failure } from './failure'

export const MIGRATIONS_DIR = 'supabase/migrations'

/** The two things migrating needs of a database, whichever program it is. */
export interface SqlSession {
  /** Runs any number of statements; the last one's rows are not returned. */
  exec: (sql: string) => Promise<void>
  rows: (sql: string, parameters?: string[]) => Promise<Record<string, unknown>[]>
  close: () => Promise<void>
}

export interface MigrateOptions {
  /** Stop after this migration (its version or full file name), to test the steps that follow it. */
  upTo?: string
  directory?: string
  /** Refuse when a file that already ran here has other text now. Only for databases that nothing but this code migrates. */
  refuseChanged?: boolean
  log?: (line: string) => void
}

/** Opens one connection of its own: types made by a migration are unknown to connections opened before it. */
export function openSession(databaseUrl: string): SqlSession {
  const sql = postgres(databaseUrl, {
    max: 1,
    onnotice: () => undefined,
    connect_timeout: 10,
    fetch_types: false,
  })
  return {
    exec: async (text) => {
      await sql.unsafe(text).simple()
    },
    rows: async (text, parameters) => [
      ...(await sql.unsafe<Record<string, unknown>[]>(text, parameters ?? [])),
    ],
    close: () => sql.end({ timeout: 5 }),
  }
}

/** Roles and schemas that Supabase has before any migration; nothing is done where the whole of it exists already. */
export async function applyPrelude(session: SqlSession): Promise<void> {
  // It takes its SQL from the whole backend, which most of those that open a migrated database never need: half a second each.
  const { preludeSql } = await import('./prelude')
  for (let attempt = 1; ; attempt++) {
    try {
      const [found] = await session.rows(
        `select to_regclass('auth.users') is not null as auth, to_regclass('storage.objects') is not null as storage`,
      )
      await session.exec(preludeSql({ auth: found?.auth === true, storage: found?.storage === true }))
      return
    } catch (error) {
      // Roles belong to the whole server: two processes preparing two databases may meet there.
      if (
        attempt < 5 &&
        error instanceof Error &&
        /tuple concurrently|duplicate key|already exists/.test(error.message)
      )
        continue
      throw new Failure(
        `The database could not be prepared: ${error instanceof Error ? error.message : String(error)}. The user in DATABASE_URL must own the database and have CREATEROLE and BYPASSRLS.`,
      )
    }
  }
}

/**
 * Brings the database at `databaseUrl` up to date and returns the names of the files that ran. Each file is one transaction,
 * recorded where the Supabase CLI records it, so `supabase db push` and this agree about what has run.
 * Raises Failure naming file, line and reason when one does not apply.
 */
export async function migrate(databaseUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const session = openSession(databaseUrl)
  try {
    await applyPrelude(session)
    return await migrateSession(session, options)
  } finally {
    await session.close()
  }
}

/** The part of `migrate` that follows the prelude, on a session that is already open. */
export async function migrateSession(session: SqlSession, options: MigrateOptions = {}): Promise<string[]> {
  const directory = options.directory ?? MIGRATIONS_DIR
  await session.exec(`
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text)`)
  const rows = await session.rows(
    'select version, statements[1] as text from supabase_migrations.schema_migrations',
  )
  const done = new Map(rows.map((row) => [String(row.version), row.text]))
  const ran: string[] = []
  for (const file of migrationFiles(directory, options.upTo)) {
    const { version, name } = parseName(file)
    const text = readFileSync(join(directory, file), 'utf8')
    if (done.has(version)) {
      if (options.refuseChanged && done.get(version) !== text)
        throw new Failure(
          `The migration ${file} was changed after it ran on this data: restore the file, or delete the data folder to start afresh.`,
        )
      continue
    }
    options.log?.(file)
    await applyFile(session, file, text, version, name)
    ran.push(file)
  }
  return ran
}

function migrationFiles(directory: string, upTo?: string): string[] {
  const files = readdirSync(directory)
    .filter((file) => /^\d+_.+\.sql$/.test(file))
    .sort()
  if (upTo === undefined) return files
  const last = files.findIndex((file) => file === upTo || file.startsWith(`${upTo}_`))
  if (last < 0) throw new Failure(`There is no migration ${upTo} in ${directory}.`)
  return files.slice(0, last + 1)
}

function parseName(file: string) {
  const cut = file.indexOf('_')
  return { version: file.slice(0, cut), name: file.slice(cut + 1, -'.sql'.length) }
}

async function applyFile(session: SqlSession, file: string, text: string, version: string, name: string) {
  const quote = (value: string) => `'${value.replaceAll("'", "''")}'`
  const record = `insert into supabase_migrations.schema_migrations (version, name, statements) values (${quote(version)}, ${quote(name)}, array[${quote(text)}])`
  try {
    // Several statements in one message are one transaction; standard_conforming_strings makes the quoting above complete.
    await session.exec(`${text}\n;${record};`)
  } catch (error) {
    throw new Failure(describe(file, text, error))
  }
}

/** `20260101_x.sql, line 12: relation "y" does not exist (42P01)`, then detail and hint when there are any. */
function describe(file: string, text: string, error: unknown): string {
  if (!(error instanceof Error)) return `The migration ${file} failed: ${String(error)}`
  const field = (name: string) => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const position = Number(field('position') ?? 0)
  const line = position > 0 ? `, line ${String(text.slice(0, position).split('\n').length)}` : ''
  const extra = [field('detail'), field('hint'), field('where')?.split('\n')[0]].filter(
    (part) => part !== undefined,
  )
  const code = errorCode(error)
  return `The migration ${file}${line} failed: ${error.message}${code ? ` (${code})` : ''}${extra.map((part) => `\n  ${part}`).join('')}`
}
