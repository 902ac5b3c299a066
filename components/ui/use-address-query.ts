'use client'

import { usePathname, useSearchParams } from 'next/navigation'

export type AddressQuery = Record<string, string | undefined>

/**
 * The part of the address after `?`, as state. A change is made in the browser alone (the page is not asked for again),
 * so it is for what the browser can show by itself; Back, Forward, reload and a copied address all keep working.
 */
export function useAddressQuery() {
  const pathname = usePathname()
  const search = useSearchParams()

  /** This address with `change` laid over it; a key set to undefined goes. */
  function hrefWith(change: AddressQuery): string {
    const next = new URLSearchParams(search)
    for (const [key, value] of Object.entries(change)) {
      if (value === undefined) next.delete(key)
      else next.set(key, value)
    }
    return next.size > 0 ? `${pathname}?${next.toString()}` : pathname
  }

  function setQuery(change: AddressQuery, options: { isReplacing?: boolean } = {}): void {
    const method = options.isReplacing ? 'replaceState' : 'pushState'
    window.history[method](null, '', hrefWith(change))
  }

  return { query: Object.fromEntries(search) as AddressQuery, hrefWith, setQuery }
}
