import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { FACTS_VERSION, inSnapshot } from '../../lib/provisioning/facts'
import { readSharedState, type SharedState } from '../../lib/provisioning/shared-state'
import { errorCode } from '../backend/failure'
import { migrate, MIGRATIONS_DIR } from '../backend/migrate'
import { startPostgres } from '../backend/postgres'
import { dataDirectory } from '../backend/state'

/**
 * The state that the migrations of this version lead to: they are run in a scratch database of the same server, so that the same program
 * describes both sides, or on a server of our own where no database may be made. Kept under the hash of the migrations.
 */
export async function buildReference(
  sql: Sql,
  url: string,
  progress: (line: string) => void,
): Promise<SharedState> {
  const [server] = await sql<{ version: string }[]>`select current_setting('server_version_num') as version`
  const hash = hashOfMigrations(server?.version ?? '')
  const file = join(cacheDirectory(), `${hash}.json`)
  const kept = readKept(file)
  if (kept) return kept
  progress('running the migrations in a scratch database')
  const state = await build(sql, url, hash)
  keep(file, state)
  return state
}

async function build(sql: Sql, url: string, hash: string): Promise<SharedState> {
  const name = `audienceos_reference_${hash.slice(0, 12)}_${randomBytes(4).toString('hex')}`
  try {
    await sql.unsafe(`create database ${name} template template0`)
  } catch (error) {
    if (errorCode(error) !== '42501') throw error
    return buildOnOwnServer()
  }
  try {
    const scratch = new URL(url)
    scratch.pathname = `/${name}`
    return await migrateAndRead(scratch.href)
  } finally {
    await sql.unsafe(`drop database if exists ${name} with (force)`)
  }
}

async function buildOnOwnServer(): Promise<SharedState> {
  const directory = mkdtempSync(join(tmpdir(), 'audienceos-reference-'))
  // The database user must be able to pass the folder above the cluster.
  chmodSync(directory, 0o755)
  const server = await startPostgres({
    dataDir: join(directory, 'postgres'),
    password: randomBytes(12).toString('hex'),
    disposable: true,
  })
  try {
    return await migrateAndRead(server.url)
  } finally {
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function migrateAndRead(url: string): Promise<SharedState> {
  await migrate(url)
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await inSnapshot(sql, readSharedState)
  } finally {
    await sql.end()
  }
}

function hashOfMigrations(serverVersion: string): string {
  const hash = createHash('sha256').update(`${String(FACTS_VERSION)} ${serverVersion}`)
  for (const file of readdirSync(MIGRATIONS_DIR).sort())
    hash.update(file).update(readFileSync(join(MIGRATIONS_DIR, file)))
  for (const file of ['fact-queries', 'facts', 'shared-state'])
    hash.update(readFileSync(join('lib/provisioning', `${file}.ts`)))
  return hash.digest('hex').slice(0, 32)
}

function cacheDirectory(): string {
  return join(dataDirectory(), 'reference')
}

/** What was kept is as good as new under the same hash; anything that cannot be read is simply built again. */
function readKept(file: string): SharedState | null {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SharedState
  } catch {
    return null
  }
}

function keep(file: string, state: SharedState): void {
  try {
    mkdirSync(cacheDirectory(), { recursive: true, mode: 0o700 })
    // Whole or not at all, because two commands may do this at once.
    const draft = `${file}.${randomBytes(4).toString('hex')}`
    writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
    renameSync(draft, file)
  } catch {
    // A folder that cannot be written to costs the next command some seconds.
  }
}
