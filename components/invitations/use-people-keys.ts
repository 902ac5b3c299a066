'use client'

import type { RefObject } from 'react'
import { useShortcut } from '@/components/ui/use-shortcut'

/** j and k move from person to person, x selects the one that has the focus; Enter opens them, as any button. */
export function usePeopleKeys(
  list: RefObject<HTMLUListElement | null>,
  onSelect: (id: string) => void,
): void {
  function focused(): HTMLElement | null {
    const row = document.activeElement?.closest<HTMLElement>('[data-person-id]') ?? null
    return row && list.current?.contains(row) ? row : null
  }

  function move(step: 1 | -1): void {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-person-id]') ?? [])]
    const current = focused()
    const index = current ? rows.indexOf(current) + step : step === 1 ? 0 : rows.length - 1
    rows[index]?.querySelector<HTMLElement>('[data-row]')?.focus()
  }

  useShortcut('next-row', () => move(1))
  useShortcut('previous-row', () => move(-1))
  useShortcut('select-row', () => {
    const id = focused()?.dataset.personId
    if (id) onSelect(id)
  })
}
