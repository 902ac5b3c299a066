'use client'

import { ConflictDialog, NewTicketDrawer, TicketDrawer, TicketPicker } from '@/components/tickets/lazy'
import type { TicketPick } from '@/components/tickets/ticket-row'
import type { TicketActions } from '@/components/tickets/use-ticket-actions'
import type { useAddressQuery } from '@/components/ui/use-address-query'
import type { TicketListItem, TicketScope } from '@/lib/queries/tickets'
import { readTicketNumber } from '@/lib/rules/tickets'

type TicketPanelsProps = {
  scope: TicketScope
  address: ReturnType<typeof useAddressQuery>
  actions: TicketActions
  picking: { ticket: TicketListItem; pick: TicketPick } | null
  onPicked: () => void
}

/** What opens over a list or a board of tickets: the ticket itself, a new one, a choice, a conflict. */
export function TicketPanels({ scope, address, actions, picking, onPicked }: TicketPanelsProps) {
  const { query, hrefWith, setQuery } = address
  const openNumber = readTicketNumber(query.ticket)
  return (
    <>
      {query.new ? (
        <NewTicketDrawer
          scope={scope}
          aboutNumber={readTicketNumber(query.about)}
          onClose={() => setQuery({ new: undefined, about: undefined })}
          onCreated={(number) => setQuery({ new: undefined, about: undefined, ticket: String(number) })}
        />
      ) : openNumber !== null ? (
        <TicketDrawer
          key={openNumber}
          scope={scope}
          number={openNumber}
          actions={actions}
          hrefOf={(number) => hrefWith({ ticket: String(number) })}
          onOpen={(number) => setQuery({ ticket: String(number) })}
          onAsk={(number) => setQuery({ ticket: undefined, new: '1', about: String(number) })}
          onClose={() => setQuery({ ticket: undefined })}
        />
      ) : null}
      {picking ? (
        <TicketPicker
          scope={scope}
          ticket={picking.ticket}
          pick={picking.pick}
          onEdit={actions.edit}
          onClose={onPicked}
        />
      ) : null}
      {actions.conflict ? (
        <ConflictDialog
          conflict={actions.conflict}
          timeZone={scope.timeZone}
          onKeepMine={actions.keepMine}
          onTakeTheirs={actions.takeTheirs}
          onClose={actions.leaveConflict}
        />
      ) : null}
    </>
  )
}
