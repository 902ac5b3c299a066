'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Reader } from '@/components/documents/reader'
import { countUnderWay, createUploader, type Upload, type Uploader } from '@/components/documents/uploader'
import { refreshDocuments } from '@/components/documents/use-document-actions'

const NOTHING: readonly Upload[] = []

/** The uploads of this page. Leaving while some are under way asks first, because they would be lost. */
export function useUploads(reader: Reader): { uploads: readonly Upload[]; uploader: Uploader } {
  const queryClient = useQueryClient()
  const [uploader] = useState(() => createUploader(reader, () => void refreshDocuments(queryClient, reader)))
  const uploads = useSyncExternalStore(uploader.subscribe, uploader.getUploads, () => NOTHING)
  const isBusy = countUnderWay(uploads) > 0
  useEffect(() => {
    if (!isBusy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isBusy])
  return { uploads, uploader }
}
