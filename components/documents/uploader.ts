import { AppError, toAppError } from '@/lib/errors'
import { announceFile, deleteDocument, finalizeDocument } from '@/lib/mutations/documents'
import type { DocumentScope } from '@/lib/queries/documents'
import { recogniseFile, type FileProblem } from '@/lib/rules/document-content'
import type { Visibility } from '@/lib/rules/document-list-params'
import { browserClient } from '@/lib/supabase/browser'
import { uploadObject } from '@/lib/supabase/storage'

export type UploadState =
  | { step: 'checking' | 'waiting' | 'finishing' | 'done' }
  | { step: 'sending'; sentBytes: number }
  /** Not taken: it stays as it is until it is dismissed. */
  | { step: 'refused'; problem: FileProblem }
  | { step: 'failed'; error: AppError }

export type Upload = { key: number; name: string; size: number; visibility: Visibility; state: UploadState }

type Job = { file: File; stop: AbortController; announced: { id: string; path: string } | null; type: string }

const AT_ONCE = 3
/** A bar that moves more often than this only costs time. */
const PROGRESS_MS = 100

const isOver = ({ state }: Upload) => ['done', 'refused', 'failed'].includes(state.step)

/**
 * Brings files to the storage, some at a time, each in three steps: the row that keeps a place for it, the bytes, and the word that it
 * is whole. What fails on the way can be tried again from where it stopped; what is cancelled leaves nothing behind.
 */
export function createUploader(scope: DocumentScope, onArrived: () => void) {
  let uploads: readonly Upload[] = []
  let nextKey = 1
  let running = 0
  const jobs = new Map<number, Job>()
  const waiting: number[] = []
  const listeners = new Set<() => void>()

  function change(next: readonly Upload[]): void {
    uploads = next
    for (const listener of listeners) listener()
  }
  const show = (key: number, state: UploadState) =>
    change(uploads.map((upload) => (upload.key === key ? { ...upload, state } : upload)))

  async function check(key: number, job: Job): Promise<void> {
    const { file } = job
    const read = async (start: number, end: number) =>
      new Uint8Array(await file.slice(start, end).arrayBuffer())
    const verdict = await recogniseFile({ name: file.name, size: file.size, read })
    if (verdict.problem !== null) {
      show(key, { step: 'refused', problem: verdict.problem })
      return
    }
    job.type = verdict.type
    enqueue(key)
  }

  function enqueue(key: number): void {
    show(key, { step: 'waiting' })
    waiting.push(key)
    startNext()
  }

  function startNext(): void {
    while (running < AT_ONCE) {
      const key = waiting.shift()
      const job = key === undefined ? undefined : jobs.get(key)
      if (key === undefined) return
      if (!job) continue
      running++
      void send(key, job)
        .catch((error: unknown) => {
          if (!job.stop.signal.aborted) show(key, { step: 'failed', error: toAppError(error) })
        })
        .finally(() => {
          running--
          startNext()
        })
    }
  }

  async function send(key: number, job: Job): Promise<void> {
    const upload = uploads.find((one) => one.key === key)
    if (!upload) return
    const { file, stop, type } = job
    const supabase = browserClient()
    show(key, { step: 'sending', sentBytes: 0 })
    const { name, size, visibility } = upload
    const announced = (job.announced ??= await announceFile(supabase, scope, {
      name,
      type,
      size,
      visibility,
    }))
    // Cancelled while the row was on its way: nobody else knows of it.
    if (stop.signal.aborted) {
      forget(announced.id)
      return
    }
    let shownAt = 0
    await uploadObject(announced.path, file, type, {
      signal: stop.signal,
      onProgress: (sentBytes) => {
        if (Date.now() - shownAt < PROGRESS_MS || stop.signal.aborted) return
        shownAt = Date.now()
        show(key, { step: 'sending', sentBytes })
      },
    }).catch((error: unknown) => {
      // It had arrived before, and only the answer got lost.
      if (!(error instanceof AppError && error.code === 'duplicate')) throw error
    })
    show(key, { step: 'finishing' })
    try {
      await finalizeDocument(supabase, announced.id)
    } catch (error) {
      const appError = toAppError(error)
      if (appError.code === 'upload_differs' || appError.code === 'document_unknown') {
        // What lies there cannot be written over: another try needs a place of its own.
        job.announced = null
        forget(announced.id)
      }
      throw appError
    }
    show(key, { step: 'done' })
    onArrived()
  }

  /** Should this not get through, the row is swept within a day. */
  function forget(documentId: string): void {
    deleteDocument(browserClient(), documentId).catch(() => undefined)
  }

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    getUploads: () => uploads,
    add: (files: readonly File[], visibility: Visibility) => {
      for (const file of files) {
        const key = nextKey++
        const job: Job = { file, stop: new AbortController(), announced: null, type: '' }
        jobs.set(key, job)
        change([
          ...uploads,
          { key, name: file.name, size: file.size, visibility, state: { step: 'checking' } },
        ])
        check(key, job).catch((error: unknown) => show(key, { step: 'failed', error: toAppError(error) }))
      }
    },
    retry: (key: number) => {
      const job = jobs.get(key)
      if (!job) return
      job.stop = new AbortController()
      if (job.type === '') check(key, job).catch(() => undefined)
      else enqueue(key)
    },
    /** Stops it, and takes back what it had begun. */
    cancel: (key: number) => {
      const job = jobs.get(key)
      jobs.delete(key)
      job?.stop.abort()
      if (job?.announced) forget(job.announced.id)
      change(uploads.filter((upload) => upload.key !== key))
    },
    clearFinished: () => {
      for (const upload of uploads.filter(isOver)) jobs.delete(upload.key)
      change(uploads.filter((upload) => !isOver(upload)))
    },
  }
}

export type Uploader = ReturnType<typeof createUploader>

/** How many are still on their way. */
export function countUnderWay(uploads: readonly Upload[]): number {
  return uploads.filter((upload) => !isOver(upload)).length
}
