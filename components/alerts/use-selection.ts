'use client'

import { useState } from 'react'

/** Which rows are selected. Whoever is no longer in the list is no longer selected, whatever was pressed before. */
export function useSelection(ids: readonly string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string | null>(null)

  /** Turns one over; as a range, all between the one chosen last and this one become as this one becomes. */
  function toggle(id: string, isRange: boolean): void {
    const next = new Set(chosen)
    const isSelecting = !chosen.has(id)
    const [from, to] = [last === null ? -1 : ids.indexOf(last), ids.indexOf(id)]
    const range = isRange && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id]
    for (const one of range) {
      if (isSelecting || (isRange && from >= 0)) next.add(one)
      else next.delete(one)
    }
    setChosen(next)
    setLast(id)
  }

  return {
    selected: ids.filter((id) => chosen.has(id)),
    has: (id: string) => chosen.has(id),
    toggle,
    setAll: (isSelected: boolean) => setChosen(new Set(isSelected ? ids : [])),
    clear: () => setChosen(new Set()),
  }
}
