'use client'

import { useEffect, type RefObject } from 'react'
import { useShortcut } from '@/components/ui/use-shortcut'

/** j, k and the arrow keys move from row to row of the list; `e` edits the row that has the focus. */
export function useRowKeys(list: RefObject<HTMLUListElement | null>, onEdit: (rowId: string) => void): void {
  function focusedRow(): HTMLElement | null {
    const row = document.activeElement?.closest<HTMLElement>('[data-run-id]') ?? null
    return row && list.current?.contains(row) ? row : null
  }

  function move(step: 1 | -1): void {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-run-id]') ?? [])]
    const current = focusedRow()
    const index = current ? rows.indexOf(current) + step : step === 1 ? 0 : rows.length - 1
    rows[index]?.querySelector('a')?.focus()
  }

  useShortcut('next-row', () => move(1))
  useShortcut('previous-row', () => move(-1))
  useShortcut('edit', () => {
    const rowId = focusedRow()?.dataset.runId
    if (rowId) onEdit(rowId)
  })

  useEffect(() => {
    function handleKeyDown(event: KeyboardEvent): void {
      const isMove = event.key === 'ArrowDown' || event.key === 'ArrowUp'
      const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
      if (!isMove || !isPlain || event.defaultPrevented) return
      // Only from row to row: elsewhere the arrows scroll, or belong to the control that has the focus.
      const link = document.activeElement
      if (!(link instanceof HTMLAnchorElement) || !link.closest('[data-run-id]')) return
      event.preventDefault()
      const row = link.closest('[data-run-id]')
      const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
      next?.querySelector('a')?.focus()
    }
    document.addEventListener('keydown', handleKeyDown)
    return () => document.removeEventListener('keydown', handleKeyDown)
  }, [])
}
