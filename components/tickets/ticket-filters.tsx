'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { clientListQuery } from '@/lib/queries/clients'
import { ticketPeopleQuery, type TicketScope } from '@/lib/queries/tickets'
import { oneOf } from '@/lib/rules/runs'
import {
  clearTicketListParams,
  countFilters,
  ME,
  NOBODY,
  statusesOf,
  TICKET_DUES,
  type TicketDue,
  type TicketListParams,
} from '@/lib/rules/ticket-list-params'
import {
  PRIORITY_WORDS,
  STATUS_WORDS,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  WAITING_FOR,
  WAITING_WORDS,
} from '@/lib/rules/tickets'
import { browserClient } from '@/lib/supabase/browser'

const DUE_WORDS: Record<TicketDue, string> = {
  overdue: 'Overdue',
  today: 'Today',
  week: 'In the next 7 days',
  none: 'No due date',
}

type TicketFiltersProps = {
  id: string
  scope: TicketScope
  params: TicketListParams
  onChange: (change: Partial<TicketListParams>) => void
}

/** Rendered only while open, so that who there is and which clients is asked for only then. */
export function TicketFilters({ id, scope, params, onChange }: TicketFiltersProps) {
  const isAcross = scope.clientId === null
  const people = useQuery(ticketPeopleQuery(browserClient(), scope.agencyId, null))
  const clients = useQuery({ ...clientListQuery(browserClient(), scope.agencyId), enabled: isAcross })
  const statuses = statusesOf(params.tab)
  const orNull = (value: string) => (value === '' ? null : value)
  const clear = () => onChange(clearTicketListParams(params))

  return (
    <div
      id={id}
      className="mt-3 grid grid-cols-2 gap-3 rounded-lg border border-border bg-surface p-4 md:grid-cols-3 xl:grid-cols-5"
    >
      {statuses.length > 0 ? (
        <Choice
          label="Status"
          value={params.waitingFor ? `waiting:${params.waitingFor}` : params.status}
          onChange={(value) => {
            const [status, waitingFor] = value.split(':')
            onChange({ status: oneOf(TICKET_STATUSES, status), waitingFor: oneOf(WAITING_FOR, waitingFor) })
          }}
        >
          {statuses.map((status) => (
            <option key={status} value={status}>
              {STATUS_WORDS[status]}
            </option>
          ))}
          {WAITING_FOR.map((whom) => (
            <option key={whom} value={`waiting:${whom}`}>
              {WAITING_WORDS[whom]}
            </option>
          ))}
        </Choice>
      ) : null}
      <Choice
        label="Priority"
        value={params.priority}
        onChange={(value) => onChange({ priority: oneOf(TICKET_PRIORITIES, value) })}
      >
        {TICKET_PRIORITIES.map((priority) => (
          <option key={priority} value={priority}>
            {PRIORITY_WORDS[priority]}
          </option>
        ))}
      </Choice>
      <Choice
        label="Assignee"
        value={params.assignee}
        onChange={(value) => onChange({ assignee: orNull(value) })}
      >
        <option value={ME}>Me</option>
        <option value={NOBODY}>Nobody</option>
        {people.data?.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
        <Unlisted
          value={params.assignee === ME || params.assignee === NOBODY ? null : params.assignee}
          options={people.data}
          isPending={people.isPending}
        />
      </Choice>
      {isAcross ? (
        <Choice
          label="Client"
          value={params.clientId}
          onChange={(value) => onChange({ clientId: orNull(value) })}
        >
          {clients.data?.map((client) => (
            <option key={client.id} value={client.id}>
              {client.name}
            </option>
          ))}
          <Unlisted value={params.clientId} options={clients.data} isPending={clients.isPending} />
        </Choice>
      ) : null}
      <Choice
        label="Due"
        value={params.due}
        onChange={(value) => onChange({ due: oneOf(TICKET_DUES, value) })}
      >
        {TICKET_DUES.map((due) => (
          <option key={due} value={due}>
            {DUE_WORDS[due]}
          </option>
        ))}
      </Choice>
      {people.isError || clients.isError ? (
        <p role="alert" className="col-span-full text-sm text-danger">
          People and clients could not be loaded.{' '}
          <button
            type="button"
            className="underline"
            onClick={() => {
              void people.refetch()
              if (isAcross) void clients.refetch()
            }}
          >
            Try again
          </button>
        </p>
      ) : null}
      {countFilters(params) > 0 ? (
        <div className="col-span-full">
          <Button size="sm" variant="ghost" onClick={clear}>
            Clear filters
          </Button>
        </div>
      ) : null}
    </div>
  )
}

type ChoiceProps = {
  label: string
  value: string | null
  onChange: (value: string) => void
  children: ReactNode
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <Select {...ids} value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
          <option value="">Any</option>
          {children}
        </Select>
      )}
    </Field>
  )
}

type UnlistedProps = {
  value: string | null
  options: readonly { id: string }[] | undefined
  isPending: boolean
}

/** Keeps a chosen value in the select while its name is on its way, and when it no longer exists. */
function Unlisted({ value, options, isPending }: UnlistedProps) {
  if (value === null || options?.some((option) => option.id === value)) return null
  return <option value={value}>{isPending ? 'Loading…' : 'No longer there'}</option>
}
