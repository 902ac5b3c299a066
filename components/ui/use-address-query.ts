'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { startTransition, useOptimistic } from 'react'

export type AddressQuery = Record<string, string | undefined>

/**
 * The part of the address after `?`, as state. A change is made in the browser alone (the page is not asked for again),
 * so it is for what the browser can show by itself; Back, Forward, reload and a copied address all keep working.
 * Next tells of a new address in a transition, which waits behind whatever is under way. A radio button or a select whose
 * value comes from here would spring back until then, so a change made here shows at once.
 */
export function useAddressQuery() {
  const pathname = usePathname()
  const [search, showSearch] = useOptimistic<URLSearchParams>(useSearchParams())

  function searchWith(change: AddressQuery): URLSearchParams {
    const next = new URLSearchParams(search)
    for (const [key, value] of Object.entries(change)) {
      if (value === undefined) next.delete(key)
      else next.set(key, value)
    }
    return next
  }

  const hrefTo = (next: URLSearchParams) => (next.size > 0 ? `${pathname}?${next.toString()}` : pathname)

  /** This address with `change` laid over it; a key set to undefined goes. */
  function hrefWith(change: AddressQuery): string {
    return hrefTo(searchWith(change))
  }

  function setQuery(change: AddressQuery, options: { isReplacing?: boolean } = {}): void {
    const method = options.isReplacing ? 'replaceState' : 'pushState'
    const next = searchWith(change)
    startTransition(() => {
      showSearch(next)
      window.history[method](null, '', hrefTo(next))
    })
  }

  return { query: Object.fromEntries(search) as AddressQuery, hrefWith, setQuery }
}
