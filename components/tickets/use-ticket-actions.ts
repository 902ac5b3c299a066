'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { sayChange } from '@/components/tickets/ticket-sayings'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { resolveAlertOfTicket, saveTicket, type SavedTicket } from '@/lib/mutations/tickets'
import { clientKeys } from '@/lib/queries/clients'
import { boardKeys, withTicketChange, type TicketBoard } from '@/lib/queries/ticket-board'
import type { TicketDetail } from '@/lib/queries/ticket-detail'
import { ticketKeys, type TicketListItem, type TicketPage, type TicketScope } from '@/lib/queries/tickets'
import { ticketNumber, undoOf, type TicketChange, type TicketFields } from '@/lib/rules/tickets'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000

/** A ticket as a list or its drawer shows it. */
export type ShownTicket = TicketListItem & { description?: string | null }

export type TicketEdit = {
  ticket: ShownTicket
  change: TicketChange
  /** Name of whom it is given to, for what is shown meanwhile. */
  assigneeName?: string | null
  isUndo?: boolean
  /** The version that a longer writing was begun on: what others wrote since then is never written over unseen. */
  seenVersion?: number
  /** Nothing of it is left to decide: it is saved, or given up for what somebody else wrote. */
  onDecided?: () => void
}

export type TicketConflict = Extract<SavedTicket, { outcome: 'conflict' }> & { edit: TicketEdit }

/**
 * Changes tickets: shown at once, taken back with a way to try again when the server refuses, merged with what others
 * changed meanwhile. Two people setting the same field differently is a `conflict` that the person decides.
 */
export function useTicketActions(scope: TicketScope) {
  const queryClient = useQueryClient()
  const [conflict, setConflict] = useState<TicketConflict | null>(null)
  // One's own last change may not be in the row yet that the next one starts from.
  const versions = useRef(new Map<string, number>())

  function patch(ticketId: string, change: Partial<TicketDetail>): void {
    queryClient.setQueriesData<TicketPage>(
      { queryKey: ticketKeys.lists() },
      (page) =>
        page && {
          ...page,
          tickets: page.tickets.map((row) => (row.id === ticketId ? { ...row, ...change } : row)),
        },
    )
    queryClient.setQueriesData<TicketBoard>(
      { queryKey: boardKeys.all() },
      (board) => board && withTicketChange(board, ticketId, change),
    )
    queryClient.setQueriesData<TicketDetail>(
      { queryKey: ticketKeys.details() },
      (shown) => shown && (shown.id === ticketId ? { ...shown, ...change } : shown),
    )
  }

  /** Asks again for everything in which tickets of these clients show, their overviews included. */
  function refresh(clientIds: Iterable<string>): void {
    void queryClient.invalidateQueries({ queryKey: ticketKeys.lists() })
    void queryClient.invalidateQueries({ queryKey: boardKeys.all() })
    void queryClient.invalidateQueries({ queryKey: ticketKeys.details() })
    for (const clientId of new Set(clientIds))
      void queryClient.invalidateQueries({ queryKey: clientKeys.ofClient(scope.agencyId, clientId) })
  }

  const resolveAlert = useMutation({
    mutationFn: (input: { alertId: string; ticketNumber: number }) =>
      resolveAlertOfTicket(browserClient(), { agencyId: scope.agencyId, ...input }),
    onSuccess: () => toast.success('The alert is resolved, too'),
    onError: (error) => {
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ticketKeys.details() }),
  })

  const save = useMutation({
    mutationKey: [...ticketKeys.all, 'change'],
    // One after the other, so that two quick changes of one's own do not meet as strangers.
    scope: { id: 'change-tickets' },
    mutationFn: ({ ticket, change, seenVersion }: TicketEdit) =>
      saveTicket(browserClient(), {
        agencyId: scope.agencyId,
        ticketId: ticket.id,
        version: seenVersion ?? Math.max(ticket.version, versions.current.get(ticket.id) ?? 0),
        seen: seenOf(ticket, change),
        change,
      }),
    onMutate: async ({ ticket, change, assigneeName }) => {
      await queryClient.cancelQueries({ queryKey: ticketKeys.all })
      patch(
        ticket.id,
        change.assigneeId === undefined ? change : { ...change, assigneeName: assigneeName ?? null },
      )
    },
    onError: (error, edit) => {
      patch(edit.ticket.id, { ...seenOf(edit.ticket, edit.change), assigneeName: edit.ticket.assigneeName })
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, {
        description: advice,
        action: { label: 'Try again', onClick: () => save.mutate(edit) },
      })
    },
    onSuccess: (saved, edit) => {
      if (saved.outcome === 'conflict') {
        setConflict({ ...saved, edit })
        return
      }
      const { ticket } = saved
      versions.current.set(ticket.id, ticket.version)
      patch(ticket.id, ticket)
      edit.onDecided?.()
      say(saved, edit)
    },
    onSettled: (_, __, { ticket }) => {
      if (queryClient.isMutating({ mutationKey: [...ticketKeys.all, 'change'] }) <= 1)
        refresh([ticket.clientId])
    },
  })

  function say(saved: Extract<SavedTicket, { outcome: 'saved' }>, edit: TicketEdit): void {
    const saying = sayChange(edit, scope.userId)
    if (edit.isUndo) toast.info(`${ticketNumber(edit.ticket.number)} is as it was before`)
    else if (saying) {
      const isClosing = edit.change.status === 'closed'
      // A closed ticket can only be opened again, whatever it was before.
      const change: TicketChange = isClosing
        ? { status: 'open', waitingFor: null }
        : undoOf({ description: null, ...edit.ticket }, edit.change)
      toast.success(saying, {
        duration: UNDO_MS,
        action: {
          label: isClosing ? 'Open again' : 'Undo',
          onClick: () =>
            save.mutate({
              ticket: {
                ...edit.ticket,
                ...saved.ticket,
                assigneeName: edit.assigneeName === undefined ? edit.ticket.assigneeName : edit.assigneeName,
              },
              change,
              assigneeName: edit.ticket.assigneeName,
              isUndo: true,
            }),
        },
      })
    }
    const { alert } = saved
    if (alert?.isLive && !edit.isUndo) {
      toast.info(`It came from the alert “${alert.title}”`, {
        duration: UNDO_MS,
        action: {
          label: 'Resolve the alert too',
          onClick: () => resolveAlert.mutate({ alertId: alert.id, ticketNumber: edit.ticket.number }),
        },
      })
    }
  }

  return {
    edit: (edit: TicketEdit) => save.mutate(edit),
    /** For fields that stay open until they are saved: tells when that is. */
    editAndWait: (edit: TicketEdit) => save.mutateAsync(edit),
    patch,
    refresh,
    conflict,
    keepMine: () => {
      if (!conflict) return
      const { edit, now } = conflict
      setConflict(null)
      save.mutate({ ...edit, ticket: { ...edit.ticket, ...now }, seenVersion: now.version })
    },
    takeTheirs: () => {
      conflict?.edit.onDecided?.()
      setConflict(null)
    },
    /** Nothing is decided: what was typed at length is still where it was typed. */
    leaveConflict: () => setConflict(null),
  }
}

export type TicketActions = ReturnType<typeof useTicketActions>

/** What the person saw in the fields that they change. */
function seenOf(ticket: ShownTicket, change: TicketChange): TicketChange {
  const fields: TicketFields = { description: null, ...ticket }
  return undoOf(fields, change)
}
