'use client'

import { memo, type MouseEvent } from 'react'
import { AssigneeLabel, DueLabel, PriorityLabel, StatusLabel } from '@/components/tickets/ticket-badges'
import { Checkbox } from '@/components/ui/checkbox'
import { SheetIcon } from '@/components/ui/icon-sheet'
import { formatDateTime } from '@/lib/dates'
import type { TicketListItem } from '@/lib/queries/tickets'
import { cn } from '@/lib/utils'

/** Which of a ticket's values somebody is about to choose. */
export type TicketPick = 'status' | 'priority' | 'assignee'

export type TicketRowProps = {
  ticket: TicketListItem
  /** The address with this ticket opened. */
  href: string
  /** "2026-12-03" on the agency's calendar. */
  today: string
  /** When it was changed last, in words. */
  updated: string
  timeZone: string
  isStaff: boolean
  isSelected: boolean
  onOpen: (ticketNumber: number) => void
  onSelect: (ticketId: string, isSelected: boolean, isRange: boolean) => void
  onPick: (ticketId: string, pick: TicketPick) => void
}

const CELL =
  'relative z-10 -mx-1.5 inline-flex h-7 max-w-[calc(100%+0.75rem)] min-w-0 items-center rounded-md px-1.5 text-left hover:bg-surface-sunken'

/**
 * One ticket: a line on wide screens, a card on phones. All of it opens the ticket; its values can be changed in place.
 * Renders only when something of its own changed: what it gets has to stay the same until then.
 */
export const TicketRow = memo(function TicketRow(props: TicketRowProps) {
  const { ticket, isStaff, isSelected, today } = props
  return (
    <li
      data-ticket-id={ticket.id}
      className={cn(
        'group relative flex flex-col gap-1.5 px-4 py-2.5 transition-colors',
        'lg:grid lg:min-h-13 lg:items-center lg:gap-x-4 lg:py-1.5',
        isStaff
          ? 'lg:grid-cols-[minmax(0,1fr)_12rem_5.5rem_8.5rem_7rem]'
          : 'lg:grid-cols-[minmax(0,1fr)_12rem_10rem]',
        isSelected ? 'bg-accent-soft' : 'hover:bg-hover has-[a:focus-visible]:bg-hover',
      )}
    >
      <RowHead {...props} />
      <div
        className={cn(
          'flex flex-wrap items-center gap-x-4 gap-y-1 lg:contents',
          // In line with the title, which stands beside a checkbox.
          isStaff && 'pl-9',
        )}
      >
        {isStaff ? <StaffCells {...props} /> : <ViewerCells {...props} />}
        {isStaff ? (
          <span className="lg:text-right">
            {ticket.dueOn ? <DueLabel dueOn={ticket.dueOn} today={today} status={ticket.status} /> : null}
          </span>
        ) : null}
      </div>
    </li>
  )
})

function RowHead({ ticket, href, updated, timeZone, isStaff, isSelected, onOpen, onSelect }: TicketRowProps) {
  function handleClick(event: MouseEvent): void {
    // A new tab or window: those go the browser's way.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen(ticket.number)
  }
  return (
    <div className="flex min-w-0 items-start gap-3">
      {isStaff ? (
        <Checkbox
          // The row's key is x; with Tab one goes from ticket to ticket.
          tabIndex={-1}
          aria-label={`Select #${ticket.number}`}
          checked={isSelected}
          onChange={(event) => {
            const { nativeEvent } = event
            onSelect(
              ticket.id,
              event.target.checked,
              'shiftKey' in nativeEvent && nativeEvent.shiftKey === true,
            )
          }}
          className="relative z-10 mt-0.5"
        />
      ) : null}
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-baseline gap-2">
          <span className="shrink-0 text-sm text-text-subtle tabular-nums">#{ticket.number}</span>
          <a
            href={href}
            onClick={handleClick}
            // Stretched over the row, so that it is as easy to hit as it looks.
            className="min-w-0 truncate text-sm font-medium text-text after:absolute after:inset-0"
          >
            <bdi>{ticket.title}</bdi>
          </a>
          {isStaff && ticket.visibility === 'client' ? (
            <span title="Shared with the client" className="shrink-0 self-center">
              <SheetIcon name="globe" className="size-3.5 text-text-subtle" />
              <span className="sr-only">Shared with the client</span>
            </span>
          ) : null}
        </p>
        <p className="truncate text-xs text-text-subtle">
          {ticket.clientName ? (
            <>
              <bdi className="text-text-muted">{ticket.clientName}</bdi> ·{' '}
            </>
          ) : null}
          <time
            dateTime={ticket.updatedAt}
            title={formatDateTime(ticket.updatedAt, timeZone, 'full')}
            // Written on the server a moment earlier, so it may differ by a minute.
            suppressHydrationWarning
          >
            Updated {updated}
          </time>
        </p>
      </div>
    </div>
  )
}

function StaffCells({ ticket, onPick }: TicketRowProps) {
  const cells = [
    {
      pick: 'status' as const,
      name: 'status',
      content: <StatusLabel isStaff status={ticket.status} waitingFor={ticket.waitingFor} />,
    },
    { pick: 'priority' as const, name: 'priority', content: <PriorityLabel priority={ticket.priority} /> },
    {
      pick: 'assignee' as const,
      name: 'assignee',
      content: <AssigneeLabel id={ticket.assigneeId} name={ticket.assigneeName} />,
    },
  ]
  return cells.map(({ pick, name, content }) => (
    <span key={pick} className="min-w-0">
      {/* The row's keys are s, p and a; with Tab one goes from ticket to ticket. */}
      <button
        type="button"
        tabIndex={-1}
        title={`Change the ${name}`}
        onClick={() => onPick(ticket.id, pick)}
        className={CELL}
      >
        {content}
      </button>
    </span>
  ))
}

/** Who looks after it and how far it is; how urgent the agency finds it is the agency's own affair. */
function ViewerCells({ ticket }: TicketRowProps) {
  return (
    <>
      <StatusLabel isStaff={false} status={ticket.status} waitingFor={ticket.waitingFor} />
      {ticket.assigneeId ? (
        <AssigneeLabel id={ticket.assigneeId} name={ticket.assigneeName} />
      ) : (
        <span className="text-sm text-text-subtle max-lg:hidden">Nobody yet</span>
      )}
    </>
  )
}
