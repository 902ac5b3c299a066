'use client'

import type { RefObject } from 'react'
import { useShortcut } from '@/components/ui/use-shortcut'

/** j and k move from row to row of the list; Enter opens the one that has the focus. */
export function useDocumentKeys(list: RefObject<HTMLUListElement | null>): void {
  function move(step: 1 | -1): void {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-document-id] a') ?? [])]
    const row = document.activeElement?.closest('[data-document-id]')
    const current = links.findIndex((link) => link.closest('[data-document-id]') === row)
    links[current < 0 ? (step === 1 ? 0 : links.length - 1) : current + step]?.focus()
  }
  useShortcut('next-row', () => move(1))
  useShortcut('previous-row', () => move(-1))
}
