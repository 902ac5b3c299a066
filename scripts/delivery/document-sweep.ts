import type { WorkerClient } from '../../lib/mutations/deliveries'
import { sweepDocuments } from '../../lib/mutations/document-sweep'

const SWEEP_MS = 60 * 60 * 1000
/** The first one waits until the backend beside it has surely come up. */
const FIRST_SWEEP_MS = 60 * 1000

/** Clears away what is left of documents, once an hour. Returns how to stop it; one that is under way finishes first. */
export function startDocumentSweep(
  supabase: WorkerClient,
  removeObjects: (paths: string[]) => Promise<void>,
  log: (line: string) => void,
): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve()
  const sweep = () => {
    underWay = sweepDocuments(supabase, removeObjects).then(
      (cleared) => {
        if (cleared > 0) log(`cleared away ${String(cleared)} documents and uploads`)
      },
      (error: unknown) =>
        log(`documents were not cleared away: ${error instanceof Error ? error.message : String(error)}`),
    )
  }
  const first = setTimeout(sweep, FIRST_SWEEP_MS)
  const later = setInterval(sweep, SWEEP_MS)
  return async () => {
    clearTimeout(first)
    clearInterval(later)
    await underWay
  }
}
