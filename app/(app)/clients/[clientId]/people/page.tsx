import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClientHeader } from '@/components/clients/client-header'
import { InviteMembersButton, MemberInvitations } from '@/components/invitations/member-invitations'
import { MemberList } from '@/components/members/member-list'
import { toAppError } from '@/lib/errors'
import { getQueryClient } from '@/lib/query-client'
import { clientPeopleQuery } from '@/lib/queries/clients'
import { isAdmin, mayBill } from '@/lib/queries/members'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'People' }

export default async function ClientPeoplePage({ params }: { params: Promise<{ clientId: string }> }) {
  const { clientId } = await params
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member, data: client } = await loadForStaff((agencyId) =>
    queryClient.query(clientPeopleQuery(supabase, agencyId, clientId)).catch((error: unknown) => {
      if (toAppError(error).code === 'client_not_found') return null
      throw error
    }),
  )
  // Another agency's client and one that never was end the same way; so does the house client, which is the team.
  if (!client || client.isHouse) notFound()
  const { id, settings } = member.agency
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ClientHeader
        client={client}
        active="people"
        isStaff
        canBill={mayBill(member)}
        actions={isAdmin(member) ? <InviteMembersButton /> : null}
      />
      <div className="flex max-w-3xl flex-col gap-6">
        <MemberInvitations
          agencyId={id}
          clientId={clientId}
          timeZone={settings.timeZone}
          ownRole={member.role}
          canInvite={isAdmin(member)}
        />
        <MemberList
          title="People"
          agencyId={id}
          clientId={clientId}
          me={{ id: member.id, role: member.role }}
          emptyHint="Invite whoever should see what you do for this client."
        />
      </div>
    </HydrationBoundary>
  )
}
