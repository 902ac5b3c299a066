'use client'

import { useState } from 'react'
import { PriorityIcon, StatusIcon } from '@/components/tickets/ticket-badges'
import { AssigneePicker } from '@/components/tickets/ticket-picker'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PickDialog } from '@/components/ui/pick-dialog'
import type { TicketScope } from '@/lib/queries/tickets'
import {
  PRIORITY_WORDS,
  STATUS_CHOICES,
  statusWords,
  TICKET_PRIORITIES,
  type TicketChange,
} from '@/lib/rules/tickets'

export type BulkPick = 'status' | 'priority' | 'assignee' | 'due'

type BulkPickerProps = {
  scope: TicketScope
  pick: BulkPick
  count: number
  onPick: (change: TicketChange, assigneeName?: string | null) => void
  onClose: () => void
}

/** Chooses one value for all tickets that are selected. */
export function BulkPicker({ scope, pick, count, onPick, onClose }: BulkPickerProps) {
  const those = count === 1 ? '1 ticket' : `${count} tickets`
  switch (pick) {
    case 'status':
      return (
        <PickDialog
          title={`Status of ${those}`}
          placeholder="Set the status"
          options={STATUS_CHOICES.map((choice) => ({
            key: `${choice.status}-${choice.waitingFor ?? ''}`,
            value: choice,
            label: statusWords(choice),
            icon: <StatusIcon status={choice.status} />,
          }))}
          onPick={({ status, waitingFor }) => onPick({ status, waitingFor })}
          onClose={onClose}
        />
      )
    case 'priority':
      return (
        <PickDialog
          title={`Priority of ${those}`}
          placeholder="Set the priority"
          options={TICKET_PRIORITIES.map((priority) => ({
            key: priority,
            value: priority,
            label: PRIORITY_WORDS[priority],
            icon: <PriorityIcon priority={priority} />,
          }))}
          onPick={(priority) => onPick({ priority })}
          onClose={onClose}
        />
      )
    case 'assignee':
      return (
        <AssigneePicker
          scope={scope}
          title={`Who looks after ${those}`}
          assigneeId={undefined}
          onPick={(person) => onPick({ assigneeId: person?.id ?? null }, person?.name ?? null)}
          onClose={onClose}
        />
      )
    case 'due':
      return <DueDialog those={those} onPick={onPick} onClose={onClose} />
  }
}

function DueDialog({
  those,
  onPick,
  onClose,
}: Pick<BulkPickerProps, 'onPick' | 'onClose'> & { those: string }) {
  const [day, setDay] = useState('')
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={`Due date of ${those}`} size="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (day) onPick({ dueOn: day })
          }}
        >
          <DialogBody className="pb-5">
            <Field label="Due">
              {(ids) => (
                <Input {...ids} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
              )}
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={() => onPick({ dueOn: null })}>No due date</Button>
            <Button variant="primary" type="submit" disabled={!day}>
              Set
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
