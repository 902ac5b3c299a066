'use client'

import { memo, type MouseEvent } from 'react'
import { Initials } from '@/components/layout/initials'
import { DueLabel, PriorityIcon, StatusIcon } from '@/components/tickets/ticket-badges'
import { Checkbox } from '@/components/ui/checkbox'
import { SheetIcon } from '@/components/ui/icon-sheet'
import type { BoardTicket } from '@/lib/queries/ticket-board'
import { PRIORITY_WORDS, WAITING_WORDS } from '@/lib/rules/tickets'
import { cn } from '@/lib/utils'

type TicketCardProps = {
  ticket: BoardTicket
  /** The address with this ticket opened. */
  href: string
  /** "2026-12-03" on the agency's calendar. */
  today: string
  isSelected: boolean
  /** In somebody's hand, shown where it would be dropped. */
  isLifted: boolean
  onOpen: (ticketNumber: number) => void
  onSelect: (ticketId: string, isSelected: boolean, isRange: boolean) => void
  onAskMove: (ticketId: string) => void
}

/**
 * One ticket on the board. All of it opens the ticket; dragging, its menu and the keyboard move it. Renders only when
 * something of its own changed: what it gets has to stay the same until then.
 */
export const TicketCard = memo(function TicketCard(props: TicketCardProps) {
  const { ticket, href, isSelected, isLifted, onOpen, onSelect, onAskMove } = props
  function handleClick(event: MouseEvent): void {
    // A new tab or window: those go the browser's way.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen(ticket.number)
  }
  return (
    <div
      role="listitem"
      data-ticket-id={ticket.id}
      data-lifted={isLifted || undefined}
      className={cn(
        'group relative flex flex-col gap-1.5 rounded-md border bg-surface p-3 shadow-xs transition-colors md:cursor-grab',
        isSelected ? 'border-accent bg-accent-soft' : 'border-border hover:border-border-strong',
        isLifted && 'border-dashed border-accent bg-accent-soft shadow-none',
      )}
    >
      <div className="-my-1 flex items-center gap-1.5 text-xs text-text-subtle">
        <Checkbox
          // The card's key is x; with Tab one goes from card to card.
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
          className={cn(
            'relative z-10 -ml-1 max-md:hidden',
            isSelected ? undefined : 'opacity-0 group-hover:opacity-100 group-focus-within:opacity-100',
          )}
        />
        <span
          className={cn(
            'tabular-nums',
            isSelected ? undefined : 'md:-ml-6.5 md:group-focus-within:ml-0 md:group-hover:ml-0',
          )}
        >
          #{ticket.number}
        </span>
        {ticket.clientName ? <bdi className="min-w-0 truncate">{ticket.clientName}</bdi> : null}
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Move #${ticket.number} to…`}
          title="Move to…"
          onClick={() => onAskMove(ticket.id)}
          className="relative z-10 -mr-1.5 ml-auto inline-flex size-7 shrink-0 items-center justify-center rounded-md hover:bg-hover hover:text-text max-md:size-9"
        >
          <SheetIcon name="ellipsis" className="size-4" />
        </button>
      </div>
      <a
        href={href}
        draggable={false}
        aria-describedby="board-help"
        onClick={handleClick}
        // Stretched over the card, so that it is as easy to hit as it looks.
        className="line-clamp-3 text-sm font-medium text-text after:absolute after:inset-0 after:rounded-md"
      >
        <bdi>{ticket.title}</bdi>
      </a>
      <CardFacts {...props} />
    </div>
  )
})

function CardFacts({ ticket, today }: TicketCardProps) {
  const { waitingFor, dueOn, assigneeName, assigneeId } = ticket
  return (
    <>
      {waitingFor ? (
        <p className="flex items-center gap-1.5 text-xs text-text-muted">
          <StatusIcon status="waiting" className="size-3.5" />
          {WAITING_WORDS[waitingFor]}
        </p>
      ) : null}
      <div className="flex min-h-5 items-center gap-2">
        <span title={`${PRIORITY_WORDS[ticket.priority]} priority`} className="flex">
          <PriorityIcon priority={ticket.priority} />
          <span className="sr-only">{PRIORITY_WORDS[ticket.priority]} priority</span>
        </span>
        {dueOn ? (
          <span className="[&>time]:text-xs">
            <DueLabel dueOn={dueOn} today={today} status={ticket.status} />
          </span>
        ) : null}
        {ticket.visibility === 'client' ? (
          <span title="Shared with the client" className="flex">
            <SheetIcon name="globe" className="size-3.5 text-text-subtle" />
            <span className="sr-only">Shared with the client</span>
          </span>
        ) : null}
        <span
          title={assigneeId ? (assigneeName ?? 'Former member') : 'Unassigned'}
          className="ml-auto flex text-text-subtle"
        >
          {assigneeId ? (
            <Initials
              name={assigneeName ?? 'Former member'}
              className="size-5! rounded-full text-[0.625rem]!"
            />
          ) : (
            <SheetIcon name="circle-dashed" className="size-5" />
          )}
          <span className="sr-only">{assigneeId ? (assigneeName ?? 'Former member') : 'Unassigned'}</span>
        </span>
      </div>
    </>
  )
}
