'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { mailPreviewQuery, type MailPreviewInput } from '@/lib/queries/mail-preview'

/** The mail as it will look, made by the code that sends it. It stands in a frame that can run nothing. */
export function MailPreview({ input }: { input: MailPreviewInput }) {
  const preview = useQuery(mailPreviewQuery(useDeferredValue(input)))
  if (preview.isPending) return <Skeleton className="h-80 w-full" />
  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
  const { subject, html } = preview.data
  return (
    <figure className="overflow-hidden rounded-md border border-border">
      <figcaption className="border-b border-border bg-surface-sunken px-3 py-2 text-sm">
        <span className="text-text-muted">Subject: </span>
        <bdi className="font-medium">{subject}</bdi>
      </figcaption>
      <iframe title="Preview of the mail" sandbox="" srcDoc={html} className="block h-96 w-full bg-surface" />
    </figure>
  )
}
