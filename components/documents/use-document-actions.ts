'use client'

import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Reader } from '@/components/documents/reader'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { changeDocument, deleteDocument, restoreDocument } from '@/lib/mutations/documents'
import { clientKeys } from '@/lib/queries/clients'
import { documentKeys, type Document, type DocumentPage } from '@/lib/queries/documents'
import type { Visibility } from '@/lib/rules/document-list-params'
import { browserClient } from '@/lib/supabase/browser'
import { signedAddress } from '@/lib/supabase/storage'

const UNDO_MS = 10_000

export function sayWhatFailed(error: unknown): void {
  const { title, advice } = errorMessage(toAppError(error))
  toast.error(title, { description: advice })
}

/** Asks again for everything in which a change of documents shows. */
export function refreshDocuments(queryClient: QueryClient, { agencyId, clientId }: Reader): Promise<unknown> {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: documentKeys.lists({ agencyId, clientId }) }),
    queryClient.invalidateQueries({ queryKey: documentKeys.details(agencyId) }),
    queryClient.invalidateQueries({ queryKey: clientKeys.frame(agencyId, clientId) }),
  ])
}

/** What can be done with one document. Each act shows at once, is taken back when the server refuses, and can be undone. */
export function useDocumentActions(reader: Reader, document: Document) {
  const queryClient = useQueryClient()
  const { agencyId, clientId } = reader
  const { id, name } = document
  const listKey = documentKeys.lists({ agencyId, clientId })

  /** Returns what puts the lists back: out of reach of the server, asking again would not. */
  async function showInLists(change: (documents: Document[]) => Document[]): Promise<() => void> {
    await queryClient.cancelQueries({ queryKey: listKey })
    const before = queryClient.getQueriesData<DocumentPage>({ queryKey: listKey })
    queryClient.setQueriesData<DocumentPage>({ queryKey: listKey }, (page) =>
      page ? { ...page, documents: change(page.documents) } : page,
    )
    return () => {
      for (const [key, page] of before) queryClient.setQueryData(key, page)
    }
  }
  const refresh = () => refreshDocuments(queryClient, reader)
  const settle = {
    onError: (error: unknown, _: unknown, putBack: (() => void) | undefined) => {
      putBack?.()
      sayWhatFailed(error)
    },
    onSettled: refresh,
  }
  const withoutIt = (documents: Document[]) => documents.filter((shown) => shown.id !== id)

  const restore = useMutation({
    mutationFn: () => restoreDocument(browserClient(), id),
    onMutate: () => showInLists((documents) => (document.deletedAt ? withoutIt(documents) : documents)),
    onSuccess: () => toast.success(`“${name}” is back`),
    ...settle,
  })
  const remove = useMutation({
    mutationFn: () => deleteDocument(browserClient(), id),
    onMutate: () => showInLists(withoutIt),
    onSuccess: () =>
      toast.success(`“${name}” is deleted`, {
        description: reader.isStaff ? 'It can be brought back for 30 days.' : undefined,
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => restore.mutate() },
      }),
    ...settle,
  })
  const share = useMutation({
    mutationFn: (visibility: Visibility) =>
      changeDocument(browserClient(), { agencyId, clientId }, id, { visibility }),
    onMutate: (visibility) =>
      showInLists((documents) =>
        documents.map((shown) => (shown.id === id ? { ...shown, visibility } : shown)),
      ),
    onSuccess: (_, visibility) =>
      toast.success(
        visibility === 'client' ? `${reader.clientName} sees “${name}” now` : `“${name}” is internal again`,
      ),
    ...settle,
  })
  const download = useMutation({
    mutationFn: () => signedAddress(document.storagePath ?? '', name),
    onSuccess: openAddress,
    onError: sayWhatFailed,
  })
  return { restore, remove, share, download }
}

/** Follows an address that a browser saves instead of showing, so the page stays. */
function openAddress(address: string): void {
  const link = window.document.createElement('a')
  link.href = address
  link.rel = 'noreferrer'
  link.click()
}
