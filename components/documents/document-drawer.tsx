'use client'

import { useQuery } from '@tanstack/react-query'
import { Download, ExternalLink, Eye, EyeOff, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { DocumentPreview } from '@/components/documents/document-preview'
import { DocumentWhen } from '@/components/documents/document-when'
import { canChange, canDelete, uploaderWords, type Reader } from '@/components/documents/reader'
import { useDocumentActions } from '@/components/documents/use-document-actions'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Drawer, DrawerBody, DrawerContent, DrawerFooter } from '@/components/ui/drawer'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { VisibilityBadge } from '@/components/ui/visibility-badge'
import { documentQuery, type Document } from '@/lib/queries/documents'
import { domainOf } from '@/lib/rules/document-links'
import { sizeWords, typeWords } from '@/lib/rules/document-types'
import { browserClient } from '@/lib/supabase/browser'

type DocumentDrawerProps = {
  reader: Reader
  documentId: string
  onRename: (document: Document) => void
  onClose: () => void
}

/** One document: its content as far as it can be shown safely, its facts, and what can be done with it. */
export function DocumentDrawer({ reader, documentId, onRename, onClose }: DocumentDrawerProps) {
  const found = useQuery(documentQuery(browserClient(), reader, documentId))
  const shown = found.data
  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DrawerContent
        title={<bdi className="block break-words">{shown?.name ?? 'Document'}</bdi>}
        className="sm:max-w-3xl!"
      >
        {found.isPending ? (
          <DrawerBody className="flex flex-col gap-4">
            <Skeleton className="h-5 w-64" />
            <Skeleton className="h-96 w-full" />
          </DrawerBody>
        ) : found.isError ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <DocumentDetails reader={reader} document={found.data} onRename={onRename} onClose={onClose} />
        )}
      </DrawerContent>
    </Drawer>
  )
}

type DocumentDetailsProps = Omit<DocumentDrawerProps, 'documentId'> & { document: Document }

function DocumentDetails({ reader, document, onRename, onClose }: DocumentDetailsProps) {
  const { remove, share, download } = useDocumentActions(reader, document)
  const [now] = useState(() => Date.now())
  const isShared = document.visibility === 'client'
  return (
    <>
      <DrawerBody className="flex flex-col gap-4 pb-5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-text-muted">
          {reader.isStaff ? <VisibilityBadge visibility={document.visibility} /> : null}
          <span>
            {document.url
              ? domainOf(document.url)
              : `${typeWords(document.type)} · ${sizeWords(document.sizeBytes ?? 0)}`}
          </span>
          <span>
            Added by <bdi>{uploaderWords(reader, document)}</bdi>
          </span>
          <DocumentWhen value={document.createdAt} timeZone={reader.timeZone} />
        </div>
        <DocumentPreview document={document} />
      </DrawerBody>
      {/* On phones the acts share one line, and what one mostly comes for has the whole width. */}
      <DrawerFooter className="justify-between! max-sm:flex-col max-sm:items-stretch">
        <div className="flex items-center gap-2 max-sm:justify-between max-sm:[&_button]:px-2 max-sm:[&_svg]:hidden">
          {canChange(reader, document) ? (
            <>
              <Button variant="ghost" onClick={() => onRename(document)}>
                <Pencil aria-hidden />
                Rename
              </Button>
              <Button
                variant="ghost"
                pending={share.isPending}
                onClick={() => share.mutate(isShared ? 'internal' : 'client')}
              >
                {isShared ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
                {isShared ? 'Make internal' : 'Share with the client'}
              </Button>
            </>
          ) : null}
          {canDelete(reader, document, now) ? (
            <Button
              variant="ghost"
              className="text-danger"
              onClick={() => {
                remove.mutate()
                onClose()
              }}
            >
              <Trash2 aria-hidden />
              Delete
            </Button>
          ) : null}
        </div>
        {document.url ? (
          <a
            href={document.url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className={buttonClass({ variant: 'primary' })}
          >
            <ExternalLink aria-hidden />
            Visit {domainOf(document.url)}
          </a>
        ) : (
          <Button variant="primary" pending={download.isPending} onClick={() => download.mutate()}>
            <Download aria-hidden />
            Download
          </Button>
        )}
      </DrawerFooter>
    </>
  )
}
