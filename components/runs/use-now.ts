'use client'

import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000

/** The time, renewed every minute while the page is open, so that "live" and "scheduled" change without a reload. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
