'use client'

import { useState } from 'react'
import { Initials } from '@/components/layout/initials'
import { TicketCommentItem } from '@/components/tickets/ticket-comment'
import { useNow } from '@/components/ui/use-now'
import { formatDateTime, formatRelative } from '@/lib/dates'
import type { TicketDetail } from '@/lib/queries/ticket-detail'
import { todayIn } from '@/lib/queries/ticket-filters'
import type { TicketScope } from '@/lib/queries/tickets'
import { ticketTimeline, type TicketAct } from '@/lib/rules/ticket-activity'

type TicketTimelineProps = { scope: TicketScope; ticket: TicketDetail; updatedAt: number }

/** What was said and done, the oldest first. Staff read the changes between the comments; the client only what was said. */
export function TicketTimeline({ scope, ticket, updatedAt }: TicketTimelineProps) {
  const now = useNow(updatedAt)
  const { timeZone } = scope
  const items = ticketTimeline(ticket.events, ticket.comments, todayIn(timeZone, now))
  return (
    <section aria-labelledby="ticket-activity" className="border-t border-border pt-5">
      <h3 id="ticket-activity" className="text-sm font-medium">
        {scope.isStaff ? 'Activity' : 'Conversation'}
      </h3>
      {ticket.hasOlderComments ? (
        <p className="mt-2 text-sm text-text-subtle">Only the newest 200 comments are shown.</p>
      ) : null}
      <ol className="mt-4 flex flex-col gap-4">
        {scope.isStaff ? null : (
          <li className="text-sm text-text-subtle">
            {ticket.creatorName ?? 'Former member'} opened this ticket{' '}
            <When at={ticket.createdAt} now={now} timeZone={timeZone} />
          </li>
        )}
        {items.map((item) =>
          item.kind === 'comment' ? (
            <TicketCommentItem key={item.id} scope={scope} ticket={ticket} comment={item.comment} now={now} />
          ) : (
            <Acts key={item.id} acts={item.acts} now={now} timeZone={timeZone} />
          ),
        )}
      </ol>
    </section>
  )
}

const ACTS_SHOWN = 3

type ActsProps = { acts: readonly TicketAct[]; now: Date; timeZone: string }

/** A long run of changes is one line, until somebody wants to read it. */
function Acts({ acts, now, timeZone }: ActsProps) {
  const [isOpen, setIsOpen] = useState(false)
  const isFolded = !isOpen && acts.length > ACTS_SHOWN
  const shown = isFolded ? acts.slice(-1) : acts
  return (
    <li>
      {isFolded ? (
        <button
          type="button"
          onClick={() => setIsOpen(true)}
          className="mb-2 min-h-6 rounded-sm text-sm text-text-muted hover:text-text hover:underline"
        >
          Show {acts.length - 1} earlier changes
        </button>
      ) : null}
      <ul className="flex flex-col gap-2">
        {shown.map((act) => (
          <li key={act.id} className="flex items-baseline gap-3 text-sm text-text-muted">
            <Initials name={act.person} className="size-6! self-start rounded-full text-[0.625rem]!" />
            <p className="min-w-0">
              <span className="font-medium text-text">{act.person}</span> <bdi>{act.sentence}</bdi>{' '}
              <When at={act.at} now={now} timeZone={timeZone} />
            </p>
          </li>
        ))}
      </ul>
    </li>
  )
}

export function When({ at, now, timeZone }: { at: string; now: Date; timeZone: string }) {
  return (
    <time
      dateTime={at}
      title={formatDateTime(at, timeZone, 'full')}
      className="whitespace-nowrap text-text-subtle"
    >
      {formatRelative(at, now, timeZone)}
    </time>
  )
}
