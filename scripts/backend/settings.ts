import { displayHost } from './backend'
import { loadEnvFiles } from './env-file'
import { Failure } from './failure'
import { portFromEnv } from './ports'
import { dataDirectory } from './state'

export interface Settings {
  directory: string
  host: string
  port: number
  backendPort: number
  mailboxPort: number
  siteUrl: string
  isEmpty: boolean
  databaseUrl: string | null
  /** Set when the app is to use a Supabase project; then no backend is started. */
  supabase: { url: string; publishableKey: string } | null
}

/** Everything that can be set from outside, read once. */
export function readSettings(): Settings {
  loadEnvFiles()
  const host = process.env.HOST ?? '127.0.0.1'
  const port = portFromEnv('PORT', 3000)
  const url = process.env.NEXT_PUBLIC_SUPABASE_URL
  const publishableKey = process.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY
  if (Boolean(url) !== Boolean(publishableKey))
    throw new Failure(
      'For Supabase set both NEXT_PUBLIC_SUPABASE_URL and NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY; for the built-in backend set neither.',
    )
  const name = host === '127.0.0.1' ? 'localhost' : displayHost(host)
  return {
    directory: dataDirectory(),
    host,
    port,
    backendPort: portFromEnv('BACKEND_PORT', 54321),
    mailboxPort: portFromEnv('MAILBOX_PORT', 1080),
    siteUrl: process.env.NEXT_PUBLIC_SITE_URL ?? `http://${name}:${port}`,
    isEmpty: process.argv.includes('--empty'),
    databaseUrl: process.env.DATABASE_URL ?? null,
    supabase: url && publishableKey ? { url, publishableKey } : null,
  }
}
