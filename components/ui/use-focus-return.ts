'use client'

import { useCallback, useState } from 'react'

/** What had the focus before each panel that is or was open. */
const openers = new WeakMap<Element, Element>()

/**
 * Gives the focus back to what had it before a panel opened. Radix knows the trigger only, and panels that are opened by
 * a key, by the address or from a menu have none: without this the focus would fall to the top of the page. What had it is
 * read while the panel renders for the first time, before anything in it takes the focus, so a panel is mounted as it opens.
 * Takes the panel's own `onCloseAutoFocus`, which goes first and may prevent this; returns what goes onto its content.
 */
export function useFocusReturn(onCloseAutoFocus?: (event: Event) => void) {
  const [opener] = useState(() => (typeof document === 'undefined' ? null : document.activeElement))
  const ref = useCallback(
    (panel: HTMLDivElement | null) => {
      if (panel && opener) openers.set(panel, opener)
    },
    [opener],
  )
  return {
    ref,
    onCloseAutoFocus: (event: Event) => {
      onCloseAutoFocus?.(event)
      if (event.defaultPrevented) return
      event.preventDefault()
      const target = stillThere(opener)
      if (target instanceof HTMLElement) target.focus({ preventScroll: true })
    },
  }
}

/** For an item of a menu that has closed, the menu's button; for something in a panel that has closed, what opened that one. */
function stillThere(element: Element | null): Element | null {
  if (!element || element.isConnected) return element
  const label = element.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  if (label) return document.getElementById(label)
  const panel = element.closest('[role="dialog"]')
  return stillThere((panel && openers.get(panel)) ?? null)
}
