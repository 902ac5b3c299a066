'use client'

import { useRef, useState } from 'react'

/** Which of the tickets in view are selected. One that leaves the list is selected no longer. */
export function useTicketSelection(tickets: readonly { id: string }[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  // The other end of a range.
  const last = useRef<string | null>(null)
  const selectedIds = tickets.filter(({ id }) => chosen.has(id)).map(({ id }) => id)

  function select(ticketId: string, isSelected: boolean, isRange = false): void {
    const next = new Set(selectedIds)
    for (const id of isRange ? between(last.current, ticketId) : [ticketId]) {
      if (isSelected) next.add(id)
      else next.delete(id)
    }
    last.current = ticketId
    setChosen(next)
  }

  function between(from: string | null, to: string): string[] {
    const ids = tickets.map(({ id }) => id)
    const ends = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)]
    return ends.includes(-1) ? [to] : ids.slice(Math.min(...ends), Math.max(...ends) + 1)
  }

  return {
    selectedIds,
    isSelected: (ticketId: string) => chosen.has(ticketId),
    select,
    toggle: (ticketId: string) => select(ticketId, !chosen.has(ticketId)),
    /** Exactly these; none of them clears. */
    choose: (ids: readonly string[]) => setChosen(new Set(ids)),
  }
}
