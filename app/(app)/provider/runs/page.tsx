import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { RunList } from '@/components/runs/run-list'
import { getQueryClient } from '@/lib/query-client'
import { hasDays, runListQuery } from '@/lib/queries/runs'
import { parseRunListParams, type Query } from '@/lib/rules/run-list-params'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Runs' }

export default async function RunsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const params = parseRunListParams(await searchParams)
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  // Where a day begins is known only with the member; a list narrowed to days is left to the browser.
  const { member } = await loadForStaff(async (agencyId) => {
    if (!hasDays(params)) {
      // Without an answer now, the browser asks again and says what is wrong.
      await queryClient
        .query(runListQuery(supabase, { agencyId, timeZone: 'UTC' }, params))
        .catch(() => undefined)
    }
  })
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <RunList scope={{ agencyId: member.agency.id, timeZone: member.agency.settings.timeZone }} />
    </HydrationBoundary>
  )
}
