'use client'

import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * A function that stays the same while what it does is what the last render said. It goes to each of many rows that are
 * wrapped in `memo`: with one that is new each time all of them would render again for a change in one.
 */
export function useSteady<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  const last = useRef(act)
  useLayoutEffect(() => {
    last.current = act
  })
  return useCallback((...args: Args) => last.current(...args), [])
}
