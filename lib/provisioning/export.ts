import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sql, TransactionSql } from 'postgres'
import { ownedTables } from '@/lib/provisioning/ownership'

export const EXPORT_FORMAT = 'audienceos-export'
export const EXPORT_VERSION = 1
const ROWS_AT_ONCE = 500
/** Exports hold everything an agency has, so nobody but whoever asked for them reads them. */
const PRIVATE_FOLDER = 0o700
const PRIVATE_FILE = 0o600

export interface ExportedPart {
  /** `public.tickets`; `accounts` for how its people sign in. */
  name: string
  file: string
  rows: number
  bytes: number
  sha256: string
}
export interface ExportedFile {
  path: string
  bytes: number | null
  type: string | null
  /** Where its content lies in the export; null: only listed. */
  file: string | null
  sha256: string | null
}
export interface ExportManifest {
  format: typeof EXPORT_FORMAT
  version: typeof EXPORT_VERSION
  agency: { id: string; slug: string; name: string }
  /** The last migration of the database it came from. */
  schemaVersion: string | null
  exportedAt: string
  rows: number
  parts: ExportedPart[]
  files: ExportedFile[]
}

/** Opens the content of a stored object, or answers null when it is not there. */
export type ReadObject = (object: { path: string; version: string | null }) => Promise<Readable | null>

export class ExportRefused extends Error {}

/**
 * Writes everything an agency owns into a new folder: JSON lines for each table, its people's accounts without their passwords, its files
 * when `readObject` is given and else their list, and `manifest.json` with counts and hashes, written last, so that a folder without it
 * is not whole. One read-only snapshot; nothing in the database changes. Raises ExportRefused for an unknown agency or a folder in use.
 */
export async function exportAgency(
  sql: Sql,
  options: {
    slug: string
    directory: string
    readObject?: ReadObject
    onPart?: (part: ExportedPart) => void
  },
): Promise<ExportManifest> {
  const { directory, readObject } = options
  mkdirSync(directory, { recursive: true, mode: PRIVATE_FOLDER })
  if (readdirSync(directory).length > 0)
    throw new ExportRefused(
      `The folder ${directory} is not empty: name one that is, or that does not exist yet.`,
    )
  const manifest = await sql.begin('isolation level repeatable read read only', async (tx) => {
    const [agency] = await tx<
      ExportManifest['agency'][]
    >`select id, slug, name from public.agencies where slug = ${options.slug}`
    if (!agency) throw new ExportRefused(`There is no agency with the short name ${options.slug}.`)
    mkdirSync(join(directory, 'tables'), { mode: PRIVATE_FOLDER })
    const parts: ExportedPart[] = []
    const write = async (name: string, query: string) => {
      const part = await writeLines(tx, directory, name, query, agency.id)
      parts.push(part)
      options.onPart?.(part)
    }
    for (const table of await ownedTables(tx, 'public.agencies'))
      await write(
        table.name,
        `select to_jsonb(t)::text as line from ${table.name} t where ${table.condition}`,
      )
    await write(
      'accounts',
      `select jsonb_build_object('id', a.id, 'email', a.email, 'email_confirmed_at', a.email_confirmed_at,
         'last_sign_in_at', a.last_sign_in_at, 'created_at', a.created_at)::text as line
       from auth.users a where a.id in (
         select u.id from public.users u join public.clients c on c.id = u.client_id where c.agency_id = $1)`,
    )
    const files = await writeFiles(tx, directory, agency.id, readObject)
    const rows = parts.reduce((sum, part) => sum + part.rows, 0)
    const schemaVersion = await readSchemaVersion(tx)
    const exportedAt = new Date().toISOString()
    const head = {
      format: EXPORT_FORMAT,
      version: EXPORT_VERSION,
      agency,
      schemaVersion,
      exportedAt,
    } as const
    return { ...head, rows, parts, files } satisfies ExportManifest
  })
  writeFileSync(join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: PRIVATE_FILE,
  })
  return manifest
}

/** One row a line, as the database itself writes JSON, a few hundred rows in memory at a time. */
async function writeLines(
  tx: TransactionSql,
  directory: string,
  name: string,
  query: string,
  agencyId: string,
): Promise<ExportedPart> {
  const file = join('tables', `${name}.jsonl`)
  const hash = createHash('sha256')
  let rows = 0
  let bytes = 0
  async function* lines() {
    for await (const batch of tx.unsafe<{ line: string }[]>(query, [agencyId]).cursor(ROWS_AT_ONCE)) {
      const text = batch.map(({ line }) => `${line}\n`).join('')
      rows += batch.length
      bytes += Buffer.byteLength(text)
      hash.update(text)
      yield text
    }
  }
  await pipeline(lines, createWriteStream(join(directory, file), { mode: PRIVATE_FILE }))
  return { name, file, rows, bytes, sha256: hash.digest('hex') }
}

/** Contents are named by their number: what somebody called a file never becomes part of a path. */
async function writeFiles(
  tx: TransactionSql,
  directory: string,
  agencyId: string,
  readObject: ReadObject | undefined,
): Promise<ExportedFile[]> {
  const objects = await storedObjects(tx, `${agencyId}/`)
  if (readObject && objects.length > 0) mkdirSync(join(directory, 'files'), { mode: PRIVATE_FOLDER })
  const files: ExportedFile[] = []
  for (const [at, { path, version, bytes, type }] of objects.entries()) {
    const content = readObject ? await readObject({ path, version }) : null
    if (!content) {
      files.push({ path, bytes, type, file: null, sha256: null })
      continue
    }
    const file = join('files', String(at + 1))
    const hash = createHash('sha256')
    content.on('data', (chunk: Buffer) => hash.update(chunk))
    await pipeline(content, createWriteStream(join(directory, file), { mode: PRIVATE_FILE }))
    files.push({ path, bytes, type, file, sha256: hash.digest('hex') })
  }
  return files
}

export interface StoredObject {
  path: string
  version: string | null
  bytes: number | null
  type: string | null
}

/** What lies in the bucket of documents below a path; nothing where a database has no storage. */
export async function storedObjects(tx: TransactionSql, prefix: string): Promise<StoredObject[]> {
  const [has] = await tx<{ storage: boolean }[]>`select to_regclass('storage.objects') is not null as storage`
  if (!has?.storage) return []
  return await tx<StoredObject[]>`
    select o.name as path, o.version::text, (o.metadata ->> 'size')::float8 as bytes, o.metadata ->> 'mimetype' as type
    from storage.objects o where o.bucket_id = 'documents' and starts_with(o.name, ${prefix}) order by o.name`
}

/** The version of the last migration that ran, as the Supabase CLI records it. */
export async function readSchemaVersion(tx: TransactionSql): Promise<string | null> {
  const [has] = await tx<
    { ledger: boolean }[]
  >`select to_regclass('supabase_migrations.schema_migrations') is not null as ledger`
  if (!has?.ledger) return null
  const [last] = await tx<
    { version: string | null }[]
  >`select max(version) as version from supabase_migrations.schema_migrations`
  return last?.version ?? null
}
