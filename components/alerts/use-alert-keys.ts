'use client'

import type { RefObject } from 'react'
import { useShortcut } from '@/components/ui/use-shortcut'

type Handlers = {
  onAct: (id: string) => void
  onSelect: (id: string, isRange: boolean) => void
}

const ROW = '[data-alert-id]'
const TARGET = '[data-row]'

/**
 * j and k move from alert to alert, x selects and `e` acts on the one that has the focus; Enter opens it, as any link.
 * Without `handlers` one can only look.
 */
export function useAlertKeys(list: RefObject<HTMLElement | null>, handlers: Handlers | null): void {
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>(ROW) ?? [])]
  function focusedRow(): HTMLElement | null {
    const row = document.activeElement?.closest<HTMLElement>(ROW) ?? null
    return row && list.current?.contains(row) ? row : null
  }
  function move(step: 1 | -1): void {
    const all = rows()
    const current = focusedRow()
    const index = current ? all.indexOf(current) + step : step === 1 ? 0 : all.length - 1
    all[index]?.querySelector<HTMLElement>(TARGET)?.focus()
  }
  function withFocused(act: (id: string) => void): void {
    const id = focusedRow()?.dataset.alertId
    if (id) act(id)
  }
  const canAct = handlers !== null

  useShortcut('next-row', () => move(1))
  useShortcut('previous-row', () => move(-1))
  useShortcut('select-row', () => withFocused((id) => handlers?.onSelect(id, false)), canAct)
  useShortcut('select-rows', () => withFocused((id) => handlers?.onSelect(id, true)), canAct)
  useShortcut(
    'act',
    () => {
      const row = focusedRow()
      const id = row?.dataset.alertId
      if (!row || !id || !handlers) return
      handlers.onAct(id)
      // Where acting takes the row off this list, the one in its place gets the focus.
      const all = rows()
      const index = all.indexOf(row)
      const next = all[index + 1] ?? all[index - 1]
      requestAnimationFrame(() => {
        if (!row.isConnected) next?.querySelector<HTMLElement>(TARGET)?.focus()
      })
    },
    canAct,
  )
}
