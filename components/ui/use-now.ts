'use client'

import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000

/**
 * The time, renewed every minute while the page is open, so that "live" and "scheduled" change without a reload. It is
 * never before `dataUpdatedAt` (milliseconds since 1970): what has just been published must not look like the future.
 */
export function useNow(dataUpdatedAt: number): Date {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return new Date(Math.max(now, dataUpdatedAt))
}
