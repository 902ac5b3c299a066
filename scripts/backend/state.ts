import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { errorCode, Failure } from './failure'

/** What a backend keeps between starts, in `state.json` of its data folder: readable by its owner alone. */
export interface State {
  publishableKey: string
  secretKey: string
  jwtSecret: string
  databasePassword: string
  postgresPort?: number
  smtpPort?: number
}

export function dataDirectory(): string {
  return resolve(process.env.DATA_DIR ?? '.data')
}

/** Makes the data folder when it is missing; refuses a path that cannot be one. */
export function prepareDataDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true })
    const probe = join(directory, '.probe')
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    throw new Failure(
      `The data folder ${directory} cannot be used (${errorCode(error) ?? String(error)}): set DATA_DIR to a folder that you may write to.`,
    )
  }
}

/** Reads the kept keys, or makes them on the first start. */
export function loadState(directory: string): State {
  const file = join(directory, 'state.json')
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (errorCode(error) !== 'ENOENT')
      throw new Failure(`${file} cannot be read (${errorCode(error) ?? String(error)}).`)
    if (existsSync(join(directory, 'postgres', 'PG_VERSION')))
      throw new Failure(
        `${file}, which holds the keys to the data beside it, is gone: bring it back, or delete ${directory} to start with fresh demo data.`,
      )
    const secret = (bytes: number) => randomBytes(bytes).toString('base64url')
    const state: State = {
      publishableKey: `sb_publishable_${secret(18)}`,
      secretKey: `sb_secret_${secret(24)}`,
      jwtSecret: secret(48),
      databasePassword: secret(24),
    }
    saveState(directory, state)
    return state
  }
  const state = parse(text)
  if (!state)
    throw new Failure(
      `${file} is damaged: delete ${directory} to start with fresh demo data, or set DATA_DIR to another folder.`,
    )
  return state
}

export function saveState(directory: string, state: State): void {
  writeFileSync(join(directory, 'state.json'), `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
}

function parse(text: string): State | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const isWhole = ['publishableKey', 'secretKey', 'jwtSecret', 'databasePassword'].every(
      (key) => typeof Reflect.get(value, key) === 'string' && Reflect.get(value, key) !== '',
    )
    return isWhole ? (value as State) : null
  } catch {
    return null
  }
}

/**
 * One backend per data folder. The lock names a process: a live one is reported, one that was killed is passed over.
 * Returns the function that gives the folder back.
 */
export function lockDataDirectory(directory: string): () => void {
  const file = join(directory, 'backend.pid')
  const holder = readHolder(file)
  if (holder !== null && holder !== process.pid && isOurs(holder))
    throw new Failure(
      `A backend is already running on ${directory} (process ${String(holder)}): stop it first, or set DATA_DIR, PORT, BACKEND_PORT and MAILBOX_PORT for a second one.`,
    )
  writeFileSync(file, String(process.pid))
  return () => {
    if (readHolder(file) === process.pid) rmSync(file, { force: true })
  }
}

function readHolder(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}

/** Process numbers are used again, so the name of the program counts too where the system tells it. */
function isOurs(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes('scripts/')
  } catch {
    return process.platform !== 'linux'
  }
}
