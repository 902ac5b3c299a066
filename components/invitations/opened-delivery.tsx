'use client'

import dynamic from 'next/dynamic'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { isUuid } from '@/lib/rules/runs'

const DeliveryDrawer = dynamic(
  () => import('@/components/invitations/delivery-drawer').then((module) => module.DeliveryDrawer),
  { ssr: false },
)

/** The mail that the address names, as the notice of its failure does; nothing without one. */
export function OpenedDelivery({ agencyId, timeZone }: { agencyId: string; timeZone: string }) {
  const { query, setQuery } = useAddressQuery()
  const id = query.delivery ?? ''
  if (!isUuid(id)) return null
  return (
    <DeliveryDrawer
      key={id}
      agencyId={agencyId}
      deliveryId={id}
      timeZone={timeZone}
      onClose={() => setQuery({ delivery: undefined })}
    />
  )
}
