'use client'

import { Pencil } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { focusNow, useKept } from '@/components/tickets/use-kept'
import type { TicketActions } from '@/components/tickets/use-ticket-actions'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/textarea'
import type { TicketDetail } from '@/lib/queries/ticket-detail'
import type { TicketScope } from '@/lib/queries/tickets'
import { ticketDescription } from '@/lib/schemas/tickets'

type TicketDescriptionProps = { scope: TicketScope; ticket: TicketDetail; actions: TicketActions }

/** What is typed, and the description and version that it was begun on: others may write meanwhile. */
type Draft = { text: string; seen: string | null; version: number }

const drafts = new Map<string, Draft>()

/** The description, in which staff write on the spot. What is typed stays until it is saved, also when the drawer closes. */
export function TicketDescription({ scope, ticket, actions }: TicketDescriptionProps) {
  const [draft, keep] = useKept(drafts, `${scope.userId} ${ticket.id}`)
  const [isSaving, setIsSaving] = useState(false)
  const { isStaff } = scope

  function begin(): void {
    const { description, version } = ticket
    keep({ text: description ?? '', seen: description, version })
  }

  if (draft === null) {
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
              onClick={begin}
            >
              <Pencil aria-hidden />
            </Button>
          ) : (
            <Button variant="ghost" size="sm" className="-ml-2.5" onClick={begin}>
              Add a description
            </Button>
          )
        ) : null}
      </section>
    )
  }

  const { text, seen, version } = draft
  const parsed = ticketDescription.safeParse(text)
  const problem = parsed.error?.issues[0]?.message
  const isUnchanged = text === (seen ?? '')

  async function save(): Promise<void> {
    if (!parsed.success || isSaving) return
    const description = parsed.data === '' ? null : parsed.data
    if (description === seen) {
      keep(null)
      return
    }
    setIsSaving(true)
    try {
      await actions.editAndWait({
        ticket: { ...ticket, description: seen },
        change: { description },
        seenVersion: version,
        onDecided: () => keep(null),
      })
    } catch {
      // A toast has said so; what was typed stays.
    }
    setIsSaving(false)
  }

  function handleKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && isUnchanged) keep(null)
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      void save()
    }
  }

  return (
    <section aria-label="Description" className="flex flex-col gap-2">
      <Textarea
        // The person has just asked for this box.
        ref={focusNow}
        aria-label="Description"
        // Escape ends what has not begun; what has been typed is kept while the drawer closes.
        data-keeps-escape={isUnchanged ? '' : undefined}
        aria-invalid={problem ? true : undefined}
        dir="auto"
        value={text}
        onChange={(event) => keep({ ...draft, text: event.target.value })}
        onKeyDown={handleKeyDown}
        className="field-sizing-content max-h-[50dvh] min-h-28"
      />
      {problem ? (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={() => keep(null)}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" pending={isSaving} onClick={() => void save()}>
          Save
        </Button>
      </div>
    </section>
  )
}
