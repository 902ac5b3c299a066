'use client'

import { useQuery } from '@tanstack/react-query'
import { Initials } from '@/components/layout/initials'
import { PriorityIcon, StatusIcon } from '@/components/tickets/ticket-badges'
import type { TicketPick } from '@/components/tickets/ticket-row'
import type { ShownTicket, TicketEdit } from '@/components/tickets/use-ticket-actions'
import { ErrorState } from '@/components/ui/error-state'
import { SheetIcon } from '@/components/ui/icon-sheet'
import { PickDialog, type PickOption } from '@/components/ui/pick-dialog'
import { ticketPeopleQuery, type TicketPerson, type TicketScope } from '@/lib/queries/tickets'
import {
  PRIORITY_WORDS,
  statusChoicesFrom,
  statusWords,
  ticketNumber,
  TICKET_PRIORITIES,
} from '@/lib/rules/tickets'
import { browserClient } from '@/lib/supabase/browser'

type TicketPickerProps = {
  scope: TicketScope
  ticket: ShownTicket
  pick: TicketPick
  onEdit: (edit: TicketEdit) => void
  onClose: () => void
}

/** Chooses a ticket's status, priority or assignee, from its row or from its drawer. */
export function TicketPicker({ scope, ticket, pick, onEdit, onClose }: TicketPickerProps) {
  const number = ticketNumber(ticket.number)

  function handlePick(edit: Omit<TicketEdit, 'ticket'>): void {
    onEdit({ ticket, ...edit })
    onClose()
  }

  switch (pick) {
    case 'status':
      return (
        <PickDialog
          title={`Status of ${number}`}
          placeholder="Set the status"
          options={statusChoicesFrom(ticket.status).map((choice) => ({
            key: `${choice.status}-${choice.waitingFor ?? ''}`,
            value: choice,
            label: statusWords(choice),
            icon: <StatusIcon status={choice.status} />,
            isSelected: choice.status === ticket.status && choice.waitingFor === ticket.waitingFor,
          }))}
          onPick={({ status, waitingFor }) => handlePick({ change: { status, waitingFor } })}
          onClose={onClose}
        />
      )
    case 'priority':
      return (
        <PickDialog
          title={`Priority of ${number}`}
          placeholder="Set the priority"
          options={TICKET_PRIORITIES.map((priority) => ({
            key: priority,
            value: priority,
            label: PRIORITY_WORDS[priority],
            icon: <PriorityIcon priority={priority} />,
            isSelected: priority === ticket.priority,
          }))}
          onPick={(priority) => handlePick({ change: { priority } })}
          onClose={onClose}
        />
      )
    case 'assignee':
      return (
        <AssigneePicker
          scope={scope}
          title={`Who looks after ${number}`}
          assigneeId={ticket.assigneeId}
          onPick={(person) =>
            handlePick({ change: { assigneeId: person?.id ?? null }, assigneeName: person?.name ?? null })
          }
          onClose={onClose}
        />
      )
  }
}

type AssigneePickerProps = {
  scope: Pick<TicketScope, 'agencyId' | 'userId'>
  title: string
  /** Who has it now; undefined where it is about several. */
  assigneeId: string | null | undefined
  onPick: (person: TicketPerson | null) => void
  onClose: () => void
}

/** Only staff can be chosen. Who they are is asked for when this opens. */
export function AssigneePicker({ scope, title, assigneeId, onPick, onClose }: AssigneePickerProps) {
  const people = useQuery(ticketPeopleQuery(browserClient(), scope.agencyId, null))
  const me = people.data?.find(({ id }) => id === scope.userId)
  const ordered = people.data && [...(me ? [me] : []), ...people.data.filter((person) => person !== me)]
  const nobody: PickOption<TicketPerson | null> = {
    key: 'nobody',
    value: null,
    label: 'Nobody',
    icon: <SheetIcon name="circle-dashed" />,
    isSelected: assigneeId === null,
  }
  const options = ordered && [
    ...ordered.map((person) => ({
      key: person.id,
      value: person,
      label: person.name,
      ...(person.id === scope.userId ? { hint: 'you' } : {}),
      icon: <Initials name={person.name} className="size-5! rounded-full text-[0.625rem]!" />,
      isSelected: person.id === assigneeId,
    })),
    nobody,
  ]
  return (
    <PickDialog
      title={title}
      placeholder="Assign to"
      options={options ?? null}
      problem={
        people.isError ? (
          <ErrorState error={people.error} heading="h3" onRetry={() => void people.refetch()} />
        ) : null
      }
      onPick={onPick}
      onClose={onClose}
    />
  )
}
