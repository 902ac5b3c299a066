import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { acceptMyInvitationAction } from '@/app/(app)/shared/actions'
import { StaffOverview } from '@/app/(app)/clients/[clientId]/overview/staff-overview'
import { ClientHeader } from '@/components/clients/client-header'
import { ViewerOverview } from '@/components/clients/viewer-overview'
import { WaitingInvitations } from '@/components/invitations/waiting-invitations'
import { LinkButton } from '@/components/ui/link-button'
import { toAppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { getQueryClient } from '@/lib/query-client'
import { clientDigestQuery } from '@/lib/queries/client-digest'
import { clientOverviewQuery } from '@/lib/queries/client-overview'
import { isAdmin, mayBill } from '@/lib/queries/members'
import { loadForClient } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Client' }

export default async function ClientOverviewPage({ params }: { params: Promise<{ clientId: string }> }) {
  const { clientId } = await params
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member, isStaff, agencyId, timeZone, data } = await loadForClient(
    clientId,
    async (agency, isForStaff) => {
      try {
        if (isForStaff) {
          const { client } = await queryClient.query(clientOverviewQuery(supabase, agency, clientId))
          return { client, waiting: [] }
        }
        const { client, waiting } = await queryClient.query(clientDigestQuery(supabase, agency, clientId))
        return { client, waiting }
      } catch (error) {
        if (toAppError(error).code === 'client_not_found') return null
        throw error
      }
    },
  )
  // Another agency's client and one that never was end the same way; so does the house client, which is the team.
  if (!data || data.client.isHouse) notFound()
  const { client, waiting } = data
  const scope = { agencyId, clientId, timeZone }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ClientHeader
        client={client}
        active="overview"
        isStaff={isStaff}
        canBill={mayBill(member)}
        actions={
          isStaff ? null : (
            <LinkButton href={paths.clientTickets(clientId, { new: '1' })} variant="primary">
              Open a ticket
            </LinkButton>
          )
        }
      />
      <WaitingInvitations invitations={waiting} onAccept={acceptMyInvitationAction} />
      {isStaff ? <StaffOverview {...scope} canEdit={isAdmin(member)} /> : <ViewerOverview {...scope} />}
    </HydrationBoundary>
  )
}
