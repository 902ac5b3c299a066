import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { acceptMyInvitationAction } from '@/app/(app)/shared/actions'
import { AgencyOverview } from '@/components/agencies/agency-overview'
import { GuestHome } from '@/components/agencies/guest-home'
import { WaitingInvitations } from '@/components/invitations/waiting-invitations'
import { PageHeader } from '@/components/layout/page-header'
import { LinkButton } from '@/components/ui/link-button'
import { paths } from '@/lib/paths'
import { listMyInvitations } from '@/lib/queries/claims'
import { isStaff } from '@/lib/queries/members'
import { overviewQuery } from '@/lib/queries/overview'
import { getQueryClient } from '@/lib/query-client'
import { loadForStaff, requireMember } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Home' }

export default async function HomePage() {
  const load = loadForStaff(async (agencyId) =>
    getQueryClient().query(overviewQuery(await serverClient(), agencyId)),
  )
  // The overview is under way already; people who are not staff never wait for it, and it shows them nothing.
  load.catch(() => undefined)
  // A card that cannot be shown must not take the page with it.
  const asking = listMyInvitations(await serverClient()).catch(() => [])
  const member = await requireMember()
  const waiting = <WaitingInvitations invitations={await asking} onAccept={acceptMyInvitationAction} />
  if (!isStaff(member)) return <GuestHome member={member} waiting={waiting} />
  const { data: overview } = await load
  return (
    <>
      <PageHeader
        title="Home"
        description={`What needs you at ${member.agency.name}.`}
        actions={
          overview.hasRuns ? (
            <LinkButton href={paths.newRun()} variant="primary">
              <Plus aria-hidden />
              New run
            </LinkButton>
          ) : null
        }
      />
      {waiting}
      <AgencyOverview overview={overview} timeZone={member.agency.settings.timeZone} now={new Date()} />
    </>
  )
}
