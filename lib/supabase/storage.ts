'use client'

import { env } from '@/lib/env'
import { AppError, toAppError, type ErrorCode } from '@/lib/errors'
import { accessToken, forgetToken } from '@/lib/supabase/browser'

const BUCKET = 'documents'
/** A download or preview begins at once, so its address need not live longer. */
const SIGNED_SECONDS = 60
const REQUEST_TIMEOUT_MS = 10_000

const encodePath = (path: string) => path.split('/').map(encodeURIComponent).join('/')
const endpoint = (path: string) => `${env.supabaseUrl}/storage/v1${path}`

const BY_STATUS: Record<string, ErrorCode> = {
  '401': 'session_expired',
  '404': 'document_unknown',
  '409': 'duplicate',
  '413': 'upload_too_large',
  '415': 'upload_type_refused',
}

/** Storage answers 400 for nearly everything and says what it means in the body. */
function asError(status: number, text: string): AppError {
  let meant = String(status)
  let message = ''
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null) {
      if ('statusCode' in body) meant = String(body.statusCode)
      if ('message' in body) message = String(body.message)
    }
  } catch {
    // A proxy in between may answer with a page; the status still says enough.
  }
  // A token that is past its time; "unexpected" and its kin are other troubles.
  if (/jwt|"exp"/i.test(message) && (meant === '403' || meant === '400'))
    return new AppError('session_expired')
  const code = BY_STATUS[meant]
  return code ? new AppError(code) : toAppError(null, Number(meant))
}

/** A token that is no longer good is not used again. */
function refused(status: number, text: string): AppError {
  const error = asError(status, text)
  if (error.code === 'session_expired') forgetToken()
  return error
}

type UploadOptions = { onProgress: (sentBytes: number) => void; signal: AbortSignal }

/**
 * Sends a file straight to its place in the bucket, never over another one. By XMLHttpRequest, because fetch does not tell how much
 * has been sent. One request, not resumable: after a break it starts again. Throws an AppError, or the signal's reason.
 */
export async function uploadObject(
  path: string,
  file: Blob,
  type: string,
  { onProgress, signal }: UploadOptions,
): Promise<void> {
  const token = await accessToken()
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    signal.addEventListener('abort', stop, { once: true })
    const settle = (work: () => void) => {
      signal.removeEventListener('abort', stop)
      work()
    }
    request.open('POST', endpoint(`/object/${BUCKET}/${encodePath(path)}`))
    request.setRequestHeader('authorization', `Bearer ${token}`)
    request.setRequestHeader('apikey', env.supabaseKey)
    request.setRequestHeader('content-type', type)
    request.setRequestHeader('x-upsert', 'false')
    request.upload.onprogress = (event) => onProgress(event.loaded)
    request.onload = () =>
      settle(() => {
        if (request.status >= 200 && request.status < 300) return resolve()
        reject(refused(request.status, request.responseText))
      })
    request.onerror = () => settle(() => reject(new AppError('backend_unreachable')))
    request.onabort = () => settle(() => reject(new DOMException('The upload was cancelled.', 'AbortError')))
    request.send(file)
  })
}

/**
 * An address that opens an object for a minute, made at the moment it is needed. With `downloadAs` a browser saves it under that name
 * and never shows it.
 */
export async function signedAddress(path: string, downloadAs: string | null): Promise<string> {
  const response = await fetch(endpoint(`/object/sign/${BUCKET}/${encodePath(path)}`), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await accessToken()}`,
      apikey: env.supabaseKey,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ expiresIn: SIGNED_SECONDS }),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  })
  if (!response.ok) throw refused(response.status, await response.text())
  const { signedURL } = (await response.json()) as { signedURL: string }
  const address = new URL(endpoint(signedURL))
  if (downloadAs !== null) address.searchParams.set('download', downloadAs)
  return address.href
}

/** The bytes of an object, for a preview. */
export async function readObject(path: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(await signedAddress(path, null), { signal, credentials: 'omit' })
  if (!response.ok) throw refused(response.status, await response.text())
  return response.blob()
}
