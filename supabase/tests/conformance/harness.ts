import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import ws from 'ws'
import { startApi } from '../../../scripts/backend/api'
import { connectApi } from '../../../scripts/backend/database'
import { startMailbox } from '../../../scripts/backend/mailbox'
import { openSession } from '../../../scripts/backend/migrate'
import { freePort } from '../../../scripts/backend/ports'
import { startTestDatabase } from '../../../scripts/backend/test-database'

const HOST = '127.0.0.1'
const PUBLISHABLE_KEY = 'sb_publishable_conformance'
const SECRET_KEY = 'sb_secret_conformance'
export const JWT_SECRET = 'conformance-secret-that-is-long-enough-for-hs256'
export const SITE_URL = 'http://localhost:3999'

export interface Mail {
  subject: string
  html: string
  text: string
}

export interface Answer {
  status: number
  headers: Headers
  body: unknown
}

export interface Conformance {
  url: string
  /** Where the API keeps objects. */
  storageDirectory: string
  /** A supabase-js client as a browser has one; `token` signs it in. */
  client: (token?: string) => SupabaseClient
  /** One request with the publishable key, as anybody could send it. */
  call: (
    method: string,
    path: string,
    options?: { token?: string; body?: unknown; headers?: Record<string, string> },
  ) => Promise<Answer>
  /** SQL as the superuser. */
  sql: (text: string) => Promise<Record<string, unknown>[]>
  /** The newest mail to this address; waits until there is one more than `after`. */
  mail: (address: string, after?: number) => Promise<Mail>
  mailCount: (address: string) => Promise<number>
  /** A confirmed account and its session. */
  person: (
    email?: string,
  ) => Promise<{ email: string; password: string; token: string; refreshToken: string; userId: string }>
  stop: () => Promise<void>
}

/** The API over a database that holds `fixture` and nothing of the product, so that what is tested is Supabase's part alone. */
export async function startConformance(fixture: string): Promise<Conformance> {
  const database = await startTestDatabase({ withoutMigrations: true })
  const session = openSession(database.url)
  if (fixture !== '') await session.exec(fixture)
  const directory = mkdtempSync(join(tmpdir(), 'audienceos-conformance-'))
  const [smtpPort, webPort] = [await freePort(), await freePort()]
  const mailbox = await startMailbox({ smtpPort, webPort, host: HOST, directory })
  const api = await startApi({
    connection: await connectApi(database.url),
    port: 0,
    host: HOST,
    publishableKey: PUBLISHABLE_KEY,
    secretKey: SECRET_KEY,
    jwtSecret: JWT_SECRET,
    siteUrl: SITE_URL,
    storageDirectory: join(directory, 'storage'),
    smtp: { host: HOST, port: smtpPort },
  })
  const url = `http://${HOST}:${api.port}`

  const call: Conformance['call'] = async (method, path, { token, body, headers } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        apikey: PUBLISHABLE_KEY,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : (JSON.parse(text) as unknown),
    }
  }

  const mailsTo = async (address: string): Promise<Mail[]> => {
    const response = await fetch(`http://${HOST}:${webPort}/email`)
    const mails = (await response.json()) as (Mail & { to: { address: string }[] })[]
    return mails.filter(({ to }) => to.some((recipient) => recipient.address === address))
  }

  let counter = 0
  const person: Conformance['person'] = async (email = `person-${++counter}@example.org`) => {
    const password = 'a password that is long'
    await call('POST', '/auth/v1/signup', { body: { email, password } })
    const code = codeIn(await harness.mail(email))
    const { body } = await call('POST', '/auth/v1/verify', { body: { type: 'signup', email, token: code } })
    const signedIn = body as { access_token: string; refresh_token: string; user: { id: string } }
    return {
      email,
      password,
      token: signedIn.access_token,
      refreshToken: signedIn.refresh_token,
      userId: signedIn.user.id,
    }
  }

  const harness: Conformance = {
    url,
    storageDirectory: join(directory, 'storage'),
    client: (token) =>
      createClient(url, PUBLISHABLE_KEY, {
        auth: { persistSession: false, autoRefreshToken: false },
        // Node 20 has no WebSocket of its own and supabase-js will not start without one.
        realtime: { transport: ws as never },
        ...(token === undefined ? {} : { global: { headers: { Authorization: `Bearer ${token}` } } }),
      }),
    call,
    sql: (text) => session.rows(text),
    mail: async (address, after = 0) => {
      for (const end = Date.now() + 10_000; Date.now() < end;) {
        const mails = await mailsTo(address)
        const newest = mails.at(-1)
        if (newest && mails.length > after) return newest
        await new Promise((resolve) => setImmediate(resolve))
      }
      throw new Error(`no mail to ${address}`)
    },
    mailCount: async (address) => (await mailsTo(address)).length,
    person,
    stop: async () => {
      await api.stop()
      await mailbox.stop()
      await session.close()
      await database.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
  return harness
}

/** The six digits that a person would type. */
export function codeIn(mail: Mail): string {
  const code = />\s*(\d{6})\s*</.exec(mail.html)?.[1]
  if (!code) throw new Error(`no code in: ${mail.html}`)
  return code
}

/** What the link in a mail carries. */
export function linkIn(mail: Mail): URL {
  const href = /href="([^"]+)"/.exec(mail.html)?.[1]
  if (!href) throw new Error(`no link in: ${mail.html}`)
  return new URL(href.replaceAll('&amp;', '&'))
}
