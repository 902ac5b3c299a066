'use client'

import type { MouseEvent } from 'react'
import { DocumentIcon } from '@/components/documents/document-icon'
import { DocumentMenu } from '@/components/documents/document-menu'
import { DocumentWhen } from '@/components/documents/document-when'
import { uploaderWords, type Reader } from '@/components/documents/reader'
import { VisibilityBadge } from '@/components/documents/visibility-badge'
import type { Document } from '@/lib/queries/documents'
import { domainOf } from '@/lib/rules/document-links'
import { sizeWords, typeWords } from '@/lib/rules/document-types'

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
      className="relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 py-2.5 pr-2 pl-4 transition-colors hover:bg-hover has-[a:focus-visible]:bg-hover lg:grid-cols-[auto_minmax(0,1fr)_9.5rem_10rem_13rem_auto]"
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
        <span className="lg:col-start-3 lg:row-start-1">
          {reader.isStaff ? <VisibilityBadge visibility={document.visibility} /> : null}
        </span>
        <bdi className="min-w-0 truncate lg:col-start-4 lg:row-start-1">
          <span className="sr-only">Added by </span>
          {uploaderWords(reader, document)}
        </bdi>
        <span className="lg:col-start-5 lg:row-start-1">
          {deletedAt ? <span>Deleted </span> : null}
          <DocumentWhen value={deletedAt ?? document.createdAt} timeZone={reader.timeZone} />
        </span>
      </div>
      <div className="col-start-3 row-start-1 lg:col-start-6">
        <DocumentMenu reader={reader} document={document} onOpen={onOpen} onRename={onRename} />
      </div>
    </li>
  )
}
