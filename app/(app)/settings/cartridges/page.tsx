import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { CartridgePage } from '@/components/cartridges/cartridge-page'
import { getQueryClient } from '@/lib/query-client'
import { cartridgeShelfQuery } from '@/lib/queries/cartridges'
import { isAdmin, isStaff } from '@/lib/queries/members'
import { requireMember } from '@/lib/supabase/require-member'
import { currentSession, serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Cartridges' }

export default async function CartridgesPage() {
  const queryClient = getQueryClient()
  const session = await currentSession()
  const load = session
    ? queryClient.query(cartridgeShelfQuery(await serverClient(), session.userId))
    : Promise.resolve()
  const [member] = await Promise.all([
    requireMember(),
    // Without an answer now, the browser asks again and says what is wrong.
    load.catch(() => undefined),
  ])
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <CartridgePage
        userId={member.id}
        agencyId={isStaff(member) ? member.agency.id : null}
        canEditAgency={isStaff(member) && isAdmin(member)}
        timeZone={member.agency?.settings.timeZone ?? 'UTC'}
      />
    </HydrationBoundary>
  )
}
