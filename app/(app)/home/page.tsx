import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { AgencyOverview } from '@/components/agencies/agency-overview'
import { GuestHome } from '@/components/agencies/guest-home'
import { PageHeader } from '@/components/layout/page-header'
import { LinkButton } from '@/components/ui/link-button'
import { paths } from '@/lib/paths'
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
  const member = await requireMember()
  if (!isStaff(member)) return <GuestHome member={member} />
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
      <AgencyOverview overview={overview} timeZone={member.agency.settings.timeZone} now={new Date()} />
    </>
  )
}
