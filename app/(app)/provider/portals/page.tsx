import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { PortalList } from '@/components/portals/portal-list'
import { env } from '@/lib/env'
import { getQueryClient } from '@/lib/query-client'
import { portalListQuery } from '@/lib/queries/portals'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Portals' }

export default async function PortalsPage() {
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member } = await loadForStaff((agencyId) =>
    // Without an answer now, the browser asks again and says what is wrong.
    queryClient.query(portalListQuery(supabase, agencyId)).catch(() => undefined),
  )
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PortalList agencyId={member.agency.id} siteUrl={env.siteUrl} />
    </HydrationBoundary>
  )
}
