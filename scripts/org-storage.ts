import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Files } from '../lib/provisioning/storage-commands'
import { objectReader, objectRemover } from '../lib/supabase/service'
import { portFromEnv } from './backend/ports'
import { dataDirectory, loadState } from './backend/state'

const ANSWER_WITHIN_MS = 3_000

/**
 * The storage that belongs to the database in use: the project's when SUPABASE_URL and SUPABASE_SECRET_KEY are set, the built-in
 * backend's when it runs and no other database was named. Null where none answers: files are then listed, or left to the worker.
 */
export async function findStorage(isOtherDatabase: boolean): Promise<Files | null> {
  const place = settings(isOtherDatabase)
  if (!place) return null
  const { url, key } = place
  const isThere = await fetch(`${url}/storage/v1/bucket/documents`, {
    headers: { apikey: key, authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).then(
    () => true,
    () => false,
  )
  if (!isThere) return null
  const read = objectReader(url, key, 'documents')
  const remove = objectRemover(url, key, 'documents')
  return {
    read: async ({ path }) => {
      const body = await read(path)
      return body ? Readable.fromWeb(body as NodeStream<Uint8Array>) : null
    },
    remove: async (objects) => {
      const paths = objects.map((object) => object.path)
      for (let at = 0; at < paths.length; at += 500) await remove(paths.slice(at, at + 500))
    },
  }
}

function settings(isOtherDatabase: boolean): { url: string; key: string } | null {
  const url = process.env.SUPABASE_URL ?? process.env.NEXT_PUBLIC_SUPABASE_URL
  const key = process.env.SUPABASE_SECRET_KEY ?? process.env.SUPABASE_SERVICE_ROLE_KEY
  if (url && key) return { url: url.replace(/\/$/, ''), key }
  const directory = dataDirectory()
  if (isOtherDatabase || url || !existsSync(join(directory, 'state.json'))) return null
  return {
    url: `http://127.0.0.1:${String(portFromEnv('BACKEND_PORT', 54321))}`,
    key: loadState(directory).secretKey,
  }
}
