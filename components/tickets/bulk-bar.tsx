'use client'

import { CalendarClock, CircleDot, SignalHigh, UserRound, X } from 'lucide-react'
import { useState } from 'react'
import { BulkPicker, type BulkPick } from '@/components/tickets/bulk-picker'
import { useBulkTickets, type Refused } from '@/components/tickets/use-bulk-tickets'
import type { TicketActions } from '@/components/tickets/use-ticket-actions'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { TicketListItem, TicketScope } from '@/lib/queries/tickets'
import { ticketNumber } from '@/lib/rules/tickets'

type BulkBarProps = {
  scope: TicketScope
  actions: TicketActions
  /** Those that are selected. */
  tickets: readonly TicketListItem[]
  /** All that are loaded, in their order. */
  allIds: readonly string[]
  onSelect: (ids: readonly string[]) => void
}

const BUTTONS = [
  { pick: 'status', label: 'Status', Icon: CircleDot },
  { pick: 'priority', label: 'Priority', Icon: SignalHigh },
  { pick: 'assignee', label: 'Assignee', Icon: UserRound },
  { pick: 'due', label: 'Due date', Icon: CalendarClock },
] as const satisfies readonly { pick: BulkPick; label: string; Icon: typeof X }[]

/** What can be done to all tickets that are selected, at the foot of the screen. Those that were refused stay selected. */
export function BulkBar({ scope, actions, tickets, allIds, onSelect }: BulkBarProps) {
  const [pick, setPick] = useState<BulkPick | null>(null)
  const [refused, setRefused] = useState<readonly Refused[]>([])
  const bulk = useBulkTickets(actions, (rows) => {
    setRefused(rows)
    onSelect(rows.map(({ ticket }) => ticket.id))
  })

  return (
    <div className="sticky bottom-3 z-30 mx-auto mt-4 w-fit max-w-full">
      {refused.length > 0 ? (
        <Notice
          tone="warning"
          isAlert
          title={
            refused.length === 1 ? '1 ticket was not changed' : `${refused.length} tickets were not changed`
          }
          className="mb-2 border border-border shadow-raised"
        >
          <ul className="max-h-32 overflow-y-auto">
            {refused.map(({ ticket, reason }) => (
              <li key={ticket.id}>
                {ticketNumber(ticket.number)} <bdi>{ticket.title}</bdi>: {reason}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <div
        role="toolbar"
        aria-label="Selected tickets"
        className="flex flex-wrap items-center gap-1.5 rounded-lg border border-border bg-surface-raised p-1.5 pl-3 shadow-raised"
      >
        <p role="status" className="text-sm font-medium whitespace-nowrap tabular-nums">
          {tickets.length} selected
        </p>
        <Button
          size="sm"
          variant="ghost"
          className="px-2!"
          aria-label="Select nothing"
          title="Select nothing"
          onClick={() => onSelect([])}
        >
          <X aria-hidden />
        </Button>
        {tickets.length < allIds.length ? (
          <Button size="sm" variant="ghost" onClick={() => onSelect(allIds)}>
            Select all {allIds.length}
          </Button>
        ) : null}
        {BUTTONS.map(({ pick: one, label, Icon }) => (
          <Button key={one} size="sm" disabled={bulk.isPending} onClick={() => setPick(one)}>
            <Icon aria-hidden className="max-sm:hidden" />
            {label}
          </Button>
        ))}
      </div>
      {pick ? (
        <BulkPicker
          scope={scope}
          pick={pick}
          count={tickets.length}
          onPick={(change, assigneeName) => {
            setPick(null)
            setRefused([])
            bulk.mutate({ tickets, change, ...(assigneeName === undefined ? {} : { assigneeName }) })
          }}
          onClose={() => setPick(null)}
        />
      ) : null}
    </div>
  )
}
