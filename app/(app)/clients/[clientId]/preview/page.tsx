import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClientPreview } from '@/components/clients/client-preview'
import { toAppError } from '@/lib/errors'
import { clientPreviewQuery } from '@/lib/queries/client-digest'
import { getQueryClient } from '@/lib/query-client'
import { parsePreviewTab } from '@/lib/rules/client-preview'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'View as client' }

type ClientPreviewPageProps = {
  params: Promise<{ clientId: string }>
  searchParams: Promise<{ tab?: string | string[] }>
}

export default async function ClientPreviewPage({ params, searchParams }: ClientPreviewPageProps) {
  const { clientId } = await params
  const tab = parsePreviewTab((await searchParams).tab)
  const supabase = await serverClient()
  const { member, data: preview } = await loadForStaff((agencyId) =>
    getQueryClient()
      .query(clientPreviewQuery(supabase, agencyId, clientId))
      .catch((error: unknown) => {
        if (toAppError(error).code === 'client_not_found') return null
        throw error
      }),
  )
  if (!preview) notFound()
  return (
    // oxlint-disable-next-line react/purity -- a server renders it once, for one request.
    <ClientPreview preview={preview} tab={tab} timeZone={member.agency.settings.timeZone} now={new Date()} />
  )
}
