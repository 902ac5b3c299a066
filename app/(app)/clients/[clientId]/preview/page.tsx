import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClientPreview } from '@/components/clients/client-preview'
import { toAppError } from '@/lib/errors'
import { clientPreviewQuery } from '@/lib/queries/client-digest'
import { getQueryClient } from '@/lib/query-client'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'View as client' }

export default async function ClientPreviewPage({ params }: { params: Promise<{ clientId: string }> }) {
  const { clientId } = await params
  const supabase = await serverClient()
  const { member, data: digest } = await loadForStaff((agencyId) =>
    getQueryClient()
      .query(clientPreviewQuery(supabase, agencyId, clientId))
      .catch((error: unknown) => {
        if (toAppError(error).code === 'client_not_found') return null
        throw error
      }),
  )
  if (!digest) notFound()
  return <ClientPreview digest={digest} timeZone={member.agency.settings.timeZone} now={new Date()} />
}
