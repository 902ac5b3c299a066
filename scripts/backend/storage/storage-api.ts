import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Connection } from '@supabase/lite'
import { openFiles, TooLarge } from './object-files'
import { openObjects, Refused, type Caller, type StorageRole, type StoredObject } from './objects'
import { readToken, signToken } from './tokens'

export interface StorageOptions {
  connection: Connection
  /** Where files are kept. */
  directory: string
  secretKey: string
  jwtSecret: string
}

/** A refusal in the words of Supabase Storage, which answers 400 and puts the status that it means into the body. */
class StorageError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
  ) {
    super(message)
  }
}

const ROLES: readonly unknown[] = ['anon', 'authenticated', 'service_role'] satisfies StorageRole[]
const MAX_JSON_BYTES = 1024 * 1024
const MAX_SIGNED_SECONDS = 7 * 24 * 3600
const DEFAULT_MAX_BYTES = 50 * 1024 * 1024
/** As Supabase Storage takes them; no name ever becomes part of a file's path here. */
const OBJECT_NAME = /^[\w/!.*'() &$@=;:+,?-]{1,1024}$/

/** Routes of Supabase Storage of which this knows nothing: they are no buckets here. */
const RESERVED = new Set(['', 'public', 'list', 'list-v2', 'move', 'copy', 'info', 'upload'])

const notFound = () => new StorageError(404, 'not_found', 'Object not found')
const noBucket = () => new StorageError(404, 'Bucket not found', 'Bucket not found')

/**
 * The part of Supabase Storage that the app uses, over a folder: upload (once, never over something), signed addresses, reading as
 * somebody, removing. lite 0.10.0 has a storage of its own, but it looks objects up past row-level security with a connection
 * that would have to own them, believes the size that a sender announces, and answers every file inline.
 * Everything else of Supabase Storage is answered 404.
 */
export function storageApi({ connection, directory, secretKey, jwtSecret }: StorageOptions) {
  const files = openFiles(directory)
  const objects = openObjects(connection)
  // A key of its own: what opens an address is no session, and a session opens no address.
  const addressSecret = createHmac('sha256', jwtSecret).update('storage addresses').digest('hex')

  const callerOf = (request: IncomingMessage): Caller => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const isSecretKey = request.headers.apikey === secretKey
    if (isSecretKey && (token === undefined || token === secretKey))
      return { role: 'service_role', claims: { role: 'service_role' } }
    if (token === undefined || token === request.headers.apikey)
      return { role: 'anon', claims: { role: 'anon' } }
    const claims = readToken(token, jwtSecret)
    if (typeof claims === 'string') throw new StorageError(403, 'Unauthorized', claims)
    if (!ROLES.includes(claims.role)) throw new StorageError(403, 'Unauthorized', 'jwt malformed')
    return { role: claims.role as StorageRole, claims }
  }

  async function upload(request: IncomingMessage, response: ServerResponse, bucketId: string, name: string) {
    const caller = callerOf(request)
    if (request.headers['x-upsert'] === 'true')
      throw new StorageError(403, 'Unauthorized', 'new row violates row-level security policy')
    const bucket = await objects.findBucket(bucketId)
    if (!bucket) throw noBucket()
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    if (bucket.allowed_mime_types && !bucket.allowed_mime_types.includes(type))
      throw new StorageError(415, 'invalid_mime_type', `mime type ${type} is not supported`)
    const maxBytes = Number(bucket.file_size_limit ?? DEFAULT_MAX_BYTES)
    const tooLarge = new StorageError(
      413,
      'Payload too large',
      'The object exceeded the maximum allowed size',
    )
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge
    const object = { id: randomUUID(), bucket: bucketId, name, version: randomUUID() }
    await objects.probe(caller, { ...object, metadata: null })
    const file = await files.receive(request, maxBytes).catch((error: unknown) => {
      throw error instanceof TooLarge ? tooLarge : error
    })
    try {
      const now = new Date().toISOString()
      const eTag = `"${createHash('md5').update(object.version).digest('hex')}"`
      const metadata = {
        eTag,
        size: file.size,
        mimetype: type,
        cacheControl: 'no-cache',
        lastModified: now,
        contentLength: file.size,
        httpStatusCode: 200,
      }
      await objects.add(caller, { ...object, metadata }, () => file.keep(object.version))
    } catch (error) {
      await file.discard()
      await files.remove(object.version)
      throw error
    }
    json(response, 200, { Key: `${bucketId}/${name}`, Id: object.id })
  }

  async function sign(request: IncomingMessage, response: ServerResponse, bucket: string, name: string) {
    const caller = callerOf(request)
    const { expiresIn } = await readJson(request)
    if (
      typeof expiresIn !== 'number' ||
      !Number.isInteger(expiresIn) ||
      expiresIn < 1 ||
      expiresIn > MAX_SIGNED_SECONDS
    )
      throw new StorageError(400, 'Error', 'body/expiresIn must be a number of seconds')
    if (!(await objects.find(caller, bucket, name))) throw notFound()
    const token = signToken({ url: `${bucket}/${name}` }, addressSecret, expiresIn)
    json(response, 200, { signedURL: `/object/sign/${bucket}/${encodePath(name)}?token=${token}` })
  }

  async function openSigned(
    request: IncomingMessage,
    response: ServerResponse,
    bucket: string,
    name: string,
  ) {
    const query = queryOf(request)
    const claims = readToken(query.get('token') ?? '', addressSecret)
    if (typeof claims === 'string') throw new StorageError(400, 'InvalidJWT', claims)
    if (claims.url !== `${bucket}/${name}`)
      throw new StorageError(400, 'InvalidSignature', 'The url do not match the signature')
    const object = await objects.findForService(bucket, name)
    if (!object) throw notFound()
    await serve(request, response, object, query.get('download'))
  }

  async function openAsCaller(
    request: IncomingMessage,
    response: ServerResponse,
    bucket: string,
    name: string,
  ) {
    const object = await objects.find(callerOf(request), bucket, name)
    if (!object) throw notFound()
    await serve(request, response, object, queryOf(request).get('download'))
  }

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    object: StoredObject,
    download: string | null,
  ) {
    const { size, mimetype, eTag, lastModified } = object.metadata
    const asked = download === '' ? (object.name.split('/').at(-1) ?? '') : download
    response.writeHead(200, {
      'content-type': /^text\//.test(mimetype) ? `${mimetype}; charset=utf-8` : mimetype,
      'content-length': size,
      'cache-control': 'private, no-cache',
      etag: eTag,
      'last-modified': new Date(lastModified).toUTCString(),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      // Should anything that a browser would run ever get here, it runs nothing. Browsers show no PDF under `sandbox`.
      ...(mimetype === 'application/pdf'
        ? {}
        : { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" }),
      ...(asked === null
        ? {}
        : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(asked)}` }),
    })
    if (request.method === 'HEAD') response.end()
    else await pipeline(files.read(object.version), response)
  }

  async function remove(request: IncomingMessage, response: ServerResponse, bucket: string) {
    const caller = callerOf(request)
    const { prefixes } = await readJson(request)
    if (!Array.isArray(prefixes) || prefixes.length === 0 || prefixes.length > 1000)
      throw new StorageError(400, 'Error', 'body/prefixes must be a list of names')
    const removed = await objects.remove(caller, bucket, prefixes.map(String))
    for (const { version } of removed) await files.remove(version)
    json(
      response,
      200,
      removed.map(({ id, name }) => ({ id, name, bucket_id: bucket })),
    )
  }

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // The address as it was sent: nothing has resolved `..` in it, and the pattern for names lets none of it matter.
    const path = (request.url ?? '').split('?')[0] ?? ''
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const [, kind, rest] = /^\/storage\/v1\/object\/(?:(sign|authenticated)\/)?(.+)$/.exec(path) ?? []
    const [bucket = '', ...segments] = (rest ?? '').split('/')
    const name = decodeName(segments)
    if (kind === undefined && RESERVED.has(bucket)) throw noBucket()
    if (method === 'DELETE' && kind === undefined && segments.length === 0)
      return remove(request, response, bucket)
    if (name === null) throw new StorageError(400, 'InvalidKey', 'Invalid key')
    if (method === 'POST' && kind === undefined) return upload(request, response, bucket, name)
    if (method === 'POST' && kind === 'sign') return sign(request, response, bucket, name)
    if (method === 'GET' && kind === 'sign') return openSigned(request, response, bucket, name)
    if (method === 'GET') return openAsCaller(request, response, bucket, name)
    throw new StorageError(404, 'not_found', `Route ${request.method ?? ''} not found`)
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await route(request, response)
    } catch (error) {
      const refusal = asStorageError(error)
      if (!refusal || response.headersSent) throw error
      // Whatever is still on its way is let in and dropped, or the sender would see a broken connection and not the reason.
      request.resume()
      const { status, error: name, message } = refusal
      json(response, status === 500 ? 500 : 400, { statusCode: String(status), error: name, message })
    }
  }
}

function asStorageError(error: unknown): StorageError | null {
  if (error instanceof StorageError) return error
  if (!(error instanceof Refused)) return null
  if (error.code === '23505') return new StorageError(409, 'Duplicate', 'The resource already exists')
  if (error.code === '42501')
    return new StorageError(403, 'Unauthorized', 'new row violates row-level security policy')
  return error.code.startsWith('23') || error.code.startsWith('22')
    ? new StorageError(400, 'Error', 'The object is not valid')
    : null
}

function decodeName(segments: string[]): string | null {
  try {
    const parts = segments.map((segment) => decodeURIComponent(segment))
    const name = parts.join('/')
    const isWhole = parts.every((part) => part !== '' && part !== '.' && part !== '..')
    return isWhole && OBJECT_NAME.test(name) ? name : null
  } catch {
    return null
  }
}

const encodePath = (name: string) => name.split('/').map(encodeURIComponent).join('/')
const queryOf = (request: IncomingMessage) => new URL(request.url ?? '/', 'http://api').searchParams

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_JSON_BYTES) throw new StorageError(413, 'Payload too large', 'Request body too large')
    chunks.push(chunk)
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    throw new StorageError(400, 'Error', 'Body is not valid JSON')
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
