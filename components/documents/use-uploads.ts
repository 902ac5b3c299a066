'use client'

import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import type { Reader } from '@/components/documents/reader'
import { countUnderWay, createUploader, type Upload, type Uploader } from '@/components/documents/uploader'
import { refreshDocuments } from '@/components/documents/use-document-actions'

const NOTHING: readonly Upload[] = []

// Uploads go on while somebody looks at another page, so what became of them has to be there when they come back.
const uploaders = new Map<string, Uploader>()

/** The uploads to this client. Leaving the app while some are under way asks first, because they would be lost. */
export function useUploads(reader: Reader): { uploads: readonly Upload[]; uploader: Uploader } {
  const queryClient = useQueryClient()
  const [uploader] = useState(() => uploaderOf(reader, queryClient))
  const uploads = useSyncExternalStore(uploader.subscribe, uploader.getUploads, () => NOTHING)
  return { uploads, uploader }
}

function uploaderOf(reader: Reader, queryClient: QueryClient): Uploader {
  const key = `${reader.personId} ${reader.clientId}`
  const known = uploaders.get(key)
  if (known) return known
  const uploader = createUploader(reader, () => void refreshDocuments(queryClient, reader))
  // On the server nothing is uploaded, and nothing may be kept from one visitor for the next.
  if (typeof window === 'undefined') return uploader
  uploaders.set(key, uploader)
  let isAsking = false
  const ask = (event: BeforeUnloadEvent) => event.preventDefault()
  uploader.subscribe(() => {
    const isBusy = countUnderWay(uploader.getUploads()) > 0
    if (isBusy === isAsking) return
    isAsking = isBusy
    if (isBusy) window.addEventListener('beforeunload', ask)
    else window.removeEventListener('beforeunload', ask)
  })
  return uploader
}
