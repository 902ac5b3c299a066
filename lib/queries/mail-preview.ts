import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AppError, toAppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { mailPreviewSchema, type MailPreview } from '@/lib/schemas/invitations'

/** What a mail is made from, as the preview route takes it. */
export type MailPreviewInput = Readonly<Record<string, string | null>> & { template: string }

/** A mail as it would be sent. Nothing is sent by looking at it. */
export function mailPreviewQuery(input: MailPreviewInput) {
  return queryOptions({
    queryKey: ['mail-preview', input] as const,
    queryFn: ({ signal }) => getMailPreview(input, signal),
    placeholderData: keepPreviousData,
  })
}

async function getMailPreview(input: MailPreviewInput, signal: AbortSignal): Promise<MailPreview> {
  const response = await fetch(paths.mailPreview(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal,
  })
  if (!response.ok) throw toAppError(null, response.status)
  const preview = mailPreviewSchema.safeParse(await response.json())
  if (!preview.success) throw new AppError('unexpected')
  return preview.data
}
