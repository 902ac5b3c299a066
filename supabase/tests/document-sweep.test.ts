import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepDocuments } from '../../lib/mutations/document-sweep'
import { objectRemover, serviceClient } from '../../lib/supabase/service'
import { startApi, type Api } from '../../scripts/backend/api'
import { connectApi } from '../../scripts/backend/database'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { signJwt } from './conformance/sign-jwt'
import { addAgency, type Agency } from './stage'

const KEYS = {
  publishableKey: 'sb_publishable_sweep',
  secretKey: 'sb_secret_sweep',
  jwtSecret: 'a secret of the sweep that is long enough for hs256',
}
const directory = mkdtempSync(join(tmpdir(), 'audienceos-sweep-'))
let database: TestDatabase
let api: Api
let sql: Sql
let agency: Agency
let url: string

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 2, onnotice: () => undefined })
  agency = await addAgency(sql, 'sweeping')
  api = await startApi({
    connection: await connectApi(database.url),
    port: 0,
    host: '127.0.0.1',
    siteUrl: 'http://localhost:3999',
    smtp: { host: '127.0.0.1', port: 9 },
    storageDirectory: directory,
    ...KEYS,
  })
  url = `http://127.0.0.1:${String(api.port)}`
})
afterAll(async () => {
  await api.stop()
  await sql.end()
  await database.stop()
  rmSync(directory, { recursive: true, force: true })
})

/** An uploaded file of the agency, as its member brings it. */
async function upload(): Promise<string> {
  const [row] = await sql<{ id: string; path: string }[]>`
    insert into documents (agency_id, client_id, kind, name, type, size_bytes, uploaded_by)
    values (${agency.id}, ${agency.client}, 'file', 'Note.txt', 'text/plain', 4, ${agency.member.id})
    returning id, storage_path as path`
  if (!row) throw new Error('No document was made.')
  const token = signJwt({ sub: agency.member.id, role: 'authenticated' }, KEYS.jwtSecret)
  const answer = await fetch(`${url}/storage/v1/object/documents/${row.path}`, {
    method: 'POST',
    headers: { apikey: KEYS.publishableKey, authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
    body: 'Note',
  })
  expect(answer.status).toBe(200)
  return row.id
}

test('what is due goes with its bytes, everything else stays, and a sweep that broke off is made up for', async () => {
  const [deleted, unfinished, orphaned, kept] = [
    await upload(),
    await upload(),
    await upload(),
    await upload(),
  ]
  await sql`update documents set status = 'ready', deleted_at = now() - interval '31 days', deleted_by = ${agency.member.id} where id = ${deleted}`
  await sql`update documents set created_at = now() - interval '25 hours' where id = ${unfinished}`
  await sql`update storage.objects set created_at = now() - interval '25 hours' where name like ${`%${orphaned}%`}`
  await sql`delete from documents where id = ${orphaned}`
  const files = () => readdirSync(join(directory, 'objects')).length
  const documents = async () =>
    (await sql<{ id: string }[]>`select id from documents`).map(({ id }) => id).sort()
  expect(files()).toBe(4)

  const worker = serviceClient(url, KEYS.secretKey)
  const broken = () => Promise.reject(new Error('The storage is away.'))
  await expect(sweepDocuments(worker, broken)).rejects.toThrow('The storage is away.')
  expect(await documents()).toEqual([deleted, unfinished, kept].sort())

  const remove = objectRemover(url, KEYS.secretKey, 'documents')
  expect(await sweepDocuments(worker, remove)).toBe(3)
  expect(files()).toBe(1)
  expect(await documents()).toEqual([kept])
  expect(await sweepDocuments(worker, remove)).toBe(0)
})
