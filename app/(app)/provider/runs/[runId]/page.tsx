import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { NotifyStakeholdersButton } from '@/components/invitations/notify-stakeholders-button'
import { StakeholdersPanel } from '@/components/invitations/stakeholders-panel'
import { RunDetail } from '@/components/runs/run-detail'
import { toAppError } from '@/lib/errors'
import { getQueryClient } from '@/lib/query-client'
import { runDetailQuery } from '@/lib/queries/runs'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

type RunPageProps = { params: Promise<{ runId: string }> }

/** Once a request, for the page and for its title. */
const loadRun = cache(async (runId: string) => {
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member, data: run } = await loadForStaff((agencyId) =>
    queryClient.query(runDetailQuery(supabase, agencyId, runId)).catch((error: unknown) => {
      if (toAppError(error).code === 'run_not_found') return null
      throw error
    }),
  )
  return { queryClient, member, run }
})

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const { run } = await loadRun((await params).runId)
  return { title: run?.name ?? 'Run' }
}

export default async function RunPage({ params }: RunPageProps) {
  const { runId } = await params
  const { queryClient, member, run } = await loadRun(runId)
  // Another agency's run and one that never was end the same way, with the same page.
  if (!run) notFound()
  const scope = { agencyId: member.agency.id, timeZone: member.agency.settings.timeZone }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <RunDetail
        runId={runId}
        scope={scope}
        people={<StakeholdersPanel runId={runId} scope={scope} />}
        inviteButton={<NotifyStakeholdersButton />}
      />
    </HydrationBoundary>
  )
}
