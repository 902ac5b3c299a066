import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { ClientList } from '@/components/clients/client-list'
import { getQueryClient } from '@/lib/query-client'
import { clientStandingsQuery } from '@/lib/queries/client-standings'
import { isAdmin } from '@/lib/queries/members'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Clients' }

export default async function ClientsPage() {
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member } = await loadForStaff((agencyId) =>
    // Without an answer now, the browser asks again and says what is wrong.
    queryClient.query(clientStandingsQuery(supabase, agencyId)).catch(() => undefined),
  )
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ClientList
        agencyId={member.agency.id}
        timeZone={member.agency.settings.timeZone}
        canEdit={isAdmin(member)}
      />
    </HydrationBoundary>
  )
}
