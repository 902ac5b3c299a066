'use client'

import { ListTabs } from '@/components/ui/list-tabs'
import type { TicketCounts } from '@/lib/queries/tickets'
import { TICKET_TABS, VIEWER_TICKET_TABS, type TicketTab } from '@/lib/rules/ticket-list-params'
import { writtenCount } from '@/lib/rules/tickets'

const TAB_WORDS: Record<TicketTab, string> = {
  live: 'Live',
  mine: 'Mine',
  unassigned: 'Unassigned',
  overdue: 'Overdue',
  resolved: 'Resolved',
  closed: 'Closed',
  all: 'All',
}

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

export function TicketTabs({ tab, isStaff, tabs, counts, hrefOf, onChange }: TicketTabsProps) {
  return (
    <ListTabs
      label="Lists of tickets"
      current={tab}
      tabs={(tabs ?? (isStaff ? TICKET_TABS : VIEWER_TICKET_TABS)).map((one) => ({
        id: one,
        label: tabs && one === 'live' ? 'Everybody' : TAB_WORDS[one],
        count: counts && writtenCount(counts[one]),
        isAlarming: one === 'overdue' && (counts?.overdue ?? 0) > 0,
      }))}
      hrefOf={hrefOf}
      onChange={onChange}
    />
  )
}
