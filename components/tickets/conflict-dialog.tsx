'use client'

import type { TicketConflict } from '@/components/tickets/use-ticket-actions'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useNow } from '@/components/ui/use-now'
import { formatRelative } from '@/lib/dates'
import { lastChangeOf } from '@/lib/rules/ticket-activity'
import {
  PRIORITY_WORDS,
  statusWords,
  ticketNumber,
  type TicketChange,
  type TicketField,
  type TicketFields,
} from '@/lib/rules/tickets'

type ConflictDialogProps = {
  conflict: TicketConflict
  timeZone: string
  onKeepMine: () => void
  onTakeTheirs: () => void
  onClose: () => void
}

const FIELD_WORDS: Record<TicketField, string> = {
  title: 'title',
  description: 'description',
  status: 'status',
  waitingFor: 'status',
  priority: 'priority',
  assigneeId: 'assignee',
  dueOn: 'due date',
  visibility: 'visibility',
}

/** Two people set the same thing differently at the same time. Nothing is lost until one of them is chosen. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { conflict, timeZone, onKeepMine, onTakeTheirs, onClose } = props
  const now = useNow(0)
  const { edit, events } = conflict
  // Whom it waits for is a part of the status.
  const fields = conflict.fields.filter(
    (field) => field !== 'waitingFor' || !conflict.fields.includes('status'),
  )
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`Somebody else changed ${ticketNumber(edit.ticket.number)}`}
        description="Yours is not saved yet. Choose which one stands."
      >
        <DialogBody className="flex flex-col gap-4 pb-5">
          {fields.map((field) => {
            const last = lastChangeOf(events, field)
            const theirs = written(conflict.now, field, last?.assignee ?? null)
            const mine = written(edit.change, field, edit.assigneeName ?? null)
            return (
              <div key={field} className="text-sm">
                <p>
                  <span className="font-medium">{last?.person ?? 'Somebody'}</span> set the{' '}
                  {FIELD_WORDS[field]} to <span className="font-medium">{theirs}</span>{' '}
                  {last ? (
                    <span className="text-text-subtle">{formatRelative(last.at, now, timeZone)}</span>
                  ) : null}
                </p>
                <p className="mt-1 text-text-muted">
                  You set it to <span className="font-medium text-text">{mine}</span>
                </p>
              </div>
            )
          })}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onTakeTheirs}>Take theirs</Button>
          <Button variant="primary" onClick={onKeepMine}>
            Keep mine
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

const LONGEST_QUOTE = 200

function written(values: TicketChange | TicketFields, field: TicketField, assignee: string | null): string {
  switch (field) {
    case 'status':
    case 'waitingFor':
      return statusWords({ status: values.status ?? 'waiting', waitingFor: values.waitingFor ?? null })
    case 'priority':
      return values.priority ? PRIORITY_WORDS[values.priority] : ''
    case 'assigneeId':
      return values.assigneeId ? (assignee ?? 'somebody else') : 'Nobody'
    case 'visibility':
      return values.visibility === 'client' ? 'Shared with the client' : 'Internal'
    case 'title':
    case 'description':
    case 'dueOn': {
      const text = values[field] ?? ''
      if (text === '') return 'nothing'
      return text.length > LONGEST_QUOTE ? `“${text.slice(0, LONGEST_QUOTE)}…”` : `“${text}”`
    }
  }
}
