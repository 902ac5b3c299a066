'use client'

import type { RefObject } from 'react'
import { useShortcut } from '@/components/ui/use-shortcut'

type Handlers = { onArchive: (id: string) => void; onToggleRead: (id: string) => void }

const ROW = '[data-notification-id]'
const TARGET = '[data-row-target]'

/** j and k move from notification to notification; `e` archives and `u` marks the one that has the focus. */
export function useInboxKeys(list: RefObject<HTMLElement | null>, handlers: Handlers): void {
  /** Every row in view: what is folded away cannot take the focus. */
  function rows(): HTMLElement[] {
    return [...(list.current?.querySelectorAll<HTMLElement>(ROW) ?? [])].filter((row) => row.offsetParent)
  }
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

  useShortcut('next-row', () => move(1))
  useShortcut('previous-row', () => move(-1))
  useShortcut('archive', () => {
    const row = focusedRow()
    const id = row?.dataset.notificationId
    if (!row || !id) return
    // The row is about to go, and with it the focus: the one that takes its place gets it.
    const all = rows()
    const index = all.indexOf(row)
    ;(all[index + 1] ?? all[index - 1])?.querySelector<HTMLElement>(TARGET)?.focus()
    handlers.onArchive(id)
  })
  useShortcut('toggle-read', () => {
    const id = focusedRow()?.dataset.notificationId
    if (id) handlers.onToggleRead(id)
  })
}
