import { z } from 'zod'
import { toAppError } from '@/lib/errors'
import type { WorkerClient } from '@/lib/mutations/deliveries'

const AT_ONCE = 500
/** What is left then waits for the next time; no sweep goes on for ever. */
const MOST_ROUNDS = 20

const due = z.array(z.object({ document_id: z.string().nullable(), storage_path: z.string().nullable() }))

/**
 * Clears away documents that were deleted thirty days ago, uploads that were never finished and objects that no document names: first
 * the objects, through the storage itself because only it removes their bytes, then the rows. Killed half-way it starts with the same
 * rows again. Returns how many it cleared. Throws AppError.
 */
export async function sweepDocuments(
  supabase: WorkerClient,
  removeObjects: (paths: string[]) => Promise<void>,
): Promise<number> {
  let cleared = 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { data, error, status } = await supabase.rpc('documents_to_sweep', { max_rows: AT_ONCE })
    if (error) throw toAppError(error, status)
    const rows = due.parse(data)
    if (rows.length === 0) break
    const paths = rows.flatMap(({ storage_path }) => storage_path ?? [])
    for (let at = 0; at < paths.length; at += AT_ONCE) await removeObjects(paths.slice(at, at + AT_ONCE))
    const documentIds = rows.flatMap(({ document_id }) => document_id ?? [])
    const answer = await supabase.rpc('forget_documents', { document_ids: documentIds })
    if (answer.error) throw toAppError(answer.error, answer.status)
    cleared += rows.length
  }
  return cleared
}
