'use client'

import { useState } from 'react'
import type { TicketActions } from '@/components/tickets/use-ticket-actions'
import type { TicketDetail } from '@/lib/queries/ticket-detail'
import { ticketTitle } from '@/lib/schemas/tickets'

type TicketTitleProps = { ticket: TicketDetail; isStaff: boolean; actions: TicketActions }

const LOOK = 'text-lg leading-snug font-semibold text-text'

/** Staff write into the title itself: Enter or leaving it saves, Escape puts back what was there. */
export function TicketTitle({ ticket, isStaff, actions }: TicketTitleProps) {
  const [typed, setTyped] = useState<string | null>(null)
  if (!isStaff) {
    return (
      <h2 className={LOOK}>
        <bdi>{ticket.title}</bdi>
      </h2>
    )
  }
  const parsed = ticketTitle.safeParse(typed ?? ticket.title)
  const problem = parsed.error?.issues[0]?.message

  function save(): void {
    if (typed === null) return
    // An empty title stays in view with what is wrong, until it is put right or taken back.
    if (!parsed.success) return
    setTyped(null)
    if (parsed.data !== ticket.title) actions.edit({ ticket, change: { title: parsed.data } })
  }

  return (
    <div>
      <h2 className="sr-only">{ticket.title}</h2>
      <textarea
        aria-label="Title"
        data-keeps-escape={typed === null ? undefined : ''}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? 'ticket-title-problem' : undefined}
        dir="auto"
        rows={1}
        value={typed ?? ticket.title}
        onChange={(event) => setTyped(event.target.value.replaceAll('\n', ' '))}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault()
            event.currentTarget.blur()
          }
          if (event.key === 'Escape' && typed !== null) {
            setTyped(null)
          }
        }}
        className={`${LOOK} -mx-2 block field-sizing-content w-[calc(100%+1rem)] resize-none rounded-md border border-transparent bg-transparent px-2 py-1 hover:border-border focus:border-border-strong aria-invalid:border-danger`}
      />
      {problem ? (
        <p id="ticket-title-problem" role="alert" className="mt-1 text-sm text-danger">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
