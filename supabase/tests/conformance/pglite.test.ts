import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApi } from '../../../scripts/backend/api'
import { openInProcess, type Database } from '../../../scripts/backend/database'
import { applyPrelude } from '../../../scripts/backend/migrate'

// Where no Postgres can start, PGlite stands in; what the product calls must work over it the same way.
const KEY = 'sb_publishable_conformance'
const directory = mkdtempSync(join(tmpdir(), 'audienceos-pglite-'))
let database: Database
let api: Awaited<ReturnType<typeof startApi>>

beforeAll(async () => {
  database = await openInProcess(join(directory, 'pglite'))
  const session = database.openSession()
  await applyPrelude(session)
  await session.exec(`
    create function public.echo("user" uuid, word text) returns table (said text)
      language sql stable as $$ select word || ' ' || "user" $$;
    create function public.greet(word text, "user" uuid) returns table (said text)
      language sql stable as $$ select word || ' ' || "user" $$;
    grant execute on function public.echo(uuid, text), public.greet(text, uuid) to anon;`)
  const options = {
    connection: await database.connect(),
    port: 0,
    host: '127.0.0.1',
    publishableKey: KEY,
    secretKey: 'sb_secret_conformance',
    jwtSecret: 'conformance-secret-that-is-long-enough-for-hs256',
    siteUrl: 'http://localhost:3999',
    smtp: { host: '127.0.0.1', port: 9 },
    storageDirectory: join(directory, 'storage'),
  }
  api = await startApi(options)
  // Making its first database takes ten seconds of processor time, of which a busy machine gives little.
}, 180_000)
afterAll(async () => {
  await api.stop()
  await database.stop()
  rmSync(directory, { recursive: true, force: true })
})

it.each(['echo', 'greet'])('passes an argument whose name is a word of SQL to %s', async (name) => {
  const user = '0b5f0f0e-7d0f-4f63-9d7d-3f0e9a1f0001'
  const answer = await fetch(`http://127.0.0.1:${api.port}/rest/v1/rpc/${name}`, {
    method: 'POST',
    headers: { apikey: KEY, 'content-type': 'application/json' },
    // A value that looks like the text that is mended stays what it is.
    body: JSON.stringify({ user, word: '(user := ' }),
  })
  expect([answer.status, await answer.json()]).toEqual([200, [{ said: `(user :=  ${user}` }]])
})
