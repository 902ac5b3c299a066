'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { MouseEvent } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import type { RunPage } from '@/lib/queries/runs'
import type { Cursor } from '@/lib/rules/keyset'

type RunListPagerProps = { page: RunPage; hrefFor: (cursor: Cursor) => string }

/** Addresses name the row a page starts from, so they show the same rows however many are added before them. */
export function RunListPager({ page, hrefFor }: RunListPagerProps) {
  if (!page.previous && !page.next) return null
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center justify-end gap-2">
      {page.previous ? (
        <PageLink href={hrefFor(page.previous)}>
          <ChevronLeft aria-hidden />
          Previous
        </PageLink>
      ) : null}
      {page.next ? (
        <PageLink href={hrefFor(page.next)}>
          Next
          <ChevronRight aria-hidden />
        </PageLink>
      ) : null}
    </nav>
  )
}

function PageLink({ href, children }: { href: string; children: React.ReactNode }) {
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
