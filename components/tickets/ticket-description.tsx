'use client'

import { Pencil } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import type { TicketActions } from '@/components/tickets/use-ticket-actions'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/textarea'
import type { TicketDetail } from '@/lib/queries/ticket-detail'
import { ticketDescription } from '@/lib/schemas/tickets'

type TicketDescriptionProps = { ticket: TicketDetail; isStaff: boolean; actions: TicketActions }

/** The description, in which staff write on the spot. What is typed stays open until it is saved. */
export function TicketDescription({ ticket, isStaff, actions }: TicketDescriptionProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const [isSaving, setIsSaving] = useState(false)

  if (typed === null) {
    return (
      <section aria-label="Description" className="group relative">
        {ticket.description ? (
          <p
            dir="auto"
            className="pr-10 text-sm leading-relaxed whitespace-pre-wrap text-text [overflow-wrap:anywhere]"
          >
            {ticket.description}
          </p>
        ) : isStaff ? null : (
          <p className="text-sm text-text-subtle">No details were given.</p>
        )}
        {isStaff ? (
          ticket.description ? (
            <Button
              variant="ghost"
              size="icon"
              aria-label="Edit the description"
              title="Edit the description"
              className="absolute -top-1.5 -right-2 size-8!"
              onClick={() => setTyped(ticket.description ?? '')}
            >
              <Pencil aria-hidden />
            </Button>
          ) : (
            <Button variant="ghost" size="sm" className="-ml-2.5" onClick={() => setTyped('')}>
              Add a description
            </Button>
          )
        ) : null}
      </section>
    )
  }

  const parsed = ticketDescription.safeParse(typed)
  const problem = parsed.error?.issues[0]?.message

  async function save(): Promise<void> {
    if (!parsed.success || isSaving) return
    const description = parsed.data === '' ? null : parsed.data
    if (description === ticket.description) {
      setTyped(null)
      return
    }
    setIsSaving(true)
    try {
      await actions.editAndWait({ ticket, change: { description } })
      setTyped(null)
    } catch {
      // A toast has said so; what was typed stays.
    }
    setIsSaving(false)
  }

  function handleKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      setTyped(null)
    }
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      void save()
    }
  }

  return (
    <section aria-label="Description" className="flex flex-col gap-2">
      <Textarea
        // The person has just asked for this box.
        ref={(element) => {
          if (element && document.activeElement?.tagName !== 'TEXTAREA') element.focus()
        }}
        aria-label="Description"
        data-keeps-escape=""
        aria-invalid={problem ? true : undefined}
        dir="auto"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={handleKeyDown}
        className="field-sizing-content max-h-[50dvh] min-h-28"
      />
      {problem ? (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={() => setTyped(null)}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" pending={isSaving} onClick={() => void save()}>
          Save
        </Button>
      </div>
    </section>
  )
}
