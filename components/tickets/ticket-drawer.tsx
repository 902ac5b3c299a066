'use client'

import { useQuery } from '@tanstack/react-query'
import { CommentComposer } from '@/components/tickets/comment-composer'
import { TicketDescription } from '@/components/tickets/ticket-description'
import { TicketFields } from '@/components/tickets/ticket-fields'
import { TicketTimeline } from '@/components/tickets/ticket-timeline'
import { TicketTitle } from '@/components/tickets/ticket-title'
import type { TicketActions } from '@/components/tickets/use-ticket-actions'
import { Button } from '@/components/ui/button'
import { Drawer, DrawerBody, DrawerContent, DrawerFooter } from '@/components/ui/drawer'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { toAppError } from '@/lib/errors'
import { ticketDetailQuery, type TicketDetail } from '@/lib/queries/ticket-detail'
import type { TicketScope } from '@/lib/queries/tickets'
import { ticketNumber } from '@/lib/rules/tickets'
import { browserClient } from '@/lib/supabase/browser'

type TicketDrawerProps = {
  scope: TicketScope
  number: number
  actions: TicketActions
  /** The address with another ticket opened. */
  hrefOf: (number: number) => string
  onOpen: (number: number) => void
  /** Opens the form for a ticket that carries this one on. */
  onAsk: (number: number) => void
  onClose: () => void
}

/** One ticket beside the list it came from: what it is, what was said and done, and the next word. */
export function TicketDrawer(props: TicketDrawerProps) {
  const { scope, number, onClose } = props
  const ticket = useQuery(ticketDetailQuery(browserClient(), scope, number))

  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DrawerContent
        title={
          <span className="flex items-baseline gap-2 text-sm font-normal text-text-muted">
            <span className="tabular-nums">{ticketNumber(number)}</span>
            {scope.clientId === null && ticket.data ? (
              <bdi className="truncate">{ticket.data.clientName}</bdi>
            ) : null}
          </span>
        }
        className="sm:max-w-2xl!"
        // Looking comes before writing: the panel gets the focus, not the box at its end.
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
        tabIndex={-1}
        // While something is being written, Escape takes back the writing; only then it closes the drawer.
        onEscapeKeyDown={(event) => {
          if (event.target instanceof Element && event.target.closest('[data-keeps-escape]'))
            event.preventDefault()
        }}
      >
        {ticket.isPending ? (
          <DrawerBody className="flex flex-col gap-5">
            <p role="status" className="sr-only">
              Loading the ticket
            </p>
            <Skeleton className="h-7 w-3/4" />
            <Skeleton className="h-24 w-full" />
            <Skeleton className="h-40 w-full" />
          </DrawerBody>
        ) : ticket.isLoadingError ? (
          toAppError(ticket.error).code === 'ticket_not_found' ? (
            <EmptyState
              title={`There is no ticket ${ticketNumber(number)} here`}
              description="It may have been removed, or the address is wrong."
              action={<Button onClick={onClose}>Back to the list</Button>}
            />
          ) : (
            <ErrorState error={ticket.error} onRetry={() => void ticket.refetch()} />
          )
        ) : (
          <TicketContent {...props} ticket={ticket.data} updatedAt={ticket.dataUpdatedAt} />
        )}
      </DrawerContent>
    </Drawer>
  )
}

type TicketContentProps = TicketDrawerProps & { ticket: TicketDetail; updatedAt: number }

function TicketContent({ scope, ticket, updatedAt, actions, hrefOf, onOpen, onAsk }: TicketContentProps) {
  const isClosed = ticket.status === 'closed'
  return (
    <>
      <DrawerBody className="flex flex-col gap-5 pb-6">
        <TicketTitle ticket={ticket} isStaff={scope.isStaff} actions={actions} />
        <TicketFields scope={scope} ticket={ticket} actions={actions} hrefOf={hrefOf} onOpen={onOpen} />
        <TicketDescription scope={scope} ticket={ticket} actions={actions} />
        <TicketTimeline scope={scope} ticket={ticket} updatedAt={updatedAt} />
      </DrawerBody>
      {isClosed && !scope.isStaff ? (
        <DrawerFooter className="justify-between">
          <p className="text-sm text-text-muted">This ticket is closed.</p>
          <Button variant="primary" onClick={() => onAsk(ticket.number)}>
            Open a new ticket about this
          </Button>
        </DrawerFooter>
      ) : (
        <CommentComposer key={ticket.id} scope={scope} ticket={ticket} />
      )}
    </>
  )
}
