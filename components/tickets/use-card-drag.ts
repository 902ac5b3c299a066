'use client'

import {
  useEffect,
  useEffectEvent,
  useRef,
  type PointerEvent as ReactPointerEvent,
  type RefObject,
} from 'react'

/** How far the pointer goes before a press becomes a drag. */
const THRESHOLD_PX = 5
const EDGE_PX = 48
const SCROLL_PX = 12

type Handlers = {
  /** Returns whether this card may be dragged at all. */
  onLift: (ticketId: string) => boolean
  /** Over a column, below this card of it; null: on top. */
  onOver: (ticketId: string, column: string, afterId: string | null) => void
  onDrop: (ticketId: string) => void
  onCancel: (ticketId: string) => void
}

type Press = { pointerId: number; x: number; y: number; card: HTMLElement; ticketId: string }

/**
 * Drags cards (`data-ticket-id`) between columns (`data-column`, their cards in `data-cards`) with a mouse or a pen on
 * screens of 768 px and more. Fingers scroll; what they do to a card is in its menu. Escape cancels.
 */
export function useCardDrag(board: RefObject<HTMLElement | null>, handlers: Handlers) {
  const press = useRef<Press | null>(null)
  const drag = useRef<{ ghost: HTMLElement; frame: number; x: number; y: number } | null>(null)

  const begin = useEffectEvent((): boolean => {
    const { current } = press
    if (!current || !handlers.onLift(current.ticketId)) return false
    const box = current.card.getBoundingClientRect()
    const ghost = current.card.cloneNode(true) as HTMLElement
    ghost.removeAttribute('data-ticket-id')
    ghost.setAttribute('aria-hidden', 'true')
    ghost.inert = true
    ghost.classList.add('card-ghost')
    Object.assign(ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` })
    document.body.append(ghost)
    document.documentElement.classList.add('is-dragging-card')
    const held = { ghost, frame: 0, x: current.x, y: current.y }
    drag.current = held
    const scrollOn = () => {
      scrollAtEdges(board.current, held)
      held.frame = requestAnimationFrame(scrollOn)
    }
    scrollOn()
    return true
  })

  const follow = useEffectEvent((x: number, y: number): void => {
    const { current } = press
    if (!current || !drag.current) return
    Object.assign(drag.current, { x, y })
    drag.current.ghost.style.transform = `translate(${x - current.x}px, ${y - current.y}px) rotate(1.5deg)`
    const column = columnAt(board.current, x)
    if (!column) return
    handlers.onOver(current.ticketId, column.dataset.column ?? '', cardAbove(column, current.ticketId, y))
  })

  const end = useEffectEvent((isDropped: boolean): void => {
    const { current } = press
    press.current = null
    if (!current || !drag.current) return
    cancelAnimationFrame(drag.current.frame)
    drag.current.ghost.remove()
    drag.current = null
    document.documentElement.classList.remove('is-dragging-card')
    // The press that carried the card must not open it, too.
    const swallow = (event: Event) => {
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
    if (isDropped) handlers.onDrop(current.ticketId)
    else handlers.onCancel(current.ticketId)
  })

  useEffect(() => {
    function handleMove(event: PointerEvent): void {
      const { current } = press
      if (current?.pointerId !== event.pointerId) return
      const isFar = Math.hypot(event.clientX - current.x, event.clientY - current.y) >= THRESHOLD_PX
      if (!drag.current && isFar && !begin()) press.current = null
      follow(event.clientX, event.clientY)
    }
    function handleKey(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || !drag.current) return
      event.preventDefault()
      event.stopPropagation()
      end(false)
    }
    const handleUp = (event: PointerEvent) => press.current?.pointerId === event.pointerId && end(true)
    const handleLoss = () => end(false)
    window.addEventListener('pointermove', handleMove)
    window.addEventListener('pointerup', handleUp)
    window.addEventListener('pointercancel', handleLoss)
    window.addEventListener('blur', handleLoss)
    window.addEventListener('keydown', handleKey, { capture: true })
    return () => {
      window.removeEventListener('pointermove', handleMove)
      window.removeEventListener('pointerup', handleUp)
      window.removeEventListener('pointercancel', handleLoss)
      window.removeEventListener('blur', handleLoss)
      window.removeEventListener('keydown', handleKey, { capture: true })
      end(false)
    }
  }, [])

  return function handlePointerDown(event: ReactPointerEvent<HTMLElement>): void {
    const { target } = event
    if (event.button !== 0 || event.pointerType === 'touch' || !(target instanceof Element)) return
    if (!window.matchMedia('(min-width: 48rem)').matches || target.closest('button, input, select')) return
    const card = target.closest<HTMLElement>('[data-ticket-id]')
    const ticketId = card?.dataset.ticketId
    if (card && ticketId)
      press.current = { pointerId: event.pointerId, x: event.clientX, y: event.clientY, card, ticketId }
  }
}

/** How far to scroll for a pointer at this place between two edges. */
function push(at: number, start: number, end: number): number {
  if (at < start + EDGE_PX) return -SCROLL_PX
  return at > end - EDGE_PX ? SCROLL_PX : 0
}

/**
 * The last card of the column whose middle is above the pointer. Found by halving: to say where a card is that lies out of
 * sight, the browser has to lay out the chunk that holds it.
 */
function cardAbove(column: HTMLElement, ticketId: string, y: number): string | null {
  const cards = [...column.querySelectorAll<HTMLElement>('[data-ticket-id]')].filter(
    (card) => card.dataset.ticketId !== ticketId,
  )
  const isAbove = (card: HTMLElement | undefined) => {
    const box = card?.getBoundingClientRect()
    return box !== undefined && box.top + box.height / 2 < y
  }
  let above = 0
  let below = cards.length
  while (above < below) {
    const middle = (above + below) >> 1
    if (isAbove(cards[middle])) above = middle + 1
    else below = middle
  }
  return cards[above - 1]?.dataset.ticketId ?? null
}

function columnAt(board: HTMLElement | null, x: number): HTMLElement | undefined {
  const columns = [...(board?.querySelectorAll<HTMLElement>('[data-column]') ?? [])]
  const away = (column: HTMLElement) => {
    const box = column.getBoundingClientRect()
    return Math.max(box.left - x, x - box.right, 0)
  }
  return columns.toSorted((one, other) => away(one) - away(other))[0]
}

/** Near an edge of its column or of the board the pointer pulls what lies beyond into view. */
function scrollAtEdges(board: HTMLElement | null, { x, y }: { x: number; y: number }): void {
  const list = columnAt(board, x)?.querySelector<HTMLElement>('[data-cards]')
  const box = list?.getBoundingClientRect()
  if (box) list?.scrollBy(0, push(y, box.top, box.bottom))
  const around = board?.getBoundingClientRect()
  if (around) board?.scrollBy(push(x, around.left, around.right), 0)
}
