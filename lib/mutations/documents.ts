import { AppError, unwrap } from '@/lib/errors'
import type { DocumentScope } from '@/lib/queries/documents'
import type { Visibility } from '@/lib/rules/document-list-params'
import { normaliseLink } from '@/lib/rules/document-links'
import type { LinkForm } from '@/lib/schemas/documents'
import type { DataClient } from '@/lib/supabase/types'

/** Announces a file and returns the place in the bucket that is kept for it. It shows once `finalizeDocument` has seen it there. */
export async function announceFile(
  supabase: DataClient,
  { agencyId, clientId }: DocumentScope,
  file: { name: string; type: string; size: number; visibility: Visibility },
): Promise<{ id: string; path: string }> {
  const row = unwrap<{ id: string; storage_path: string | null }>(
    await supabase
      .from('documents')
      .insert({
        agency_id: agencyId,
        client_id: clientId,
        kind: 'file',
        name: file.name,
        type: file.type,
        size_bytes: file.size,
        visibility: file.visibility,
      })
      .select('id, storage_path')
      .single(),
  )
  if (!row.storage_path) throw new AppError('unexpected')
  return { id: row.id, path: row.storage_path }
}

/** Makes an uploaded file visible. Throws `upload_missing` or `upload_differs` when it is not there as announced. */
export async function finalizeDocument(supabase: DataClient, documentId: string): Promise<void> {
  unwrap(await supabase.rpc('finalize_document', { document_id: documentId }).select('id'))
}

export async function addLink(
  supabase: DataClient,
  { agencyId, clientId }: DocumentScope,
  { name, url, visibility }: LinkForm,
): Promise<{ id: string }> {
  return unwrap(
    await supabase
      .from('documents')
      .insert({
        agency_id: agencyId,
        client_id: clientId,
        kind: 'link',
        name,
        url: normaliseLink(url),
        visibility,
      })
      .select('id')
      .single(),
  )
}

/** Changes name or visibility. Throws `document_not_yours` when the row stayed as it was: it is another's, or gone. */
export async function changeDocument(
  supabase: DataClient,
  { agencyId, clientId }: DocumentScope,
  documentId: string,
  change: { name?: string; visibility?: Visibility },
): Promise<void> {
  const rows = unwrap(
    await supabase
      .from('documents')
      .update(change)
      .eq('agency_id', agencyId)
      .eq('client_id', clientId)
      .eq('id', documentId)
      .select('id'),
  )
  if (rows.length === 0) throw new AppError('document_not_yours')
}

/** Hides a document, or forgets an upload that was given up. */
export async function deleteDocument(supabase: DataClient, documentId: string): Promise<void> {
  unwrap(await supabase.rpc('delete_document', { document_id: documentId }).select('id'))
}

/** Takes a deletion back. Throws `document_gone` after thirty days. */
export async function restoreDocument(supabase: DataClient, documentId: string): Promise<void> {
  unwrap(await supabase.rpc('restore_document', { document_id: documentId }).select('id'))
}
