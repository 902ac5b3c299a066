import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClientHeader } from '@/components/clients/client-header'
import { DocumentList } from '@/components/documents/document-list'
import { toAppError } from '@/lib/errors'
import { getQueryClient } from '@/lib/query-client'
import { documentListQuery } from '@/lib/queries/documents'
import { isAdmin, mayBill } from '@/lib/queries/members'
import { parseDocumentListParams } from '@/lib/rules/document-list-params'
import { loadForClient } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Documents' }

type DocumentsPageProps = {
  params: Promise<{ clientId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function DocumentsPage({ params, searchParams }: DocumentsPageProps) {
  const { clientId } = await params
  const listed = parseDocumentListParams(await searchParams)
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member, isStaff, agencyId, timeZone, data } = await loadForClient(clientId, (agency) =>
    queryClient
      .query(documentListQuery(supabase, { agencyId: agency, clientId }, listed))
      .catch((error: unknown) => {
        if (toAppError(error).code === 'client_not_found') return null
        throw error
      }),
  )
  // Another agency's client and one that never was end the same way; so does the house client, which is the team.
  if (!data || data.client.isHouse) notFound()
  const reader = {
    agencyId,
    clientId,
    clientName: data.client.name,
    personId: member.id,
    isStaff,
    isAdmin: isAdmin(member),
    timeZone,
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ClientHeader client={data.client} active="documents" isStaff={isStaff} canBill={mayBill(member)} />
      <DocumentList reader={reader} />
    </HydrationBoundary>
  )
}
