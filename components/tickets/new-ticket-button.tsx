'use client'

import { Plus } from 'lucide-react'
import { loadNewTicket } from '@/components/tickets/lazy'
import { Button } from '@/components/ui/button'
import { useAddressQuery } from '@/components/ui/use-address-query'

/** Opens the drawer in which a ticket is made; the list behind it shows the drawer. */
export function NewTicketButton() {
  const { setQuery } = useAddressQuery()
  return (
    <Button
      variant="primary"
      onPointerEnter={() => void loadNewTicket()}
      onClick={() => setQuery({ new: '1' })}
    >
      <Plus aria-hidden />
      New ticket
    </Button>
  )
}
