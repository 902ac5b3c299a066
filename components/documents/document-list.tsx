'use client'

import { useQuery } from '@tanstack/react-query'
import { FileUp, SearchX, Trash2, Upload } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRef, useState, type ReactNode } from 'react'
import { DocumentListSkeleton } from '@/components/documents/document-list-skeleton'
import { DocumentRow } from '@/components/documents/document-row'
import { DocumentToolbar } from '@/components/documents/document-toolbar'
import type { Reader } from '@/components/documents/reader'
import { UploadQueue } from '@/components/documents/upload-queue'
import { useDocumentKeys } from '@/components/documents/use-document-keys'
import { useFileDrop } from '@/components/documents/use-file-drop'
import { useUploads } from '@/components/documents/use-uploads'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Pager } from '@/components/ui/pager'
import { Segmented } from '@/components/ui/segmented'
import { StaleNotice } from '@/components/ui/stale-notice'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useShortcut } from '@/components/ui/use-shortcut'
import { documentListQuery, type Document } from '@/lib/queries/documents'
import {
  formatDocumentListParams,
  isDocumentListNarrowed,
  NO_DOCUMENT_FILTERS,
  parseDocumentListParams,
  type DocumentListParams,
  type Visibility,
} from '@/lib/rules/document-list-params'
import { ACCEPTED_ENDINGS } from '@/lib/rules/document-types'
import type { Cursor } from '@/lib/rules/keyset'
import { browserClient } from '@/lib/supabase/browser'

const DocumentDrawer = dynamic(
  () => import('@/components/documents/document-drawer').then((module) => module.DocumentDrawer),
  { ssr: false },
)
const LinkDialog = dynamic(
  () => import('@/components/documents/link-dialog').then((module) => module.LinkDialog),
  { ssr: false },
)
const RenameDialog = dynamic(
  () => import('@/components/documents/rename-dialog').then((module) => module.RenameDialog),
  { ssr: false },
)

export function DocumentList({ reader }: { reader: Reader }) {
  const { query, hrefWith, setQuery } = useAddressQuery()
  const params = parseDocumentListParams(query)
  const list = useQuery(documentListQuery(browserClient(), reader, params))
  const { uploads, uploader } = useUploads(reader)
  const [shared, setShared] = useState<Visibility>('internal')
  const [renaming, setRenaming] = useState<Document | null>(null)
  const picker = useRef<HTMLInputElement>(null)
  const rows = useRef<HTMLUListElement>(null)
  const visibility = reader.isStaff ? shared : 'client'

  const addFiles = (files: readonly File[]) => uploader.add(files, visibility)
  const isDropping = useFileDrop(addFiles)
  const pickFiles = () => picker.current?.click()
  useShortcut('new', pickFiles)
  useDocumentKeys(rows)

  const change = (next: Partial<DocumentListParams>, isReplacing = false) =>
    setQuery(formatDocumentListParams({ ...params, cursor: null, ...next }), { isReplacing })
  const hrefFor = (cursor: Cursor | null) =>
    cursor && hrefWith(formatDocumentListParams({ ...params, cursor }))

  function renderBody(): ReactNode {
    if (list.isPending) return <DocumentListSkeleton />
    if (list.isLoadingError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    if (list.data.documents.length === 0)
      return (
        <NoDocuments
          params={params}
          reader={reader}
          onClear={() => change({ ...NO_DOCUMENT_FILTERS, isDeleted: params.isDeleted })}
          onPick={pickFiles}
        />
      )
    return (
      <ul
        ref={rows}
        aria-label="Documents"
        aria-busy={list.isPlaceholderData}
        className="divide-y divide-border"
      >
        {list.data.documents.map((document) => (
          <DocumentRow
            key={document.id}
            reader={reader}
            document={document}
            href={hrefWith({ doc: document.id })}
            onOpen={() => setQuery({ doc: document.id })}
            onRename={() => setRenaming(document)}
          />
        ))}
      </ul>
    )
  }

  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        accept={ACCEPTED_ENDINGS}
        aria-label="Files to upload"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          addFiles([...(event.target.files ?? [])])
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
      <DocumentToolbar
        params={params}
        isStaff={reader.isStaff}
        onChange={change}
        onUpload={pickFiles}
        onAddLink={() => setQuery({ link: '1' })}
      />
      <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-text-muted">
        {params.isDeleted ? (
          <span>Deleted documents are kept for 30 days.</span>
        ) : reader.isStaff ? (
          <>
            <span>New files are</span>
            <Segmented
              label="New files are"
              value={shared}
              options={[
                { value: 'internal', label: 'Internal' },
                { value: 'client', label: 'Shared with client' },
              ]}
              onValueChange={setShared}
            />
            <span className="hidden text-text-subtle sm:inline">Drop them anywhere on this page.</span>
          </>
        ) : (
          <span>What you upload is seen by your agency and by everybody of {reader.clientName}.</span>
        )}
      </div>
      <UploadQueue uploads={uploads} uploader={uploader} />
      <section
        aria-label="Documents"
        className="mt-3 overflow-hidden rounded-lg border border-border bg-surface has-aria-busy:opacity-60"
      >
        <StaleNotice query={list} />
        {renderBody()}
      </section>
      {list.data ? (
        <Pager previousHref={hrefFor(list.data.previous)} nextHref={hrefFor(list.data.next)} />
      ) : null}
      {isDropping ? <DropHint visibility={visibility} clientName={reader.clientName} /> : null}
      {query.doc ? (
        <DocumentDrawer
          key={query.doc}
          reader={reader}
          documentId={query.doc}
          onRename={setRenaming}
          onClose={() => setQuery({ doc: undefined })}
        />
      ) : null}
      {query.link && reader.isStaff ? (
        <LinkDialog reader={reader} visibility={shared} onClose={() => setQuery({ link: undefined })} />
      ) : null}
      {renaming ? (
        <RenameDialog reader={reader} document={renaming} onClose={() => setRenaming(null)} />
      ) : null}
    </>
  )
}

type NoDocumentsProps = {
  params: DocumentListParams
  reader: Reader
  onClear: () => void
  onPick: () => void
}

function NoDocuments({ params, reader, onClear, onPick }: NoDocumentsProps) {
  if (isDocumentListNarrowed(params)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No document matches"
        description="Try other words or fewer filters."
        action={<Button onClick={onClear}>Clear filters</Button>}
      />
    )
  }
  if (params.isDeleted) {
    return (
      <EmptyState
        icon={<Trash2 />}
        title="Nothing was deleted"
        description="What you delete stays here for 30 days, and can be brought back."
      />
    )
  }
  return (
    <EmptyState
      icon={<FileUp />}
      title={reader.isStaff ? `Keep what belongs to ${reader.clientName} here` : 'Nothing is shared yet'}
      description={
        reader.isStaff
          ? 'Drop contracts, briefs and reports onto this page, or add links to what lives elsewhere. You decide what the client sees.'
          : 'What your agency shares with you appears here. You can upload files for them, too.'
      }
      action={
        <Button variant="primary" onClick={onPick}>
          <Upload aria-hidden />
          Upload files
        </Button>
      }
    />
  )
}

function DropHint({ visibility, clientName }: { visibility: Visibility; clientName: string }) {
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-2 z-50 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-overlay p-6"
    >
      <p className="flex items-center gap-2 rounded-lg bg-surface-raised px-5 py-3 font-medium shadow-raised">
        <FileUp aria-hidden className="size-5 text-accent" />
        {visibility === 'client'
          ? `Drop to upload, shared with ${clientName}`
          : 'Drop to upload, internal to your team'}
      </p>
    </div>
  )
}
