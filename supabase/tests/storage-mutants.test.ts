import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { addAgency, type Agency, type Somebody } from './stage'

/**
 * The two policies on `storage.objects` are not among the tables of the model check. So each condition in them is taken away, one after
 * the other, and one of the attempts below has to succeed; as migrated, none may.
 */
let database: TestDatabase
let sql: Sql
let nordlicht: Agency
let kai: Agency

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  nordlicht = await addAgency(sql, 'nordlicht')
  kai = await addAgency(sql, 'kai')
})
afterAll(async () => {
  await sql.end()
  await database.stop()
})

interface Document {
  path: string
}
const make = async (
  tx: Sql,
  uploader: Somebody,
  change: { status?: string; visibility?: string; isDeleted?: boolean } = {},
): Promise<Document> => {
  const { status = 'ready', visibility = 'client', isDeleted = false } = change
  const deletedAt = isDeleted ? new Date() : null
  const [row] = await tx<Document[]>`
    insert into documents (agency_id, client_id, kind, name, type, size_bytes, uploaded_by, status, visibility, deleted_at, deleted_by)
    values (${nordlicht.id}, ${nordlicht.client}, 'file', 'A.txt', 'text/plain', 4, ${uploader.id}, ${status}, ${visibility}, ${deletedAt}, ${isDeleted ? uploader.id : null})
    returning storage_path as path`
  if (!row) throw new Error('No document was made.')
  return row
}

/** The attempts that succeed though none should. Everything is rolled back. */
async function breaches(sabotage: string): Promise<string[]> {
  const found: string[] = []
  await sql.unsafe('begin')
  try {
    await sql.unsafe(sabotage).simple()
    const { member, owner, viewer } = nordlicht
    const internal = await make(sql, member, { visibility: 'internal' })
    const deleted = await make(sql, member, { isDeleted: true })
    const shared = await make(sql, member)
    const other = { path: `${nordlicht.id}/other` }
    for (const { path } of [internal, deleted, shared])
      await sql`insert into storage.objects (bucket_id, name) values ('documents', ${path})`
    await sql`insert into storage.buckets (id, name) values ('elsewhere', 'elsewhere')`
    await sql`insert into storage.objects (bucket_id, name) values ('elsewhere', ${shared.path})`
    const pending = await make(sql, member, { status: 'pending' })
    const ready = await make(sql, member)
    const attempt = async (name: string, who: Somebody, act: () => Promise<{ count: number }>) => {
      await sql.unsafe('savepoint attempt')
      await sql`select set_config('request.jwt.claims', ${JSON.stringify({ sub: who.id, role: who.role })}, true)`
      await sql.unsafe(`set local role ${who.role}`)
      const { count } = await act().catch(() => ({ count: 0 }))
      await sql.unsafe('rollback to savepoint attempt')
      if (count > 0) found.push(name)
    }
    const read =
      ({ path }: Document, bucket = 'documents') =>
      () =>
        sql`select from storage.objects where name = ${path} and bucket_id = ${bucket}`
    const write =
      ({ path }: Document, bucket = 'documents') =>
      () =>
        sql`insert into storage.objects (bucket_id, name) values (${bucket}, ${path})`
    await attempt('reads a foreign object', kai.owner, read(shared))
    await attempt('reads an internal object', viewer, read(internal))
    await attempt('reads a deleted object', member, read(deleted))
    await attempt('reads another bucket', member, read(shared, 'elsewhere'))
    await attempt('uploads without a row', member, write(other))
    await attempt('uploads to a colleague’s place', owner, write(pending))
    await attempt('uploads to a foreign place', kai.owner, write(pending))
    await attempt('uploads to what is ready', member, write(ready))
    await attempt('uploads into another bucket', member, write(pending, 'elsewhere'))
    await attempt('uploads as a stranger', { id: randomUUID(), role: 'authenticated' }, write(pending))
    await attempt(
      'writes over an object',
      member,
      () => sql`update storage.objects set metadata = '{}' where name = ${shared.path}`,
    )
    await attempt(
      'removes an object',
      owner,
      () => sql`delete from storage.objects where name = ${shared.path}`,
    )
  } finally {
    await sql.unsafe('rollback')
  }
  return found
}

test('as migrated, nothing of it succeeds', async () => {
  expect(await breaches('select 1')).toEqual([])
})

test('each condition of the policies is missed when it is gone', async () => {
  const policies = await sql<{ name: string; cmd: string; text: string }[]>`
    select policyname as name, cmd, coalesce(qual, with_check) as text from pg_policies
    where schemaname = 'storage' and tablename = 'objects' order by cmd`
  expect(policies.map(({ cmd }) => cmd)).toEqual(['INSERT', 'SELECT'])
  const survivors: string[] = []
  let planted = 0
  const plant = async (what: string, sabotage: string) => {
    planted++
    if ((await breaches(sabotage)).length === 0) survivors.push(what)
  }
  for (const { name, cmd, text } of policies) {
    const alter = (condition: string) =>
      `alter policy "${name}" on storage.objects ${cmd === 'SELECT' ? 'using' : 'with check'} (${condition})`
    await plant(`${cmd}: always`, alter('true'))
    const conditions = [
      /\(bucket_id = 'documents'::text\)/,
      /\(d\.storage_path = objects\.name\)/,
      /\(d\.status = 'pending'::text\)/,
      /\(d\.uploaded_by = \( SELECT private\.my_user_id\(\)[^)]*\)\)/,
      ...(cmd === 'SELECT' ? [/\(d\.deleted_at IS NULL\)/] : []),
    ].filter((condition) => condition.test(text))
    expect(conditions.length, text).toBe(cmd === 'SELECT' ? 3 : 4)
    for (const condition of conditions)
      await plant(`${cmd}: without ${condition.source}`, alter(text.replace(condition, 'true')))
  }
  await plant(
    'an update policy',
    'create policy "Mutant" on storage.objects for update to authenticated using (true)',
  )
  await plant(
    'a delete policy',
    'create policy "Mutant" on storage.objects for delete to authenticated using (true)',
  )
  await plant('row-level security off', 'alter table storage.objects disable row level security')
  expect(planted).toBe(12)
  expect(survivors).toEqual([])
})
