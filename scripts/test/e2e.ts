import { mkdtempSync, readFileSync, rmSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, isBuilt } from '../app/build'
import { startWeb, type WebEnv } from '../app/web'
import { startWorkerProcess } from '../app/worker'
import { startBackend } from '../backend/backend'
import { freePort } from '../backend/ports'
import { loadState } from '../backend/state'
import { startTestDatabase } from '../backend/test-database'
import { findChromium } from './chromium'
import { keepOutput } from './kept-output'
import { report, runStep } from './steps'
import type { Count } from './vitest-run'

const HOST = '127.0.0.1'
const WINDOWED = ['--headed', '--ui', '--debug']

/**
 * Starts backend and app on free ports over a database of its own, runs the journeys in a real browser, and stops everything.
 * `onStop` is told what to stop when the run is interrupted.
 */
export async function runE2e(args: string[], onStop: (stop: () => Promise<void>) => void): Promise<Count> {
  const log = (line: string) => process.stdout.write(`  ${line}\n`)
  process.env.CHROMIUM = findChromium(
    log,
    WINDOWED.some((word) => args.includes(word)),
  )
  process.env.NEXT_DIST_DIR = '.next-test'
  // The page of all mails has a journey, too.
  process.env.AUDIENCEOS_DEV = '1'
  const directory = mkdtempSync(join(tmpdir(), 'audienceos-e2e-'))
  // The database's user has to get through it to its own folder.
  chmodSync(directory, 0o755)
  onStop(async () => rmSync(directory, { recursive: true, force: true }))
  const printed = join(directory, 'printed.log')
  const output = keepOutput(printed)
  onStop(async () => output.stop())
  const databaseUrl = await scratchDatabase(onStop)
  const port = await freePort()
  const siteUrl = `http://localhost:${port}`
  const [backendPort, mailboxPort] = [await freePort(), await freePort()]
  const backend = await startBackend(
    {
      directory,
      host: HOST,
      backendPort,
      mailboxPort,
      siteUrl,
      databaseUrl,
      isEmpty: false,
      log: (line) => output.keep('api', `${line}\n`),
      step: (_name, work) => work(),
    },
    onStop,
  )
  const env: WebEnv = {
    NEXT_PUBLIC_SUPABASE_URL: backend.url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: backend.publishableKey,
    NEXT_PUBLIC_SITE_URL: siteUrl,
  }
  const began = performance.now()
  try {
    if (!isBuilt(env)) await build(env, onStop)
  } finally {
    report('build', isBuilt(env), (performance.now() - began) / 1000)
  }
  const workerEnv = {
    SUPABASE_URL: backend.url,
    SUPABASE_SECRET_KEY: backend.secretKey,
    NEXT_PUBLIC_SITE_URL: siteUrl,
    DATA_DIR: directory,
    WORKER_PORT: String(await freePort()),
    SMTP_URL: `smtp://${HOST}:${String(loadState(directory).smtpPort)}`,
  }
  startWorkerProcess(workerEnv, (line) => output.keep('worker', `${line}\n`), onStop)
  const onOutput = (text: string) => output.keep('web', text)
  await startWeb('start', { env, port, host: HOST, isLoud: false, onOutput }, onStop)
  const file = join(directory, 'playwright.json')
  const result = await runStep({
    name: 'journeys',
    script: 'node_modules/@playwright/test/cli.js',
    args: ['test', ...args],
    isLive: true,
    env: {
      E2E_BASE_URL: siteUrl,
      E2E_BACKEND: JSON.stringify(backend),
      E2E_PRINTED: printed,
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    },
  })
  const { passed, failed } = readCount(file)
  return { passed, failed: result.isPassed ? failed : Math.max(failed, 1) }
}

/** A database of its own on the server that was given, or null for the embedded one. */
async function scratchDatabase(onStop: (stop: () => Promise<void>) => void): Promise<string | null> {
  if (!process.env.DATABASE_URL) return null
  const database = await startTestDatabase({ withoutMigrations: true })
  onStop(database.stop)
  return database.url
}

function readCount(file: string): Count {
  try {
    const result: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const stats: unknown =
      typeof result === 'object' && result !== null && 'stats' in result ? result.stats : null
    const read = (key: string) => {
      const value: unknown = typeof stats === 'object' && stats !== null ? Reflect.get(stats, key) : 0
      return typeof value === 'number' ? value : 0
    }
    return { passed: read('expected'), failed: read('unexpected') + read('flaky') }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
