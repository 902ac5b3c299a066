import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { AgencyCommunicationList } from '@/components/communications/agency-communication-list'
import { PageHeader } from '@/components/layout/page-header'
import { getQueryClient } from '@/lib/query-client'
import { agencyCommunicationsQuery } from '@/lib/queries/communications'
import { parseCommunicationListParams } from '@/lib/rules/communication-list-params'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Communications' }

type CommunicationsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function CommunicationsPage({ searchParams }: CommunicationsPageProps) {
  const params = parseCommunicationListParams(await searchParams)
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member } = await loadForStaff(async (agencyId) => {
    // Without an answer now, the browser asks again and says what is wrong.
    await queryClient.query(agencyCommunicationsQuery(supabase, agencyId, params)).catch(() => undefined)
  })
  const { id, settings } = member.agency
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PageHeader title="Communications" description="What was said with your clients, the latest first." />
      <AgencyCommunicationList agencyId={id} timeZone={settings.timeZone} />
    </HydrationBoundary>
  )
}
