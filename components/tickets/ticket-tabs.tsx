'use client'

import type { MouseEvent } from 'react'
import type { TicketCounts } from '@/lib/queries/tickets'
import type { TicketTab } from '@/lib/rules/ticket-list-params'
import { writtenCount } from '@/lib/rules/tickets'
import { cn } from '@/lib/utils'

const TAB_WORDS: Record<TicketTab, string> = {
  live: 'Live',
  mine: 'Mine',
  unassigned: 'Unassigned',
  overdue: 'Overdue',
  resolved: 'Resolved',
  closed: 'Closed',
  all: 'All',
}

const STAFF_TABS: readonly TicketTab[] = [
  'live',
  'mine',
  'unassigned',
  'overdue',
  'resolved',
  'closed',
  'all',
]
const VIEWER_TABS: readonly TicketTab[] = ['live', 'resolved', 'closed', 'all']

type TicketTabsProps = {
  tab: TicketTab
  isStaff: boolean
  /** Fewer than all, where columns say the rest. */
  tabs?: readonly TicketTab[]
  /** Null while something narrows the list: then the numbers would not be those of the list. */
  counts: TicketCounts | null
  hrefOf: (tab: TicketTab) => string
  onChange: (tab: TicketTab) => void
}

/** The lists side by side, each with how many tickets are in it; on phones they scroll within their own line. */
export function TicketTabs({ tab, isStaff, tabs, counts, hrefOf, onChange }: TicketTabsProps) {
  return (
    <nav
      aria-label="Lists of tickets"
      className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0"
    >
      <ul className="flex w-max gap-1 py-0.5">
        {(tabs ?? (isStaff ? STAFF_TABS : VIEWER_TABS)).map((one) => (
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
              {tabs && one === 'live' ? 'Everybody' : TAB_WORDS[one]}
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
