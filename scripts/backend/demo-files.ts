import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SqlSession } from './migrate'

const FILES = 'supabase/demo-files'

/**
 * Puts the files of the demo data where their documents say they are. They cannot be in seed.sql: an object is a row and a file.
 * Does nothing for documents whose objects are there already.
 */
export async function placeDemoFiles(session: SqlSession, storageDirectory: string): Promise<void> {
  const rows = await session.rows(`
    select d.storage_path as path, d.type, d.uploaded_by as owner from public.documents d
    where d.id::text like '7d000000-0000-4000-8000-%' and d.kind = 'file'
      and not exists (select from storage.objects o where o.bucket_id = 'documents' and o.name = d.storage_path)`)
  const objects = join(storageDirectory, 'objects')
  mkdirSync(objects, { recursive: true })
  for (const row of rows) {
    const path = String(row.path)
    const file = join(FILES, path.split('/').at(-1) ?? '')
    if (!existsSync(file)) continue
    // Of the file itself: whoever downloads it gets as many bytes as are announced here.
    const { size } = statSync(file)
    const version = randomUUID()
    copyFileSync(file, join(objects, version))
    const metadata = {
      eTag: `"${version}"`,
      size,
      mimetype: row.type,
      cacheControl: 'no-cache',
      lastModified: new Date().toISOString(),
      contentLength: size,
      httpStatusCode: 200,
    }
    await session.rows(
      `insert into storage.objects (bucket_id, name, owner, owner_id, version, metadata)
       values ('documents', $1, ($2::text)::uuid, $2::text, $3, ($4::text)::jsonb)`,
      [path, String(row.owner), version, JSON.stringify(metadata)],
    )
  }
}
