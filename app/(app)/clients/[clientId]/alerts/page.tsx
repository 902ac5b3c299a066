import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AlertList } from '@/components/alerts/alert-list'
import { RaiseAlertButton } from '@/components/alerts/raise-alert-button'
import { ClientHeader } from '@/components/clients/client-header'
import { toAppError } from '@/lib/errors'
import { mayBill } from '@/lib/queries/members'
import { getQueryClient } from '@/lib/query-client'
import { alertListQuery } from '@/lib/queries/alerts'
import { parseAlertListParams } from '@/lib/rules/alert-list-params'
import { loadForClient } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Alerts' }

type ClientAlertsPageProps = {
  params: Promise<{ clientId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ClientAlertsPage({ params, searchParams }: ClientAlertsPageProps) {
  const { clientId } = await params
  const wanted = parseAlertListParams(await searchParams)
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member, isStaff, agencyId, timeZone, data } = await loadForClient(clientId, (agency) =>
    queryClient
      .query(alertListQuery(supabase, { agencyId: agency, clientId, isStaff: true }, wanted))
      .catch((error: unknown) => {
        if (toAppError(error).code === 'client_not_found') return null
        throw error
      }),
  )
  // Another agency's client and one that never was end the same way; so does the house client, which is the team.
  if (!data?.client || data.client.isHouse) notFound()
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ClientHeader
        client={data.client}
        active="alerts"
        isStaff={isStaff}
        canBill={mayBill(member)}
        actions={isStaff ? <RaiseAlertButton /> : null}
      />
      <AlertList
        scope={{ agencyId, clientId, isStaff }}
        timeZone={timeZone}
        me={member.fullName ?? member.email}
      />
    </HydrationBoundary>
  )
}
