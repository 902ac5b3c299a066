import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportAgency } from '../../lib/provisioning/export'
import { ownedTables } from '../../lib/provisioning/ownership'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'

const HARBOUR = '10000000-0000-4000-8000-000000000001'
const LINDEN = '10000000-0000-4000-8000-000000000002'
let database: TestDatabase
let sql: Sql
let folder: string

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 2, onnotice: () => undefined })
  await sql.unsafe(readFileSync('supabase/seed.sql', 'utf8')).simple()
  folder = mkdtempSync(join(tmpdir(), 'audienceos-export-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await sql.end()
  await database.stop()
})
const slug = 'harbour-and-main'
const parse = (line: string) => JSON.parse(line) as Record<string, unknown>

test('holds every row of the agency and none of another, with true counts and hashes', async () => {
  const directory = join(folder, 'whole')
  const manifest = await exportAgency(sql, { slug, directory })
  expect(JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'))).toEqual(manifest)
  expect(manifest).toMatchObject({ format: 'audienceos-export', version: 1, agency: { id: HARBOUR, slug } })
  const tables = await ownedTables(sql, 'public.agencies')
  expect(manifest.parts.map(({ name }) => name).sort()).toEqual(
    [...tables.map(({ name }) => name), 'accounts'].sort(),
  )
  for (const { name, file, rows, bytes, sha256 } of manifest.parts) {
    const text = readFileSync(join(directory, file), 'utf8')
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
    expect(Buffer.byteLength(text)).toBe(bytes)
    const lines = text.split('\n').slice(0, -1)
    expect(lines).toHaveLength(rows)
    expect(text).not.toContain(LINDEN)
    const table = tables.find((one) => one.name === name)
    if (!table) continue
    // Read back by the database itself, the lines are the rows that are there.
    const [same] = await sql.unsafe<{ same: boolean }[]>(
      `select coalesce((select jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text) from ${name} t where ${table.condition}), '[]')
         = coalesce((select jsonb_agg(l order by l::text) from jsonb_array_elements($2::text::jsonb) l), '[]') as same`,
      [HARBOUR, `[${lines.join(',')}]`],
    )
    expect({ name, same: same?.same }).toEqual({ name, same: true })
  }
  expect(manifest.rows).toBeGreaterThan(300)
})

test('says who could sign in, and with no word how', async () => {
  const directory = join(folder, 'accounts')
  const manifest = await exportAgency(sql, { slug, directory })
  const part = manifest.parts.find(({ name }) => name === 'accounts')
  const accounts = readFileSync(join(directory, part?.file ?? ''), 'utf8')
    .trim()
    .split('\n')
    .map(parse)
  expect(accounts.map(({ email }) => email)).toContain('olivia@harbour.example')
  expect(JSON.stringify(accounts)).not.toMatch(/password|\$2a\$|linden/)
})

test('brings files along when there is a storage, and lists them when there is none', async () => {
  const path = `${HARBOUR}/20000000-0000-4000-8000-000000000002/x/plan.pdf`
  const foreign = `${LINDEN}/x/x/secret.pdf`
  await sql`insert into storage.objects (bucket_id, name, metadata) values
    ('documents', ${path}, '{"size": 5, "mimetype": "application/pdf"}'), ('documents', ${foreign}, '{}')`
  const listed = await exportAgency(sql, { slug, directory: join(folder, 'listed') })
  expect(listed.files).toEqual([{ path, bytes: 5, type: 'application/pdf', file: null, sha256: null }])
  const asked: string[] = []
  const directory = join(folder, 'files')
  const whole = await exportAgency(sql, {
    slug,
    directory,
    readObject: (object) => {
      asked.push(object.path)
      return Promise.resolve(Readable.from([Buffer.from('hello')]))
    },
  })
  expect(asked).toEqual([path])
  const [file] = whole.files
  expect(readFileSync(join(directory, file?.file ?? ''), 'utf8')).toBe('hello')
  expect(file?.sha256).toBe(createHash('sha256').update('hello').digest('hex'))
})

test('is readable by its owner alone, and never written into a folder in use', async () => {
  const directory = join(folder, 'private')
  await exportAgency(sql, { slug, directory })
  const modes = (at: string) => statSync(at).mode & 0o077
  expect(modes(directory)).toBe(0)
  for (const name of readdirSync(join(directory, 'tables')))
    expect(modes(join(directory, 'tables', name))).toBe(0)
  await expect(exportAgency(sql, { slug, directory })).rejects.toThrow(/not empty/)
  const other = mkdtempSync(join(folder, 'used-'))
  writeFileSync(join(other, 'mine'), '')
  await expect(exportAgency(sql, { slug, directory: other })).rejects.toThrow(/not empty/)
})

test('without its manifest is known not to be whole', async () => {
  const directory = join(folder, 'broken')
  const broken = exportAgency(sql, {
    slug,
    directory,
    readObject: () => Promise.reject(new Error('The storage is gone.')),
  })
  await expect(broken).rejects.toThrow('The storage is gone.')
  expect(readdirSync(directory)).not.toContain('manifest.json')
  await expect(exportAgency(sql, { slug: 'nobody', directory: join(folder, 'none') })).rejects.toThrow(
    /no agency/,
  )
})
