'use client'

import dynamic from 'next/dynamic'
import { TicketList } from '@/components/tickets/ticket-list'
import type { ViewsDialog } from '@/components/tickets/ticket-views'
import { useAddressQuery } from '@/components/ui/use-address-query'
import type { TicketScope } from '@/lib/queries/tickets'

/** The board and what moves its cards come only to those who look at it. */
const TicketBoard = dynamic(() =>
  import('@/components/tickets/ticket-board').then((module) => module.TicketBoard),
)

/** The tickets of all clients or of one, as a list or as a board. Only staff have a board. */
export function Tickets({ scope, ViewsDialog }: { scope: TicketScope; ViewsDialog: ViewsDialog }) {
  const { query } = useAddressQuery()
  return scope.isStaff && query.view === 'board' ? (
    <TicketBoard scope={scope} ViewsDialog={ViewsDialog} />
  ) : (
    <TicketList scope={scope} ViewsDialog={ViewsDialog} />
  )
}
