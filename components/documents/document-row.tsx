'use client'

import { RotateCcw } from 'lucide-react'
import type { MouseEvent } from 'react'
import { DocumentIcon } from '@/components/documents/document-icon'
import { DocumentMenu } from '@/components/documents/document-menu'
import { DocumentWhen } from '@/components/documents/document-when'
import { canChange, uploaderWords, type Reader } from '@/components/documents/reader'
import { useDocumentActions } from '@/components/documents/use-document-actions'
import { Button } from '@/components/ui/button'
import { VisibilityBadge } from '@/components/ui/visibility-badge'
import type { Document } from '@/lib/queries/documents'
import { domainOf } from '@/lib/rules/document-links'
import { sizeWords, typeWords } from '@/lib/rules/document-types'
import { cn } from '@/lib/utils'

type DocumentRowProps = {
  reader: Reader
  document: Document
  /** The address with this document open. */
  href: string
  onOpen: () => void
  onRename: () => void
}

/** One document: a line on wide screens, two on phones. The whole of it opens the preview, with a menu beside. */
export function DocumentRow({ reader, document, href, onOpen, onRename }: DocumentRowProps) {
  const { deletedAt } = document

  function handleClick(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen()
  }

  return (
    <li
      data-document-id={document.id}
      className={cn(
        'relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 py-2.5 pr-2 pl-4 transition-colors hover:bg-hover has-[a:focus-visible]:bg-hover',
        // People of the client see only what is shared, so they need no column that says so.
        !reader.isStaff
          ? 'lg:grid-cols-[auto_minmax(0,1fr)_10rem_13rem_2.25rem]'
          : deletedAt
            ? 'lg:grid-cols-[auto_minmax(0,1fr)_9.5rem_10rem_15rem_6rem]'
            : 'lg:grid-cols-[auto_minmax(0,1fr)_9.5rem_10rem_13rem_2.25rem]',
      )}
    >
      <DocumentIcon type={document.type} />
      <div className="min-w-0">
        {deletedAt ? (
          <p className="truncate font-medium text-text-muted">
            <bdi>{document.name}</bdi>
          </p>
        ) : (
          <a
            href={href}
            onClick={handleClick}
            // Stretched over the row, so that it is as easy to hit as it looks.
            className="block truncate font-medium text-text after:absolute after:inset-0"
          >
            <bdi>{document.name}</bdi>
          </a>
        )}
        <p className="mt-0.5 truncate text-sm text-text-subtle">
          {document.url ? (
            <bdi>{domainOf(document.url)}</bdi>
          ) : (
            <>
              {typeWords(document.type)} · {sizeWords(document.sizeBytes ?? 0)}
            </>
          )}
        </p>
      </div>
      <div className="col-span-2 col-start-2 row-start-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-text-muted lg:contents">
        {reader.isStaff ? (
          <span>
            <VisibilityBadge visibility={document.visibility} />
          </span>
        ) : null}
        <bdi className="min-w-0 truncate">
          <span className="sr-only">Added by </span>
          {uploaderWords(reader, document)}
        </bdi>
        <span>
          {deletedAt ? <span>Deleted </span> : null}
          <DocumentWhen value={deletedAt ?? document.createdAt} timeZone={reader.timeZone} />
        </span>
      </div>
      <div className="col-start-3 row-start-1 justify-self-end lg:col-[-2]">
        {deletedAt ? (
          <RestoreButton reader={reader} document={document} />
        ) : (
          <DocumentMenu reader={reader} document={document} onOpen={onOpen} onRename={onRename} />
        )}
      </div>
    </li>
  )
}

function RestoreButton({ reader, document }: Pick<DocumentRowProps, 'reader' | 'document'>) {
  const { restore } = useDocumentActions(reader, document)
  if (!canChange(reader, document)) return null
  return (
    <Button
      size="sm"
      pending={restore.isPending}
      aria-label={`Restore ${document.name}`}
      onClick={() => restore.mutate()}
    >
      <RotateCcw aria-hidden />
      Restore
    </Button>
  )
}
