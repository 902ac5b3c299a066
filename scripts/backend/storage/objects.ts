import type { Connection } from '@supabase/lite'
import type { Claims } from './tokens'

export type StorageRole = 'anon' | 'authenticated' | 'service_role'
export interface Caller {
  role: StorageRole
  claims: Claims
}

export interface Bucket {
  id: string
  public: boolean
  file_size_limit: string | number | null
  allowed_mime_types: string[] | null
}

export interface StoredObject {
  id: string
  name: string
  version: string
  metadata: { size: number; mimetype: string; eTag: string; lastModified: string }
}

export interface NewObject {
  id: string
  bucket: string
  name: string
  version: string
  metadata: object | null
}

/** The database refused; `code` is its SQLSTATE. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}

const SERVICE: Caller = { role: 'service_role', claims: { role: 'service_role' } }

/**
 * `storage.objects` as one caller may use it. Every statement runs in a transaction with the caller's own role and claims, so the
 * policies on that table decide here exactly as they do on Supabase. Only buckets, which say nothing about anybody, and the object
 * behind a signed address are looked up for the service.
 */
export function openObjects(connection: Connection) {
  type Db = Connection['kysely']
  const run = async <T>(caller: Caller, work: (db: Db) => Promise<T>, forceRollback = false): Promise<T> => {
    const auth = { uid: caller.claims.sub ?? null, role: caller.role, jwt: caller.claims }
    try {
      return await connection.withContext({ auth }, (db: Db) => work(db), { forceRollback })
    } catch (error) {
      throw asRefusal(error)
    }
  }
  const insert = (db: Db, caller: Caller, object: NewObject) => {
    const sub = typeof caller.claims.sub === 'string' ? caller.claims.sub : null
    // Nothing is returned: reading the new row would ask for a right that uploading does not need.
    return db
      .withSchema('storage')
      .insertInto('objects')
      .values({
        id: object.id,
        bucket_id: object.bucket,
        name: object.name,
        owner: sub,
        owner_id: sub,
        version: object.version,
        metadata: object.metadata === null ? null : JSON.stringify(object.metadata),
      })
      .execute()
  }
  const find = (caller: Caller, bucket: string, name: string) =>
    run(caller, async (db) => {
      const row: unknown = await db
        .withSchema('storage')
        .selectFrom('objects')
        .select(['id', 'name', 'version', 'metadata'])
        .where('bucket_id', '=', bucket)
        .where('name', '=', name)
        .executeTakeFirst()
      return row as StoredObject | undefined
    })

  return {
    findBucket: (id: string) =>
      run(SERVICE, async (db) => {
        const row: unknown = await db
          .withSchema('storage')
          .selectFrom('buckets')
          .select(['id', 'public', 'file_size_limit', 'allowed_mime_types'])
          .where('id', '=', id)
          .executeTakeFirst()
        return row as Bucket | undefined
      }),
    /** Asks the policies whether this could be added, and adds nothing: before a single byte is taken in. */
    probe: async (caller: Caller, object: NewObject): Promise<void> => {
      await run(caller, (db) => insert(db, caller, object), true)
    },
    /** Adds the row; `keep` gives its file its place before the row can be seen. */
    add: (caller: Caller, object: NewObject, keep: () => Promise<void>): Promise<void> =>
      run(caller, async (db) => {
        await insert(db, caller, object)
        await keep()
      }),
    find,
    findForService: (bucket: string, name: string) => find(SERVICE, bucket, name),
    /** Removes what the caller may remove and returns that. */
    remove: (caller: Caller, bucket: string, names: string[]) =>
      run(caller, async (db) => {
        const rows: unknown = await db
          .withSchema('storage')
          .deleteFrom('objects')
          .where('bucket_id', '=', bucket)
          .where('name', 'in', names)
          .returning(['id', 'name', 'version'])
          .execute()
        return rows as Pick<StoredObject, 'id' | 'name' | 'version'>[]
      }),
  }
}

/** The API's connection words its errors for PostgREST: the SQLSTATE is inside the message. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  try {
    const answer: unknown = JSON.parse(error.message)
    const code: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'code') : null
    return typeof code === 'string' ? new Refused(code) : error
  } catch {
    return error
  }
}
