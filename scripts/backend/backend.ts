import { join } from 'node:path'
import { startApi } from './api'
import { openDatabase } from './database'
import { placeDemoFiles } from './demo-files'
import { Failure } from './failure'
import { startMailbox } from './mailbox'
import { applyPrelude, migrateSession } from './migrate'
import { freePort, isPortFree, requireFreePort } from './ports'
import { demoAccounts, seed, wantSeed, type DemoAccount } from './seed'
import { loadState, lockDataDirectory, prepareDataDirectory, saveState } from './state'

export interface BackendOptions {
  directory: string
  host: string
  backendPort: number
  mailboxPort: number
  siteUrl: string
  /** A server to use instead of the embedded one. */
  databaseUrl?: string | null
  /** Leave a fresh database without demo data. */
  isEmpty: boolean
  /** Told as each step begins and ends. */
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>
  log: (line: string) => void
  /** Told when a part of the backend ends by itself. */
  abort?: (error: Failure) => void
}

/** What `npm run backend` prints. The names are a contract. */
export interface BackendReady {
  ready: true
  url: string
  publishableKey: string
  secretKey: string
  databaseUrl: string | null
  mailboxUrl: string
  demo: DemoAccount[]
}

/**
 * Starts database, mailbox and API in this order. Each is handed to `onStop` as soon as it runs; whoever calls this stops them in
 * the opposite order, also when it fails half-way.
 */
export async function startBackend(
  options: BackendOptions,
  onStop: (stop: () => Promise<void>) => void,
): Promise<BackendReady> {
  const { directory, host, step } = options
  prepareDataDirectory(directory)
  const unlock = lockDataDirectory(directory)
  onStop(async () => unlock())
  await requireFreePort('BACKEND_PORT', options.backendPort, host)
  await requireFreePort('MAILBOX_PORT', options.mailboxPort, host)
  const state = loadState(directory)
  const storageDirectory = join(directory, 'storage')
  const database = await step('database', async () => {
    const opened = await openDatabase(directory, state, options.databaseUrl ?? null, options.log, () =>
      options.abort?.(new Failure('The database ended by itself: start again.')),
    )
    onStop(opened.stop)
    return opened
  })
  const session = database.openSession()
  onStop(session.close)
  await step('migrations', async () => {
    await applyPrelude(session)
    await wantSeed(session)
    await migrateSession(session, { refuseChanged: !options.databaseUrl, log: options.log })
  })
  const demo = await step('demo data', async () => {
    await seed(session, options.isEmpty)
    await placeDemoFiles(session, storageDirectory)
    return demoAccounts(session)
  })
  await step('API and mailbox', async () => {
    const smtpPort =
      state.smtpPort !== undefined && (await isPortFree(state.smtpPort)) ? state.smtpPort : await freePort()
    state.smtpPort = smtpPort
    saveState(directory, state)
    const mailbox = await startMailbox({
      webPort: options.mailboxPort,
      smtpPort,
      host,
      directory: join(directory, 'mail'),
    })
    onStop(mailbox.stop)
    const { publishableKey, secretKey, jwtSecret } = state
    const keys = { publishableKey, secretKey, jwtSecret }
    const smtp = { host, port: smtpPort }
    const connection = await database.connect()
    const api = await startApi({
      connection,
      port: options.backendPort,
      host,
      siteUrl: options.siteUrl,
      storageDirectory,
      smtp,
      ...keys,
    })
    onStop(api.stop)
  })
  return {
    ready: true,
    url: `http://${displayHost(host)}:${String(options.backendPort)}`,
    publishableKey: state.publishableKey,
    secretKey: state.secretKey,
    databaseUrl: database.url,
    mailboxUrl: `http://${displayHost(host)}:${String(options.mailboxPort)}`,
    demo,
  }
}

/** A wildcard address can be listened on but not opened. */
export function displayHost(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
}
