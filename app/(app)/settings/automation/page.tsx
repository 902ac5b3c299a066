import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AutomationPanel } from '@/components/workflows/automation-panel'
import { getQueryClient } from '@/lib/query-client'
import { mayBill } from '@/lib/queries/members'
import { automationQuery, executionLogQuery } from '@/lib/queries/workflows'
import { parseWorkflowLogParams } from '@/lib/rules/workflow-log-params'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Automation' }

export default async function AutomationPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const address = await searchParams
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member } = await loadForStaff(async (agencyId): Promise<void> => {
    const loading =
      address.tab === 'log'
        ? queryClient.query(executionLogQuery(supabase, agencyId, parseWorkflowLogParams(address)))
        : queryClient.query(automationQuery(supabase, agencyId))
    // Without an answer now, the browser asks again and says what is wrong.
    await loading.catch(() => undefined)
  })
  // To whoever may not see it the page does not exist; the database shows them nothing anyway.
  if (!mayBill(member)) notFound()
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <AutomationPanel agencyId={member.agency.id} timeZone={member.agency.settings.timeZone} />
    </HydrationBoundary>
  )
}
