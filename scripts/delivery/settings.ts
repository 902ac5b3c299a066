import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SmtpSettings } from '../../lib/email/transport'
import { loadEnvFiles } from '../backend/env-file'
import { Failure } from '../backend/failure'
import { portFromEnv } from '../backend/ports'
import { dataDirectory, loadState } from '../backend/state'

export interface WorkerSettings {
  supabaseUrl: string
  secretKey: string
  siteUrl: string
  smtp: SmtpSettings
  parallel: number
  /** For how long a row is this worker's: after a crash it takes that long until another one sends it. */
  leaseSeconds: number
  /** Where the journal is kept. */
  directory: string
  webhooks: { host: string; port: number; generic: string | null; resend: string | null } | null
}

const PARALLEL = 8
const LEASE_SECONDS = 60

/** Everything the worker can be told from outside. What is not set is that of the built-in backend on this machine. */
export function readWorkerSettings(): WorkerSettings {
  loadEnvFiles()
  const local = localBackend()
  const supabaseUrl = text('SUPABASE_URL') ?? text('NEXT_PUBLIC_SUPABASE_URL') ?? local?.url
  const secretKey =
    text('SUPABASE_SECRET_KEY') ??
    text('SUPABASE_SERVICE_ROLE_KEY') ??
    (isElsewhere() ? undefined : local?.secretKey)
  if (!supabaseUrl || !secretKey)
    throw new Failure(
      'The worker needs SUPABASE_URL and SUPABASE_SECRET_KEY (and SMTP_URL to send with); with the built-in backend start that first.',
    )
  const parallel = number('WORKER_PARALLEL', PARALLEL, 100)
  const siteUrl = text('NEXT_PUBLIC_SITE_URL') ?? `http://localhost:${String(portFromEnv('PORT', 3000))}`
  if (!URL.canParse(siteUrl) || !/^https?:$/.test(new URL(siteUrl).protocol))
    throw new Failure(
      `NEXT_PUBLIC_SITE_URL must be an address such as https://example.org, but it is "${siteUrl}".`,
    )
  return {
    supabaseUrl,
    secretKey,
    siteUrl: new URL(siteUrl).origin,
    smtp: readSmtp(local?.smtpPort, new URL(siteUrl).hostname, parallel),
    parallel,
    leaseSeconds: number('WORKER_LEASE_SECONDS', LEASE_SECONDS, 600),
    directory: join(dataDirectory(), 'worker'),
    webhooks: text('WORKER_PORT')
      ? {
          host: text('WORKER_HOST') ?? '127.0.0.1',
          port: portFromEnv('WORKER_PORT', 0),
          generic: text('DELIVERY_WEBHOOK_SECRET') ?? null,
          resend: text('RESEND_WEBHOOK_SECRET') ?? null,
        }
      : null,
  }
}

/** The backend of this data folder, when there is one: its key and its mailbox need not be told. */
function localBackend(): { url: string; secretKey: string; smtpPort: number | undefined } | null {
  const directory = dataDirectory()
  if (!existsSync(join(directory, 'state.json'))) return null
  const state = loadState(directory)
  const port = portFromEnv('BACKEND_PORT', 54321)
  return { url: `http://127.0.0.1:${String(port)}`, secretKey: state.secretKey, smtpPort: state.smtpPort }
}

/** Whether another backend than that of this machine is named. Its key is another one, too. */
function isElsewhere(): boolean {
  const url = text('SUPABASE_URL') ?? text('NEXT_PUBLIC_SUPABASE_URL')
  return url !== undefined && !/^(127\.0\.0\.1|localhost|\[::1\])$/.test(new URL(url).hostname)
}

function readSmtp(mailboxPort: number | undefined, siteHost: string, connections: number): SmtpSettings {
  const from = text('SMTP_FROM') ?? `no-reply@${siteHost === 'localhost' ? 'audienceos.example' : siteHost}`
  const common = { from: addressIn(from), dkim: readDkim(), connections }
  const url = text('SMTP_URL')
  if (url !== undefined) {
    if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol))
      throw new Failure(
        'SMTP_URL must look like smtp://user:password@host:587 or smtps://user:password@host:465.',
      )
    const parsed = new URL(url)
    const isSecure = parsed.protocol === 'smtps:'
    return {
      ...common,
      host: parsed.hostname,
      port: Number(parsed.port) || (isSecure ? 465 : 587),
      isSecure,
      requireTls: parsed.searchParams.get('requireTLS') === 'true',
      user: parsed.username ? decodeURIComponent(parsed.username) : null,
      password: parsed.password ? decodeURIComponent(parsed.password) : null,
    }
  }
  const host = text('SMTP_HOST')
  if (host === undefined && mailboxPort === undefined)
    throw new Failure('The worker needs SMTP_URL, or SMTP_HOST and SMTP_PORT, to send with.')
  const port = number('SMTP_PORT', host === undefined ? (mailboxPort ?? 0) : 587, 65_535)
  return {
    ...common,
    host: host ?? '127.0.0.1',
    port,
    isSecure: text('SMTP_SECURE') === undefined ? port === 465 : text('SMTP_SECURE') === 'true',
    requireTls: text('SMTP_REQUIRE_TLS') === 'true',
    user: text('SMTP_USER') ?? null,
    password: text('SMTP_PASSWORD') ?? null,
  }
}

function readDkim(): SmtpSettings['dkim'] {
  const [domain, selector] = [text('DKIM_DOMAIN'), text('DKIM_SELECTOR')]
  const file = text('DKIM_PRIVATE_KEY_FILE')
  // An environment variable has one line; the key's line ends are written as \n in it.
  const privateKey =
    file === undefined ? text('DKIM_PRIVATE_KEY')?.replaceAll('\\n', '\n') : readFileSync(file, 'utf8')
  if (!domain && !selector && !privateKey) return null
  if (!domain || !selector || !privateKey)
    throw new Failure(
      'For DKIM set DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY (or DKIM_PRIVATE_KEY_FILE), or none.',
    )
  return { domain, selector, privateKey }
}

/** `Name <address>` or an address: the name of the sender is made for each mail. */
function addressIn(value: string): string {
  const address = /<([^<>]+)>\s*$/.exec(value)?.[1] ?? value
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) throw new Failure('SMTP_FROM must be a mail address.')
  return address
}

function text(name: string): string | undefined {
  const value = process.env[name]?.trim()
  return value === '' ? undefined : value
}

function number(name: string, fallback: number, max: number): number {
  const value = text(name)
  if (value === undefined) return fallback
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > max)
    throw new Failure(`${name} must be a number from 1 to ${String(max)}, but it is "${value}".`)
  return Number(value)
}
