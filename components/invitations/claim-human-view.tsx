'use client'

import { useEffect } from 'react'
import { paths } from '@/lib/paths'

const VISIBLE_MS = 2_000
const GESTURES = ['pointerdown', 'pointermove', 'keydown', 'scroll', 'touchstart'] as const

/**
 * Tells the inviter that a person looked: the page was in view for two seconds and somebody moved. Mail scanners fetch the
 * page and may even run its scripts, but they have no hands.
 */
export function ClaimHumanView() {
  useEffect(() => {
    let visibleMs = 0
    let visibleSince = document.visibilityState === 'visible' ? performance.now() : null
    let hasMoved = false
    let timer: ReturnType<typeof setTimeout> | undefined

    function seenMs(): number {
      return visibleMs + (visibleSince === null ? 0 : performance.now() - visibleSince)
    }
    function check(): void {
      clearTimeout(timer)
      if (!hasMoved || visibleSince === null) return
      const missing = VISIBLE_MS - seenMs()
      if (missing > 0) {
        timer = setTimeout(check, missing)
        return
      }
      stop()
      void fetch(paths.invitationViewed(), { method: 'POST', keepalive: true }).catch(() => undefined)
    }
    function handleVisibility(): void {
      if (document.visibilityState === 'visible') visibleSince ??= performance.now()
      else {
        visibleMs = seenMs()
        visibleSince = null
      }
      check()
    }
    function handleGesture(event: Event): void {
      if (!event.isTrusted) return
      hasMoved = true
      check()
    }
    function stop(): void {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', handleVisibility)
      for (const gesture of GESTURES) document.removeEventListener(gesture, handleGesture)
    }

    document.addEventListener('visibilitychange', handleVisibility)
    for (const gesture of GESTURES) document.addEventListener(gesture, handleGesture, { passive: true })
    return stop
  }, [])
  return null
}
