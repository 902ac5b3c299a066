'use client'

import type { MouseEvent } from 'react'
import type { InvoiceCounts } from '@/lib/queries/invoices'
import type { InvoiceTab } from '@/lib/rules/invoice-list-params'
import { statusWord, type InvoiceType } from '@/lib/rules/invoices'
import { writtenCount } from '@/lib/rules/tickets'
import { cn } from '@/lib/utils'

const BILLER_TABS: readonly InvoiceTab[] = ['all', 'draft', 'sent', 'overdue', 'paid', 'void']
/** Drafts are the agency's own affair. */
const VIEWER_TABS: readonly InvoiceTab[] = ['all', 'sent', 'overdue', 'paid', 'void']

function wordOf(type: InvoiceType, tab: InvoiceTab, canBill: boolean): string {
  if (tab === 'all') return 'All'
  if (tab === 'overdue') return 'Overdue'
  // To whoever got it, it is not sent but to be paid.
  return statusWord(canBill ? type : 'incoming', tab)
}

type InvoiceTabsProps = {
  type: InvoiceType
  tab: InvoiceTab
  canBill: boolean
  /** Null while something narrows the list: then the numbers would not be those of the list. */
  counts: InvoiceCounts | null
  hrefOf: (tab: InvoiceTab) => string
  onChange: (tab: InvoiceTab) => void
}

/** The parts of the list side by side, each with how many invoices are in it; on phones they scroll within their own line. */
export function InvoiceTabs({ type, tab, canBill, counts, hrefOf, onChange }: InvoiceTabsProps) {
  return (
    <nav
      aria-label="Lists of invoices"
      className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0"
    >
      <ul className="flex w-max gap-1 py-0.5">
        {(canBill ? BILLER_TABS : VIEWER_TABS).map((one) => (
          <li key={one}>
            <a
              href={hrefOf(one)}
              aria-current={one === tab ? 'page' : undefined}
              onClick={(event: MouseEvent) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
                event.preventDefault()
                onChange(one)
              }}
              className={cn(
                'inline-flex h-8 items-center gap-1.5 rounded-md px-2.5 text-sm whitespace-nowrap transition-colors',
                one === tab
                  ? 'bg-hover font-medium text-text'
                  : 'text-text-muted hover:bg-hover hover:text-text',
              )}
            >
              {wordOf(type, one, canBill)}
              {counts ? (
                <span
                  className={cn(
                    'text-xs tabular-nums',
                    one === 'overdue' && counts.overdue > 0 ? 'text-danger' : 'text-text-subtle',
                  )}
                >
                  {writtenCount(counts[one])}
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
