import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClientHeader } from '@/components/clients/client-header'
import { CommunicationList } from '@/components/communications/communication-list'
import { toAppError } from '@/lib/errors'
import { getQueryClient } from '@/lib/query-client'
import { communicationListQuery } from '@/lib/queries/communications'
import { isAdmin, mayBill } from '@/lib/queries/members'
import { parseCommunicationListParams } from '@/lib/rules/communication-list-params'
import { loadForClient } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Communications' }

export default async function ClientCommunicationsPage({
  params,
  searchParams,
}: {
  params: Promise<{ clientId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { clientId } = await params
  const listParams = parseCommunicationListParams(await searchParams)
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const {
    member,
    isStaff,
    agencyId,
    timeZone,
    data: page,
  } = await loadForClient(clientId, (agency) =>
    queryClient
      .query(communicationListQuery(supabase, { agencyId: agency, clientId }, listParams))
      .catch((error: unknown) => {
        if (toAppError(error).code === 'client_not_found') return null
        throw error
      }),
  )
  // Another agency's client and one that never was end the same way; so does the house client, which is the team.
  if (!page || page.client.isHouse) notFound()
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ClientHeader
        client={page.client}
        active="communications"
        isStaff={isStaff}
        canBill={mayBill(member)}
      />
      <CommunicationList
        scope={{ agencyId, clientId }}
        timeZone={timeZone}
        staff={isStaff ? { id: member.id, isAdmin: isAdmin(member) } : null}
      />
    </HydrationBoundary>
  )
}
