'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { DocumentIcon } from '@/components/documents/document-icon'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { documentPreviewQuery, hasPreview } from '@/lib/queries/document-previews'
import type { Document } from '@/lib/queries/documents'
import { typeWords } from '@/lib/rules/document-types'

export function DocumentPreview({ document }: { document: Document }) {
  if (document.url) return <LinkCard url={document.url} />
  if (!hasPreview(document)) return <NoPreview document={document} />
  return <Content document={document} />
}

function Content({ document }: { document: Document }) {
  const preview = useQuery(documentPreviewQuery(document))
  if (preview.isPending)
    return (
      <div aria-busy="true">
        <p role="status" className="sr-only">
          Loading the preview
        </p>
        <Skeleton className="h-[60dvh] w-full" />
      </div>
    )
  if (preview.isError)
    return <ErrorState heading="h3" error={preview.error} onRetry={() => void preview.refetch()} />
  switch (preview.data.kind) {
    case 'image':
      return <ImagePreview blob={preview.data.blob} name={document.name} />
    case 'pdf':
      // Most phones have no viewer: there a frame would save the file unasked, or show nothing.
      if (!navigator.pdfViewerEnabled) return <NoPreview document={document} />
      return <PdfPreview blob={preview.data.blob} name={document.name} />
    case 'text':
      return (
        <Scroller label={`Content of ${document.name}`}>
          <pre dir="auto" className="p-4 font-mono text-sm break-words whitespace-pre-wrap">
            {preview.data.text}
          </pre>
        </Scroller>
      )
    case 'table':
      return <TablePreview name={document.name} rows={preview.data.rows} isCut={preview.data.isCut} />
    case 'suspicious':
      return (
        <Notice tone="warning" title="This file is not what its name says">
          It is not shown here. Download it only if you trust whoever uploaded it.
        </Notice>
      )
  }
}

/** An address inside this browser for what was loaded, given back when it is no longer shown. */
function useObjectUrl(blob: Blob): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    // oxlint-disable-next-line react/set-state-in-effect -- the address is a resource: it has to be given back.
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url
}

function ImagePreview({ blob, name }: { blob: Blob; name: string }) {
  const url = useObjectUrl(blob)
  if (!url) return null
  return (
    <div className="flex justify-center rounded-md border border-border bg-surface-sunken p-2">
      {/* eslint-disable-next-line @next/next/no-img-element -- it exists in this browser only, nothing can optimise it. */}
      <img src={url} alt={name} className="max-h-[70dvh] max-w-full object-contain" />
    </div>
  )
}

/**
 * The browser's own viewer, which runs apart from this page. The bytes begin as a PDF and are handed over as one, so they can never
 * become a page of this site. No `sandbox`: browsers refuse to show any PDF in a frame that has it.
 */
function PdfPreview({ blob, name }: { blob: Blob; name: string }) {
  const url = useObjectUrl(blob)
  if (!url) return null
  return (
    <iframe
      // Without the column of small pages, which would take half of the drawer.
      src={`${url}#navpanes=0`}
      title={`Preview of ${name}`}
      className="h-[70dvh] w-full rounded-md border border-border bg-surface-sunken"
    />
  )
}

function TablePreview({ name, rows, isCut }: { name: string; rows: string[][]; isCut: boolean }) {
  const [header = [], ...body] = rows
  return (
    <>
      <Scroller label={`Table of ${name}`}>
        <table className="min-w-full border-collapse text-sm">
          <thead>
            <tr>
              {header.map((cell, index) => (
                <th
                  key={index}
                  scope="col"
                  className="sticky top-0 border-b border-border bg-surface-sunken px-3 py-2 text-left font-medium whitespace-nowrap"
                >
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {body.map((row, index) => (
              <tr key={index} className="border-b border-border last:border-0">
                {row.map((cell, column) => (
                  <td key={column} dir="auto" className="max-w-80 truncate px-3 py-1.5 tabular-nums">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {isCut ? (
        <p className="text-sm text-text-subtle">The first 200 rows. Download the file to see them all.</p>
      ) : null}
    </>
  )
}

/** What is longer than the drawer scrolls by itself, also by keyboard. */
function Scroller({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <section
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      className="max-h-[70dvh] overflow-auto rounded-md border border-border bg-surface"
    >
      {children}
    </section>
  )
}

function LinkCard({ url }: { url: string }) {
  return (
    <div className="flex items-center gap-3 rounded-md border border-border bg-surface p-4">
      <DocumentIcon type={null} />
      <p className="min-w-0 text-sm break-all text-text-muted">{url}</p>
    </div>
  )
}

function NoPreview({ document }: { document: Document }) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-md border border-border bg-surface px-6 py-12 text-center">
      <DocumentIcon type={document.type} className="size-12" />
      <h3 className="mt-1 font-medium">No preview for this file</h3>
      <p className="max-w-sm text-sm text-text-muted">
        {typeWords(document.type)} files open in a program of their own. Download it to look inside.
      </p>
    </div>
  )
}
