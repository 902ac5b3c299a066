'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** The device's time zone, in which people expect to read when something reached them; `fallback` on the server. */
export function useDeviceTimeZone(fallback: string): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone || fallback,
    () => fallback,
  )
}
