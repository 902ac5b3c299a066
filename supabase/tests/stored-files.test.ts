import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import postgres, { type Sql } from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eraseAgency, eraseClient } from '../../lib/provisioning/erase'
import { exportAgency } from '../../lib/provisioning/export'
import { objectReader, objectRemover } from '../../lib/supabase/service'
import { startApi, type Api } from '../../scripts/backend/api'
import { connectApi } from '../../scripts/backend/database'
import { placeDemoFiles } from '../../scripts/backend/demo-files'
import { openSession } from '../../scripts/backend/migrate'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'

/** Files of an agency, in the storage that comes with the product: an export holds them whole, and an erasure leaves none on the disk. */

const SECRET_KEY = 'sb_secret_stored_files'
const HARBOUR = '10000000-0000-4000-8000-000000000001'
const slug = 'harbour-and-main'
let database: TestDatabase
let sql: Sql
let api: Api
let directory: string

beforeEach(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 2, onnotice: () => undefined })
  await sql.unsafe(readFileSync('supabase/seed.sql', 'utf8')).simple()
  directory = mkdtempSync(join(tmpdir(), 'audienceos-stored-files-'))
  const session = openSession(database.url)
  await placeDemoFiles(session, directory)
  await session.close()
  api = await startApi({
    connection: await connectApi(database.url),
    port: 0,
    host: '127.0.0.1',
    publishableKey: 'sb_publishable_stored_files',
    secretKey: SECRET_KEY,
    jwtSecret: 'stored-files-secret-that-is-long-enough-for-hs256',
    siteUrl: 'http://localhost:3998',
    storageDirectory: directory,
    // Nothing here sends a mail.
    smtp: { host: '127.0.0.1', port: 9 },
  })
})
afterEach(async () => {
  await api.stop()
  await sql.end()
  await database.stop()
  rmSync(directory, { recursive: true, force: true })
})

const url = () => `http://127.0.0.1:${api.port}`
const remove = (objects: readonly { path: string }[]) =>
  objectRemover(url(), SECRET_KEY, 'documents')(objects.map(({ path }) => path))
const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const onDisk = () =>
  readdirSync(join(directory, 'objects'))
    .map((name) => hashOf(join(directory, 'objects', name)))
    .sort()
/** The contents that rows still lead to. */
const known = async (prefix = '') => {
  const rows = await sql<{ version: string }[]>`
    select version from storage.objects where bucket_id = 'documents' and starts_with(name, ${prefix})`
  return rows.map(({ version }) => hashOf(join(directory, 'objects', version))).sort()
}

test('are in an export, byte for byte, and in no other’s', async () => {
  const read = objectReader(url(), SECRET_KEY, 'documents')
  const folder = join(directory, 'export')
  const manifest = await exportAgency(sql, {
    slug,
    directory: folder,
    readObject: async ({ path }) => {
      const body = await read(path)
      return body ? Readable.fromWeb(body as NodeStream<Uint8Array>) : null
    },
  })
  const kept = manifest.files.map(({ file, sha256 }) => {
    expect(hashOf(join(folder, file ?? 'missing'))).toBe(sha256)
    return sha256 ?? ''
  })
  expect(kept.length).toBeGreaterThan(3)
  expect(kept.sort()).toEqual(await known(`${HARBOUR}/`))
})

test('are gone from the disk with their client, and all of them with their agency; others keep theirs', async () => {
  const [client] = await sql<{ id: string; files: number }[]>`
    select d.client_id as id, count(*)::int as files from documents d
    join storage.objects o on o.name = d.storage_path where d.agency_id = ${HARBOUR} group by 1 order by 2 desc, 1 limit 1`
  const all = onDisk().length
  const files = client?.files ?? 0
  expect(files).toBeGreaterThan(0)

  const one = await eraseClient(sql, { slug, clientId: client?.id ?? '' }, { removeObjects: remove })
  expect(one.files).toEqual({ found: files, removed: files, left: 0, reason: null })
  expect(onDisk()).toHaveLength(all - files)
  expect(onDisk()).toEqual(await known())

  await eraseAgency(sql, { slug }, { removeObjects: remove })
  expect(await known(`${HARBOUR}/`)).toEqual([])
  expect(onDisk()).toEqual(await known())
})

test('that the storage does not give away just then are left to the worker, and the report says so', async () => {
  const before = onDisk()
  const report = await eraseAgency(
    sql,
    { slug },
    { removeObjects: () => Promise.reject(new Error('The storage answered 503.')) },
  )
  expect(report.files.found).toBeGreaterThan(0)
  expect(report.files).toEqual({
    found: report.files.found,
    removed: 0,
    left: report.files.found,
    reason: 'The storage answered 503.',
  })
  expect(await sql`select from agencies where slug = ${slug}`).toHaveLength(0)
  expect(onDisk()).toEqual(before)
})
