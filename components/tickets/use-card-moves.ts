'use client'

import { notifyManager, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { TicketActions } from '@/components/tickets/use-ticket-actions'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/dates'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { moveCard } from '@/lib/mutations/ticket-board'
import { boardKeys, type BoardTicket, type TicketBoard } from '@/lib/queries/ticket-board'
import { ticketKeys, type TicketScope } from '@/lib/queries/tickets'
import { layMove, mayRefetch, type BoardParams, type CardMove } from '@/lib/rules/ticket-board'
import { statusWords, STATUS_WORDS, ticketNumber, type WaitingFor } from '@/lib/rules/tickets'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 8_000

export type CardMoving = {
  card: BoardTicket
  move: CardMove
  /** Where it stood, for undoing; null when this is an undo itself. */
  back: CardMove | null
  waitingFor?: WaitingFor | null
}

/**
 * Moves cards: laid over the board at once, confirmed one after the other, taken away again when refused. `pending` are
 * those that the server has not answered yet.
 */
export function useCardMoves(scope: TicketScope, params: BoardParams, actions: TicketActions) {
  const queryClient = useQueryClient()
  const [pending, setPending] = useState<readonly CardMove[]>([])
  const versions = useRef(new Map<string, number>())
  const queryKey = boardKeys.board(scope, params)
  const remove = (move: CardMove) => setPending((moves) => moves.filter((other) => other !== move))

  const mutation = useMutation({
    mutationKey: [...ticketKeys.all, 'change'],
    scope: { id: 'change-tickets' },
    mutationFn: async ({ card, move, back, waitingFor }: CardMoving) => {
      const seen = { ...card, version: Math.max(card.version, versions.current.get(card.id) ?? 0) }
      const input = { agencyId: scope.agencyId, seen, waitingFor: waitingFor ?? null }
      const isUndo = back === null
      return moveCard(browserClient(), { ...input, move }).catch((error: unknown) => {
        // Where it stood may be gone; an undo brings it back to its column at least.
        if (!isUndo || toAppError(error).code !== 'place_is_gone') throw error
        return moveCard(browserClient(), { ...input, move: { ...move, afterId: null } })
      })
    },
    onMutate: async () => {
      await queryClient.cancelQueries({ queryKey: ticketKeys.all })
    },
    onError: (error, moving) => {
      remove(moving.move)
      const refusal = toAppError(error)
      const { title, advice } = errorMessage(refusal)
      const canRepeat = refusal.code === 'backend_unreachable' || refusal.code === 'timeout'
      toast.error(title, {
        description: advice,
        ...(canRepeat ? { action: { label: 'Try again', onClick: () => begin(moving) } } : {}),
      })
    },
    onSuccess: async (moved, moving) => {
      const { card, move } = moving
      if (moved.outcome === 'was_moved') {
        remove(move)
        // oxlint-disable-next-line react/purity -- it runs when an answer has come, not while rendering.
        const when = moved.at ? ` ${formatRelative(moved.at, new Date(), scope.timeZone)}` : ''
        toast.error(
          `${moved.person ?? 'Somebody'} moved ${ticketNumber(card.number)} to ${STATUS_WORDS[moved.now.status]}${when}`,
          {
            description: 'Yours was not saved. The board shows it as it is now.',
          },
        )
        return
      }
      versions.current.set(card.id, moved.version)
      // An answer that was asked for before this move would show the card where it was.
      await queryClient.cancelQueries({ queryKey: boardKeys.all() })
      queryClient.setQueryData<TicketBoard>(queryKey, (board) => {
        if (!board) return board
        const columns = layMove(board.columns, move) as TicketBoard['columns']
        const { rank, version } = moved
        const column = columns[move.status]
        const tickets = column.tickets.map((one) => (one.id === card.id ? { ...one, rank, version } : one))
        return { ...board, columns: { ...columns, [move.status]: { ...column, tickets } } }
      })
      // The board hears of its new data in the queue that this joins, so the card never jumps back in between.
      notifyManager.schedule(() => remove(move))
      say(moving, moved.version)
    },
    onSettled: (_, __, { card }) => {
      if (mayRefetch(queryClient.isMutating({ mutationKey: [...ticketKeys.all, 'change'] }) - 1))
        actions.refresh([card.clientId])
    },
  })

  function say({ card, move, back }: CardMoving, version: number): void {
    const number = ticketNumber(card.number)
    if (back === null) {
      toast.info(`${number} is back in ${STATUS_WORDS[move.status]}`)
      return
    }
    const isMoved = card.status !== move.status
    const waitingFor = move.status === 'waiting' ? (card.waitingFor ?? 'client') : null
    const isClosing = isMoved && move.status === 'closed'
    const now: BoardTicket = { ...card, status: move.status, waitingFor, version }
    toast.success(
      isMoved
        ? `${number} is ${statusWords({ status: move.status, waitingFor }).toLowerCase()}`
        : `${number} has a new place in ${STATUS_WORDS[move.status]}`,
      {
        duration: UNDO_MS,
        action: {
          // A closed ticket can only be opened again, whatever it was before.
          label: isClosing ? 'Open again' : 'Undo',
          onClick: () =>
            begin({
              card: now,
              move: isClosing ? { ticketId: card.id, status: 'open', afterId: null } : back,
              back: null,
              waitingFor: card.waitingFor,
            }),
        },
      },
    )
  }

  /** The card stands in its new place in the same moment in which it is let go. */
  function begin(moving: CardMoving): void {
    setPending((moves) => [...moves, moving.move])
    mutation.mutate(moving)
  }

  return { pending, move: begin }
}
