'use client'

import { CircleCheckBig, SearchX, Ticket } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { TicketTab } from '@/lib/rules/ticket-list-params'

type TicketListEmptyProps = {
  tab: TicketTab
  isStaff: boolean
  isNarrowed: boolean
  onClear: () => void
  onNew: () => void
}

/** An empty list is good news on some tabs, a beginning on others, and a dead end only when something narrows it. */
export function TicketListEmpty({ tab, isStaff, isNarrowed, onClear, onNew }: TicketListEmptyProps) {
  if (isNarrowed) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No ticket matches"
        description="Try other words, fewer filters or another tab."
        action={<Button onClick={onClear}>Clear filters</Button>}
      />
    )
  }
  const words = WORDS[tab] ?? {
    title: isStaff ? 'No tickets yet' : 'Nothing is open',
    description: isStaff
      ? 'What has to be done for a client becomes a ticket, with a number everybody can refer to.'
      : 'Ask for something, and you see here how far it is.',
  }
  const isBeginning = tab === 'live' || tab === 'all'
  return (
    <EmptyState
      icon={isBeginning ? <Ticket /> : <CircleCheckBig />}
      {...words}
      action={
        isBeginning ? (
          <Button variant="primary" onClick={onNew}>
            New ticket
          </Button>
        ) : undefined
      }
    />
  )
}

const WORDS: Partial<Record<TicketTab, { title: string; description: string }>> = {
  mine: {
    title: 'Nothing waits for you',
    description: 'Tickets that are given to you, or that you take, appear here.',
  },
  unassigned: {
    title: 'Everything has somebody',
    description: 'Tickets that nobody looks after yet appear here.',
  },
  overdue: {
    title: 'Nothing is overdue',
    description: 'Live tickets whose due date has passed appear here.',
  },
  resolved: {
    title: 'Nothing is resolved at the moment',
    description: 'Resolved tickets stay here for 14 days, then they are closed.',
  },
  closed: { title: 'Nothing is closed yet', description: 'Tickets that are done for good appear here.' },
}
