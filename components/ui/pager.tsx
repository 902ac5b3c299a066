'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'

type PagerProps = { previousHref: string | null; nextHref: string | null }

/** To the pages beside this one of a list whose state is in the address. */
export function Pager({ previousHref, nextHref }: PagerProps) {
  if (previousHref === null && nextHref === null) return null
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center justify-end gap-2">
      {previousHref === null ? null : (
        <PageLink href={previousHref}>
          <ChevronLeft aria-hidden />
          Previous
        </PageLink>
      )}
      {nextHref === null ? null : (
        <PageLink href={nextHref}>
          Next
          <ChevronRight aria-hidden />
        </PageLink>
      )}
    </nav>
  )
}

function PageLink({ href, children }: { href: string; children: ReactNode }) {
  function handleClick(event: MouseEvent): void {
    // A new tab, a download: those go the browser's way.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    window.history.pushState(null, '', href)
    window.scrollTo({ top: 0 })
  }
  return (
    <a href={href} onClick={handleClick} className={buttonClass({ size: 'sm' })}>
      {children}
    </a>
  )
}
