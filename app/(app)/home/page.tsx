import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { acceptMyInvitationAction } from '@/app/(app)/shared/actions'
import { AgencyCharts } from '@/components/agencies/agency-charts'
import { AgencyNumbers } from '@/components/agencies/agency-numbers'
import { AgencyOverview } from '@/components/agencies/agency-overview'
import { GuestHome } from '@/components/agencies/guest-home'
import { OverviewSection } from '@/components/agencies/overview-section'
import { ClientGlance } from '@/components/clients/client-glance'
import { WaitingInvitations } from '@/components/invitations/waiting-invitations'
import { PageHeader } from '@/components/layout/page-header'
import { LinkButton } from '@/components/ui/link-button'
import { paths } from '@/lib/paths'
import { listMyInvitations } from '@/lib/queries/claims'
import { isAdmin, isStaff } from '@/lib/queries/members'
import { overviewQuery } from '@/lib/queries/overview'
import { getQueryClient } from '@/lib/query-client'
import { currentClients } from '@/lib/rules/client-order'
import { AGENCY_COOKIE } from '@/lib/supabase/cookies'
import { loadForStaff, requireMember } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Home' }

export default async function HomePage() {
  const load = loadForStaff(async (agencyId) =>
    getQueryClient().query(overviewQuery(await serverClient(), agencyId)),
  )
  // The overview is under way already; people who are not staff never wait for it, and it shows them nothing.
  load.catch(() => undefined)
  // Staff get what waits for them with their overview; for everybody else it is the one thing asked for here.
  const isGuest = !(await cookies()).has(AGENCY_COOKIE)
  // A card that cannot be shown must not take the page with it.
  const asking = isGuest ? listMyInvitations(await serverClient()).catch(() => []) : []
  const member = await requireMember()
  // What a client's own people come for is their client.
  if (!isStaff(member) && member.client) redirect(paths.clientOverview(member.client.id))
  if (!isStaff(member))
    return (
      <GuestHome
        member={member}
        waiting={<WaitingInvitations invitations={await asking} onAccept={acceptMyInvitationAction} />}
      />
    )
  const { data: overview } = await load
  const { standing } = overview
  const { timeZone } = member.agency.settings
  // oxlint-disable-next-line react/purity -- a server renders it once, for one request.
  const now = new Date()
  // Charts of nothing say nothing.
  const hasWork = currentClients(standing.clients).length > 0
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
      <WaitingInvitations invitations={overview.waiting} onAccept={acceptMyInvitationAction} />
      <div className="flex flex-col gap-8">
        {hasWork ? <AgencyNumbers standing={standing} now={now} /> : null}
        <OverviewSection
          title="Who needs you now"
          {...(hasWork ? { more: { label: 'All clients', href: paths.clients() } } : {})}
        >
          <ClientGlance clients={standing.clients} timeZone={timeZone} now={now} canAdd={isAdmin(member)} />
        </OverviewSection>
        {hasWork ? (
          <section aria-labelledby="weeks">
            <h2 id="weeks" className="mb-2 flex min-h-8 items-center text-base font-semibold">
              The last eight weeks
            </h2>
            <AgencyCharts standing={standing} timeZone={timeZone} now={now} />
          </section>
        ) : null}
        <AgencyOverview overview={overview} timeZone={timeZone} now={now} />
      </div>
    </>
  )
}
