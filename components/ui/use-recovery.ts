'use client'

import { useEffect, useEffectEvent } from 'react'
import { paths } from '@/lib/paths'

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 15_000

/** While `isDown`, asks the server whether the backend answers again, ever more slowly, and calls `onRecovered` once it does. */
export function useRecovery(isDown: boolean, onRecovered: () => void): void {
  const recovered = useEffectEvent(onRecovered)

  useEffect(() => {
    if (!isDown) return
    const controller = new AbortController()
    let delay = FIRST_DELAY_MS
    let timer: ReturnType<typeof setTimeout>

    async function ask(): Promise<void> {
      const isBack = await fetch(paths.backendHealth(), {
        signal: controller.signal,
        cache: 'no-store',
      }).then(
        (response) => response.ok,
        () => false,
      )
      if (controller.signal.aborted) return
      if (isBack) recovered()
      // It may answer here and still fail there, so keep asking until the error is gone and this unmounts.
      delay = Math.min(delay * 2, LONGEST_DELAY_MS)
      timer = setTimeout(() => void ask(), delay)
    }

    timer = setTimeout(() => void ask(), delay)
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [isDown])
}
