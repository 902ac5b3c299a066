'use client'

import {
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react'
import { useCardDrag } from '@/components/tickets/use-card-drag'
import type { CardMoving } from '@/components/tickets/use-card-moves'
import type { TicketBoard } from '@/lib/queries/ticket-board'
import { oneOf } from '@/lib/rules/runs'
import {
  canMoveTo,
  layMove,
  moveBackTo,
  placeOf,
  sayPlace,
  stepMove,
  type CardMove,
  type MoveStep,
} from '@/lib/rules/ticket-board'
import { TICKET_STATUSES, type TicketStatus } from '@/lib/rules/tickets'

/** A card in somebody's hand: by pointer or by keyboard, the board shows it where it would be dropped. */
type CardLift = { move: CardMove; by: 'pointer' | 'keyboard' }

const STEPS: Partial<Record<string, MoveStep>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

type LiftOptions = {
  board: RefObject<HTMLElement | null>
  /** The cards as shown, with the moves that are under way. */
  columns: TicketBoard['columns']
  statuses: readonly TicketStatus[]
  isManual: boolean
  onMove: (moving: CardMoving) => void
}

/** Lifting, carrying and dropping cards, and what is said of it to those who do not see it. */
export function useCardLift({ board, columns, statuses, isManual, onMove }: LiftOptions) {
  const [lift, setLift] = useState<CardLift | null>(null)
  const [said, say] = useState('')
  const held = lift?.by === 'keyboard' ? lift.move : null
  const heldId = held?.ticketId ?? null
  const laid = lift ? (layMove(columns, lift.move) as TicketBoard['columns']) : columns

  // In another column or chunk the card is another element: the focus goes with it.
  const lastHeld = useRef<string | null>(null)
  const place = held ? `${held.ticketId} ${held.status} ${held.afterId ?? ''}` : ''
  useLayoutEffect(() => {
    // Put down, it keeps the focus where it came to stand.
    const id = heldId ?? lastHeld.current
    if (id !== null) focusCard(board.current, id)
    lastHeld.current = heldId
  }, [board, heldId, place])

  function drop(move: CardMove): void {
    setLift(null)
    const card = placeOf(columns, move.ticketId)?.card
    const back = moveBackTo(columns, move.ticketId)
    if (!card || !back) return
    const isSame =
      back.status === move.status &&
      (!isManual || sayPlace(layMove(columns, move), card.id) === sayPlace(columns, card.id))
    const words = sayPlace(layMove(columns, move), card.id)
    say(isSame ? `${sayPlace(columns, card.id)}, not moved` : `${words}, dropped`)
    if (!isSame) onMove({ card, move, back })
  }

  function cancel(ticketId: string): void {
    setLift(null)
    say(`${sayPlace(columns, ticketId)}, moving cancelled`)
  }

  // What is let go stays where it was last carried, which may not have been drawn by then.
  const carried = useRef<CardMove | null>(null)
  const onPointerDown = useCardDrag(board, {
    onLift: (ticketId) => {
      const back = moveBackTo(columns, ticketId)
      carried.current = back
      if (back) setLift({ move: back, by: 'pointer' })
      return back !== null
    },
    onOver: (ticketId, column, afterId) => {
      const status = oneOf(TICKET_STATUSES, column)
      const from = placeOf(columns, ticketId)?.status
      if (!status || !from || !canMoveTo(from, status)) return
      const own = moveBackTo(columns, ticketId)
      const afterIn = !isManual && status === from ? (own?.afterId ?? null) : isManual ? afterId : null
      if (carried.current?.status === status && carried.current.afterId === afterIn) return
      carried.current = { ticketId, status, afterId: afterIn }
      setLift({ move: carried.current, by: 'pointer' })
    },
    onDrop: () => {
      if (carried.current) drop(carried.current)
    },
    onCancel: cancel,
  })

  function handleKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const { target, key } = event
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
      return
    const ticketId = target.closest<HTMLElement>('[data-ticket-id]')?.dataset.ticketId
    if (!ticketId || !target.matches('a')) return
    const step = STEPS[key]
    const isSpace = key === ' '
    if (!step && !isSpace && !(held && (key === 'Escape' || key === 'Enter'))) return
    event.preventDefault()
    event.stopPropagation()
    if (step && held) carry(held, step)
    else if (step) walk(ticketId, step)
    else if (key === 'Escape' && held) cancel(held.ticketId)
    else if (held) drop(held)
    else {
      const back = moveBackTo(columns, ticketId)
      if (!back) return
      setLift({ move: back, by: 'keyboard' })
      say(`${sayPlace(columns, ticketId)}, lifted. Arrow keys move it, Space drops it, Escape cancels.`)
    }
  }

  function carry(move: CardMove, step: MoveStep): void {
    const from = placeOf(columns, move.ticketId)?.status
    if (!from) return
    const next = stepMove(laid, move.ticketId, step, { statuses, from, isManual })
    if (!next) return
    // Back in its own column a card that is not put by hand stands where it stood.
    const own = moveBackTo(columns, move.ticketId)
    const wanted = !isManual && next.status === from && own ? own : next
    setLift({ move: wanted, by: 'keyboard' })
    const words = sayPlace(layMove(columns, wanted), move.ticketId)
    say(
      isManual || wanted.status === from
        ? words
        : `${words.slice(0, words.lastIndexOf(','))}, sorted, order not kept`,
    )
  }

  /** Without a card in hand the arrows lead from card to card. */
  function walk(ticketId: string, step: MoveStep): void {
    const at = placeOf(columns, ticketId)
    if (!at) return
    const { tickets } = columns[at.status]
    if (step === 'up' || step === 'down') {
      const next = tickets[at.index + (step === 'up' ? -1 : 1)]
      if (next) focusCard(board.current, next.id)
      return
    }
    const here = statuses.indexOf(at.status)
    const beside = step === 'left' ? statuses.slice(0, Math.max(here, 0)).reverse() : statuses.slice(here + 1)
    const status = beside.find((one) => columns[one].tickets.length > 0)
    const cards = status ? columns[status].tickets : []
    const next = cards[Math.min(at.index, cards.length - 1)]
    if (next) focusCard(board.current, next.id)
  }

  return {
    lift,
    laid,
    said,
    say,
    /** Moves a card at once, as its menu does. */
    drop,
    boardProps: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (held) cancel(held.ticketId)
        onPointerDown(event)
      },
      onKeyDown: handleKeyDown,
    },
  }
}

function focusCard(board: HTMLElement | null, ticketId: string): void {
  const card = board?.querySelector<HTMLElement>(`[data-ticket-id="${CSS.escape(ticketId)}"]`)
  card?.querySelector('a')?.focus()
}
