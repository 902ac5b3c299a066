'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TicketActions } from '@/components/tickets/use-ticket-actions'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { bulkUpdateTickets, undoTicketChanges, type BulkResult } from '@/lib/mutations/ticket-board'
import { ticketKeys, type TicketListItem } from '@/lib/queries/tickets'
import { undoOf, type TicketChange } from '@/lib/rules/tickets'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000

type BulkChange = {
  tickets: readonly TicketListItem[]
  change: TicketChange
  /** Name of whom they are given to, for what is shown meanwhile. */
  assigneeName?: string | null
}
export type Refused = { ticket: TicketListItem; reason: string }

const many = (count: number) => (count === 1 ? '1 ticket' : `${count} tickets`)

/** Changes many tickets in one request; each row has its own outcome, and those that were changed can be taken back. */
export function useBulkTickets(actions: TicketActions, onRefused: (refused: Refused[]) => void) {
  const queryClient = useQueryClient()

  const undo = useMutation({
    mutationKey: [...ticketKeys.all, 'change'],
    scope: { id: 'change-tickets' },
    mutationFn: (input: { results: readonly BulkResult[]; clientIds: readonly string[] }) =>
      undoTicketChanges(browserClient(), input.results),
    onSuccess: (results) => {
      const back = results.filter(({ outcome }) => outcome === 'updated' || outcome === 'unchanged').length
      const left = results.length - back
      toast.info(back === 0 ? 'Nothing could be taken back' : `${many(back)} as before`, {
        ...(left > 0
          ? {
              description: `${many(left)} left as they are: somebody changed them since, or they are closed.`,
            }
          : {}),
      })
    },
    onError: complain,
    onSettled: (_, __, { clientIds }) => actions.refresh(clientIds),
  })

  const bulk = useMutation({
    mutationKey: [...ticketKeys.all, 'change'],
    scope: { id: 'change-tickets' },
    mutationFn: ({ tickets, change }: BulkChange) =>
      bulkUpdateTickets(
        browserClient(),
        tickets.map(({ id }) => id),
        change,
      ),
    onMutate: async ({ tickets, change, assigneeName }) => {
      await queryClient.cancelQueries({ queryKey: ticketKeys.all })
      const shown =
        change.assigneeId === undefined ? change : { ...change, assigneeName: assigneeName ?? null }
      // From the last to the first, because on a board each comes on top: so they keep the order that they have.
      for (const { id } of tickets.toReversed()) actions.patch(id, shown)
    },
    onError: (error, { tickets, change }) => {
      for (const ticket of tickets) putBack(ticket, change)
      complain(error)
    },
    onSuccess: (results, { tickets, change }) => {
      const refused: Refused[] = []
      for (const { ticketId, outcome, reason, version } of results) {
        const ticket = tickets.find(({ id }) => id === ticketId)
        if (!ticket) continue
        if (outcome === 'refused' || outcome === 'unknown') {
          putBack(ticket, change)
          refused.push({ ticket, reason: reasonOf(reason) })
        } else if (version !== null) actions.patch(ticketId, { version })
      }
      onRefused(refused)
      const changed = results.filter(({ outcome }) => outcome === 'updated')
      if (changed.length > 0) {
        toast.success(`${many(changed.length)} changed`, {
          duration: UNDO_MS,
          action:
            change.status === 'closed'
              ? { label: 'Open again', onClick: () => openAgain(tickets, changed) }
              : {
                  label: 'Undo',
                  onClick: () =>
                    undo.mutate({ results: changed, clientIds: tickets.map(({ clientId }) => clientId) }),
                },
        })
      } else if (refused.length === 0) toast.info('They were so already')
    },
    onSettled: (_, __, { tickets }) => actions.refresh(tickets.map(({ clientId }) => clientId)),
  })

  /** A closed ticket can only be opened again, whatever it was before. */
  function openAgain(tickets: readonly TicketListItem[], closed: readonly BulkResult[]): void {
    const ids = new Set(closed.map(({ ticketId }) => ticketId))
    const closedOnes = tickets
      .filter(({ id }) => ids.has(id))
      .map((ticket): TicketListItem => ({ ...ticket, status: 'closed', waitingFor: null }))
    bulk.mutate({ tickets: closedOnes, change: { status: 'open', waitingFor: null } })
  }

  function putBack(ticket: TicketListItem, change: TicketChange): void {
    actions.patch(ticket.id, {
      ...undoOf({ description: null, ...ticket }, change),
      assigneeName: ticket.assigneeName,
    })
  }

  return bulk
}

function complain(error: unknown): void {
  const { title, advice } = errorMessage(toAppError(error))
  toast.error(title, { description: advice })
}

/** Why one row was refused, in words; rows that are not there any more have no reason. */
function reasonOf(code: string | null): string {
  return errorMessage(toAppError({ message: code ?? 'ticket_not_found' }, code === null ? 404 : 409)).title
}
