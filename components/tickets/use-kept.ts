'use client'

import { useState } from 'react'

/**
 * State that outlives its component: kept in `kept` under its key for as long as the tab lives, and nowhere else, because
 * what somebody writes may be confidential. Null lets go of it, and so does what is not `worthKeeping`.
 */
export function useKept<Value>(
  kept: Map<string, Value>,
  key: string,
  worthKeeping: (value: Value) => boolean = () => true,
): [value: Value | null, keep: (next: Value | null) => void] {
  const [value, setValue] = useState<Value | null>(() => kept.get(key) ?? null)
  function keep(next: Value | null): void {
    if (next === null || !worthKeeping(next)) kept.delete(key)
    else kept.set(key, next)
    setValue(() => next)
  }
  return [value, keep]
}

/** As a `ref`: the box that has just been asked for gets the focus once, and never again from whatever else is opened. */
export function focusNow(box: HTMLElement | null): void {
  box?.focus()
}
