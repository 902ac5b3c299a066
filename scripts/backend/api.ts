import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { App, type Connection } from '@supabase/lite'
import { closeAuthGaps } from './auth-gaps'
import { authSettings, mailDriver, type AuthOptions } from './auth-settings'
import { surviveDriverFaults } from './driver-faults'
import { limitGuesses } from './guess-limit'
import { REFUSED } from './postgrest-errors'
import { joinRepeatedFilters } from './repeated-filters'
import { storageApi } from './storage/storage-api'

export interface ApiOptions extends AuthOptions {
  connection: Connection
  port: number
  host: string
  /** The folder that objects are kept in; without one there is no storage. */
  storageDirectory?: string
}

export interface Api {
  port: number
  stop: () => Promise<void>
}

const MAX_BODY_BYTES = 5 * 1024 * 1024
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET,POST,PATCH,PUT,DELETE,OPTIONS,HEAD',
  'access-control-allow-headers':
    'authorization,apikey,content-type,cache-control,prefer,x-client-info,x-upsert,x-region,x-metadata,accept-profile,content-profile,range,range-unit,accept,x-supabase-api-version,x-retry-count',
  'access-control-expose-headers':
    'Content-Range,Content-Location,Preference-Applied,X-Total-Count,X-Supabase-Api-Version,Retry-After',
  'access-control-max-age': '7200',
}
const TOO_MANY_GUESSES = {
  code: 429,
  error_code: 'over_request_rate_limit',
  msg: 'Request rate limit reached',
}

/**
 * Serves /rest/v1, /auth/v1 and the part of /storage/v1 that the app uses, as Supabase does; `supabase/tests/conformance/*.test.ts`
 * state what that means.
 */
export async function startApi(options: ApiOptions): Promise<Api> {
  surviveDriverFaults()
  silenceRefusals()
  const mailer = mailDriver(options.smtp)
  const app = new App({
    connection: options.connection,
    // `anonymous_enabled: false` does not shut anonymous callers out (they come with the publishable key); it makes a
    // malformed token an error, as it is for PostgREST, instead of an anonymous request.
    api: { schemas: ['public'], max_rows: 1000, anonymous_enabled: false },
    auth: authSettings(options),
    options: { server: { admin: false }, drivers: { email: mailer } },
  })
  await app.init()
  await options.connection.introspect({ useCache: true })
  const guesses = limitGuesses()
  const { connection, secretKey, jwtSecret, storageDirectory } = options
  const answerStorage =
    storageDirectory === undefined
      ? null
      : storageApi({ connection, directory: storageDirectory, secretKey, jwtSecret })
  const answerAuth = closeAuthGaps(options.connection, (mail) => mailer.send(mail), options.siteUrl)

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://api')
    if (request.method === 'OPTIONS') {
      response.writeHead(204, CORS).end()
      return
    }
    if (answerStorage && path.startsWith('/storage/v1/')) {
      for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value)
      await answerStorage(request, response)
      return
    }
    if (!/^\/(rest|auth)\/v1(\/|$)/.test(path)) {
      send(response, 404, { message: 'no Route matched with those values' })
      return
    }
    const body = await readBody(request)
    if (body === null) {
      send(response, 413, { message: 'Request body too large' }, { connection: 'close' })
      return
    }
    const guess = guesses.recognise(path, query, body, request.socket.remoteAddress ?? '')
    if (guess && guesses.isExhausted(guess)) {
      send(response, 429, TOO_MANY_GUESSES)
      return
    }
    const peerAddress = request.socket.remoteAddress ?? null
    const forward = async (other?: object) =>
      app.fetch(toRequest(request, other ? Buffer.from(JSON.stringify(other)) : body), { peerAddress })
    const isPost = request.method === 'POST'
    const result = (isPost && (await answerAuth(path, query, body, forward))) || (await forward())
    if (guess) guesses.record(guess, result.status)
    response.writeHead(result.status, { ...Object.fromEntries(result.headers), ...CORS })
    response.end(Buffer.from(await result.arrayBuffer()))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error)
      if (response.headersSent) response.destroy()
      else send(response, 500, { message: 'An unexpected error occurred' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await options.connection.close()
    },
  }
}

/** The whole body, or null when it is larger than any honest request. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function toRequest(request: IncomingMessage, body: Buffer): Request {
  // The body may be another one than was sent, so its length is told anew.
  const headers = Object.entries(request.headersDistinct).flatMap(([name, values]) =>
    name === 'content-length' ? [] : (values ?? []).map((value): [string, string] => [name, value]),
  )
  const method = request.method ?? 'GET'
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD'
  const url = new URL(`http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`)
  if (url.pathname.startsWith('/rest/')) url.search = joinRepeatedFilters(url.searchParams).toString()
  return new Request(url, { method, headers, ...(hasBody ? { body: new Uint8Array(body) } : {}) })
}

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...CORS, ...headers })
    .end(JSON.stringify(body))
}

/** lite prints every statement that the database refused, with its values: people's data has no business in a log. */
function silenceRefusals(): void {
  const print = console.error
  if (Reflect.has(print, REFUSED)) return
  const filtered = (...values: unknown[]) => {
    if (
      !values.some(
        (value) => typeof value === 'object' && value !== null && Reflect.get(value, REFUSED) === true,
      )
    )
      print(...values)
  }
  console.error = Object.assign(filtered, { [REFUSED]: true })
}
