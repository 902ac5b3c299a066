import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { InviteMembersButton, MemberInvitations } from '@/components/invitations/member-invitations'
import { MemberList } from '@/components/members/member-list'
import { getQueryClient } from '@/lib/query-client'
import { clientPeopleQuery, HOUSE } from '@/lib/queries/clients'
import { isAdmin } from '@/lib/queries/members'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Team' }

export default async function TeamPage() {
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member } = await loadForStaff((agencyId) =>
    // Without an answer now, the browser asks again and says what is wrong.
    queryClient.query(clientPeopleQuery(supabase, agencyId, HOUSE)).catch(() => undefined),
  )
  const { id, settings } = member.agency
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <div className="flex max-w-3xl flex-col gap-6">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-text-muted">
            Whoever works for {member.agency.name}, and what they may do.
          </p>
          {isAdmin(member) ? <InviteMembersButton /> : null}
        </div>
        <MemberInvitations
          agencyId={id}
          clientId={HOUSE}
          timeZone={settings.timeZone}
          ownRole={member.role}
          canInvite={isAdmin(member)}
        />
        <MemberList
          title="Members"
          agencyId={id}
          clientId={HOUSE}
          me={{ id: member.id, role: member.role }}
          emptyHint="Invite whoever works with you."
        />
      </div>
    </HydrationBoundary>
  )
}
