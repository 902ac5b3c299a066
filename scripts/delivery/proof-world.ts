import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { startApi } from '../backend/api'
import { connectApi } from '../backend/database'

/** A migrated database behind the API, and what a proof needs to fill its queue and to run real workers on it. */
export interface ProofWorld {
  sql: Sql
  apiUrl: string
  secretKey: string
  directory: string
  agency: (name: string) => Promise<string>
  /** Queues `count` mails of an agency, addressed to `<word>-<n>@example.org`. */
  enqueue: (
    agency: string,
    count: number,
    options?: { word?: string; lane?: number; payload?: object },
  ) => Promise<void>
  /** How many rows there are in each status. */
  statuses: () => Promise<Record<string, number>>
  worker: (options: { smtpPort: number; env?: Record<string, string> }) => WorkerProcess
  stop: () => Promise<void>
}

export interface WorkerProcess {
  child: ChildProcess
  output: () => string
  /** Resolves once it has said that it sends; rejects when it ends before that. */
  ready: Promise<void>
  /** Ends it and resolves when it is gone. */
  end: (signal: NodeJS.Signals) => Promise<void>
}

const SECRET_KEY = 'sb_secret_of_a_proof'
const HOST = '127.0.0.1'
const STOP_TIMEOUT_MS = 5_000

/** `leaseSeconds` is that of every worker; a short one keeps a short proof short. */
export async function openProofWorld(databaseUrl: string, leaseSeconds = 60): Promise<ProofWorld> {
  const sql = postgres(databaseUrl, { max: 4, onnotice: () => undefined })
  const directory = mkdtempSync(join(tmpdir(), 'audienceos-delivery-'))
  const api = await startApi({
    connection: await connectApi(databaseUrl),
    port: 0,
    host: HOST,
    publishableKey: 'sb_publishable_of_a_proof',
    secretKey: SECRET_KEY,
    jwtSecret: 'a secret of a proof that is long enough for hs256',
    siteUrl: 'http://localhost:3999',
    smtp: { host: HOST, port: 1 },
  })
  const apiUrl = `http://${HOST}:${String(api.port)}`
  const children = new Set<ChildProcess>()
  return {
    sql,
    apiUrl,
    secretKey: SECRET_KEY,
    directory,
    agency: async (name) => {
      const id = randomUUID()
      await sql`insert into agencies (id, name, slug) values (${id}, ${name}, ${`proof-${id.slice(0, 8)}`})`
      // Everybody it writes to is this one person: mails without one are for nobody.
      await sql`insert into users (id, email, role) values (${id}, ${`${id}@example.org`}, 'stakeholder')`
      return id
    },
    enqueue: async (agency, count, { word = 'ok', lane = 2, payload } = {}) => {
      const content = payload ?? { type: 'run.update', subject: 'News of the run', body: 'It begins at six.' }
      await sql`
        insert into cc_notification_deliveries (tenant_id, recipient_individual_id, address, category, template, payload, lane, idempotency_key)
        select ${agency}, ${agency}, ${word} || '-' || n || '@example.org', 'runs', 'notification', ${sql.json(content as never)}, ${lane},
          'proof:' || gen_random_uuid()
        from generate_series(1, ${count}) n`
      await sql`analyze cc_notification_deliveries`
    },
    statuses: async () => {
      const rows = await sql<{ status: string; count: number }[]>`
        select status, count(*)::int from cc_notification_deliveries group by status`
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
    },
    worker: ({ smtpPort, env }) => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/worker.ts'], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          SUPABASE_URL: apiUrl,
          SUPABASE_SECRET_KEY: SECRET_KEY,
          NEXT_PUBLIC_SITE_URL: 'https://app.audienceos.example',
          SMTP_URL: `smtp://${HOST}:${String(smtpPort)}`,
          DATA_DIR: directory,
          WORKER_LEASE_SECONDS: String(leaseSeconds),
          ...env,
        },
      })
      children.add(child)
      let output = ''
      const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
      const ready = new Promise<void>((resolve, reject) => {
        const keep = (chunk: Buffer) => {
          output += chunk.toString()
          if (output.includes('sends through')) resolve()
        }
        child.stdout.on('data', keep)
        child.stderr.on('data', keep)
        void ended.then(() => reject(new Error(`the worker ended: ${output}`)))
      })
      ready.catch(() => undefined)
      return {
        child,
        ready,
        output: () => output,
        end: async (signal) => {
          child.kill(signal)
          await ended
          children.delete(child)
        },
      }
    },
    stop: async () => {
      for (const child of children) child.kill('SIGKILL')
      // After its database was killed a connection may wait for ever for an answer.
      await Promise.race([api.stop(), new Promise((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS))])
      await sql.end({ timeout: 2 })
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Resolves once `isSo` answers true; throws after `seconds`. */
export async function until(
  what: string,
  seconds: number,
  isSo: () => Promise<boolean> | boolean,
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`${what}: not within ${String(seconds)} s`)
}
