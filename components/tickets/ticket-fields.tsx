'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowUpRight, Bell, BellOff, Globe, Lock } from 'lucide-react'
import Link from 'next/link'
import { useId, useState, type MouseEvent, type ReactNode } from 'react'
import { TicketPicker } from '@/components/tickets/lazy'
import { AssigneeLabel, DueLabel, PriorityLabel, StatusLabel } from '@/components/tickets/ticket-badges'
import type { TicketPick } from '@/components/tickets/ticket-row'
import type { TicketActions } from '@/components/tickets/use-ticket-actions'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { useNow } from '@/components/ui/use-now'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { watchTicket } from '@/lib/mutations/tickets'
import { paths } from '@/lib/paths'
import { todayIn } from '@/lib/queries/ticket-filters'
import type { TicketDetail } from '@/lib/queries/ticket-detail'
import { ticketKeys, type TicketScope } from '@/lib/queries/tickets'
import { ticketNumber } from '@/lib/rules/tickets'
import { browserClient } from '@/lib/supabase/browser'

type TicketFieldsProps = {
  scope: TicketScope
  ticket: TicketDetail
  actions: TicketActions
  hrefOf: (number: number) => string
  onOpen: (number: number) => void
}

/** What is settled about a ticket. Staff change each value where it stands; the client reads what concerns them. */
export function TicketFields({ scope, ticket, actions, hrefOf, onOpen }: TicketFieldsProps) {
  const [pick, setPick] = useState<TicketPick | null>(null)
  const { isStaff } = scope
  const previous = ticket.previousNumber

  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-0.5 text-sm">
      <Row label="Status">
        <Value isStaff={isStaff} name="Status" onPress={() => setPick('status')}>
          <StatusLabel isStaff={isStaff} status={ticket.status} waitingFor={ticket.waitingFor} />
        </Value>
      </Row>
      {isStaff ? (
        <Row label="Priority">
          <Value isStaff name="Priority" onPress={() => setPick('priority')}>
            <PriorityLabel priority={ticket.priority} />
          </Value>
        </Row>
      ) : null}
      <Row label={isStaff ? 'Assignee' : 'Looked after by'}>
        <Value isStaff={isStaff} name="Assignee" onPress={() => setPick('assignee')}>
          {isStaff || ticket.assigneeId ? (
            <AssigneeLabel id={ticket.assigneeId} name={ticket.assigneeName} />
          ) : (
            <span className="text-text-subtle">Nobody yet</span>
          )}
        </Value>
      </Row>
      {isStaff ? <DueRow scope={scope} ticket={ticket} actions={actions} /> : null}
      {isStaff ? <VisibilityRow ticket={ticket} actions={actions} /> : null}
      <WatchRow scope={scope} ticket={ticket} actions={actions} />
      {ticket.alert && isStaff ? (
        <Row label="Alert">
          <Link
            href={paths.alerts({ alert: ticket.alert.id })}
            prefetch={false}
            className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-sm text-text-muted hover:text-accent hover:underline"
          >
            <bdi className="truncate">{ticket.alert.title}</bdi>
            <ArrowUpRight aria-hidden className="size-3.5 shrink-0" />
          </Link>
        </Row>
      ) : null}
      {previous !== null ? (
        <Row label="Carries on">
          <a
            href={hrefOf(previous)}
            onClick={(event: MouseEvent) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
              event.preventDefault()
              onOpen(previous)
            }}
            className="inline-flex min-h-7 items-center rounded-sm text-text-muted tabular-nums hover:text-accent hover:underline"
          >
            {ticketNumber(previous)}
          </a>
        </Row>
      ) : null}
      {pick ? (
        <TicketPicker
          scope={scope}
          ticket={ticket}
          pick={pick}
          onEdit={actions.edit}
          onClose={() => setPick(null)}
        />
      ) : null}
    </dl>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-subtle">{label}</dt>
      <dd className="flex min-h-8 min-w-0 items-center">{children}</dd>
    </>
  )
}

type ValueProps = { isStaff: boolean; name: string; onPress: () => void; children: ReactNode }

function Value({ isStaff, name, onPress, children }: ValueProps) {
  if (!isStaff) return children
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={onPress}
      className="-mx-2 inline-flex h-8 max-w-full items-center rounded-md px-2 text-left hover:bg-hover"
    >
      <span className="sr-only">{name}: </span>
      {children}
    </button>
  )
}

type RowProps = { scope: TicketScope; ticket: TicketDetail; actions: TicketActions }

/** Years before this are somebody typing the first digits of one. */
const FIRST_DUE_YEAR = '2000'

function DueRow({ scope, ticket, actions }: RowProps) {
  const now = useNow(0)
  const today = todayIn(scope.timeZone, now)
  const id = useId()
  return (
    <>
      <dt className="text-text-subtle">
        <label htmlFor={id}>Due</label>
      </dt>
      <dd className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-3">
        <input
          id={id}
          type="date"
          max="9999-12-31"
          // A new value from elsewhere replaces what is shown, and only then.
          key={ticket.dueOn ?? ''}
          defaultValue={ticket.dueOn ?? ''}
          onChange={(event) => {
            const dueOn = event.target.value === '' ? null : event.target.value
            const isWhole = dueOn === null ? event.target.validity.valid : dueOn >= FIRST_DUE_YEAR
            if (isWhole && dueOn !== ticket.dueOn) actions.edit({ ticket, change: { dueOn } })
          }}
          className="-mx-2 h-8 rounded-md border border-transparent bg-transparent px-2 text-sm text-text-muted hover:border-border hover:text-text"
        />
        {ticket.dueOn ? <DueLabel dueOn={ticket.dueOn} today={today} status={ticket.status} /> : null}
      </dd>
    </>
  )
}

function VisibilityRow({ ticket, actions }: Omit<RowProps, 'scope'>) {
  const hintId = useId()
  const isShared = ticket.visibility === 'client'
  return (
    <>
      <dt className="self-start pt-1.5 text-text-subtle">Who sees it</dt>
      <dd className="min-w-0 pb-1">
        <span className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2">
          <span className="inline-flex items-center gap-1.5 text-text-muted [&_svg]:size-4 [&_svg]:text-text-subtle">
            {isShared ? <Globe aria-hidden /> : <Lock aria-hidden />}
            {isShared ? 'Your team and the client' : 'Only your team'}
          </span>
          <Button
            variant="ghost"
            size="sm"
            className="h-7! px-2! max-sm:-ml-2"
            aria-describedby={hintId}
            onClick={() => actions.edit({ ticket, change: { visibility: isShared ? 'internal' : 'client' } })}
          >
            {isShared ? 'Make internal' : 'Share with the client'}
          </Button>
        </span>
        <p id={hintId} className="text-xs text-text-subtle">
          {isShared
            ? 'Internal again, the client no longer finds it, nor anything said to them on it.'
            : 'Shared, the client sees title, description and status, and can answer. Internal notes stay internal.'}
        </p>
      </dd>
    </>
  )
}

function WatchRow({ scope, ticket, actions }: RowProps) {
  const queryClient = useQueryClient()
  const isWatching = ticket.watcherIds.includes(scope.userId)
  const without = ticket.watcherIds.filter((id) => id !== scope.userId)
  const watch = useMutation({
    mutationFn: (wanted: boolean) =>
      watchTicket(browserClient(), { ticketId: ticket.id, isWatching: wanted }),
    onMutate: async (wanted) => {
      await queryClient.cancelQueries({ queryKey: ticketKeys.details() })
      actions.patch(ticket.id, { watcherIds: wanted ? [...without, scope.userId] : without })
    },
    onError: (error) => {
      actions.patch(ticket.id, { watcherIds: ticket.watcherIds })
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    },
  })
  return (
    <Row label="News">
      <Button
        variant="ghost"
        size="sm"
        aria-pressed={isWatching}
        className="-mx-2 px-2! font-normal!"
        onClick={() => watch.mutate(!isWatching)}
      >
        {isWatching ? <Bell aria-hidden /> : <BellOff aria-hidden />}
        {isWatching ? 'You are told of changes' : 'Tell me of changes'}
      </Button>
    </Row>
  )
}
