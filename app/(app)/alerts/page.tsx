import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { AlertList } from '@/components/alerts/alert-list'
import { RaiseAlertButton } from '@/components/alerts/raise-alert-button'
import { PageHeader } from '@/components/layout/page-header'
import { getQueryClient } from '@/lib/query-client'
import { alertListQuery, type AlertScope } from '@/lib/queries/alerts'
import { parseAlertListParams } from '@/lib/rules/alert-list-params'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Alerts' }

type AlertsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const scopeOf = (agencyId: string): AlertScope => ({ agencyId, clientId: null, isStaff: true })

export default async function AlertsPage({ searchParams }: AlertsPageProps) {
  const params = parseAlertListParams(await searchParams)
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member } = await loadForStaff(async (agencyId) => {
    // Without an answer now, the browser asks again and says what is wrong.
    await queryClient.query(alertListQuery(supabase, scopeOf(agencyId), params)).catch(() => undefined)
  })
  const { id, settings } = member.agency
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PageHeader
        title="Alerts"
        description="What goes wrong at your clients, the worst first."
        actions={<RaiseAlertButton />}
      />
      <AlertList scope={scopeOf(id)} timeZone={settings.timeZone} me={member.fullName ?? member.email} />
    </HydrationBoundary>
  )
}
