'use client'

import { useRef, type RefObject } from 'react'
import type { TicketPick } from '@/components/tickets/ticket-row'
import { useShortcut } from '@/components/ui/use-shortcut'

type Handlers = {
  isStaff: boolean
  onSelect: (ticketId: string) => void
  onSelectRange: (ticketId: string) => void
  /** Only on the board. */
  onMove?: (ticketId: string) => void
  onPick: (ticketId: string, pick: TicketPick) => void
  onTake: (ticketId: string) => void
}

const ROW = '[data-ticket-id]'

/** j and k move from ticket to ticket; x selects, with shift a range; s, p and a choose a value, i takes the one that has the focus. */
export function useTicketKeys(list: RefObject<HTMLElement | null>, handlers: Handlers): void {
  // Where the focus last was: a row that leaves the list must not send one back to its top.
  const place = useRef(-1)

  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>(ROW) ?? [])]
  function focusedId(): string | null {
    const row = document.activeElement?.closest<HTMLElement>(ROW) ?? null
    return row && list.current?.contains(row) ? (row.dataset.ticketId ?? null) : null
  }
  function move(step: 1 | -1): void {
    const all = rows()
    const id = focusedId()
    const at = all.findIndex((row) => row.dataset.ticketId === id)
    // What followed the row that went stands in its place now.
    const gone = step === 1 ? place.current : place.current - 1
    const start = step === 1 ? 0 : all.length - 1
    const wanted = at >= 0 ? at + step : place.current >= 0 ? gone : start
    const next = Math.min(Math.max(wanted, 0), all.length - 1)
    all[next]?.querySelector('a')?.focus()
    place.current = next
  }
  function withFocused(act: (ticketId: string) => void): () => void {
    return () => {
      const id = focusedId()
      if (id === null) return
      place.current = rows().findIndex((row) => row.dataset.ticketId === id)
      act(id)
    }
  }

  const { isStaff } = handlers
  useShortcut('next-row', () => move(1))
  useShortcut('previous-row', () => move(-1))
  useShortcut('select-row', withFocused(handlers.onSelect), isStaff)
  useShortcut('select-rows', withFocused(handlers.onSelectRange), isStaff)
  useShortcut(
    'move-card',
    withFocused((id) => handlers.onMove?.(id)),
    handlers.onMove !== undefined,
  )
  useShortcut(
    'set-status',
    withFocused((id) => handlers.onPick(id, 'status')),
    isStaff,
  )
  useShortcut(
    'set-priority',
    withFocused((id) => handlers.onPick(id, 'priority')),
    isStaff,
  )
  useShortcut(
    'assign',
    withFocused((id) => handlers.onPick(id, 'assignee')),
    isStaff,
  )
  useShortcut('assign-me', withFocused(handlers.onTake), isStaff)
}
