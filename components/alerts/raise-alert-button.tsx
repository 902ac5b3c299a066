'use client'

import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useAddressQuery } from '@/components/ui/use-address-query'

/** Opens the drawer of the list on this page. */
export function RaiseAlertButton({ variant = 'primary' }: { variant?: 'primary' | 'secondary' }) {
  const { setQuery } = useAddressQuery()
  return (
    <Button variant={variant} onClick={() => setQuery({ new: '1' })}>
      <Plus aria-hidden />
      Raise alert
    </Button>
  )
}
