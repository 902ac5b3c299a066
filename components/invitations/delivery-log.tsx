'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AttemptList } from '@/components/invitations/attempt-list'
import { DeliveryBadge } from '@/components/invitations/person-badges'
import type { PersonActionsApi } from '@/components/invitations/use-person-actions'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/dates'
import { invitationDeliveriesQuery, type DeliveryLogEntry } from '@/lib/queries/invitations'
import { deliveryReason, deliveryState } from '@/lib/rules/invitation-people'
import { browserClient } from '@/lib/supabase/browser'

type DeliveryLogProps = {
  agencyId: string
  invitationId: string
  timeZone: string
  actions: PersonActionsApi
}

const TEMPLATE_WORDS: Record<string, string> = {
  invitation: 'Invitation',
  'invitation.reminder': 'Reminder',
}

/** Each mail of an invitation with every attempt, when it was made and what came of it. */
export function DeliveryLog({ agencyId, invitationId, timeZone, actions }: DeliveryLogProps) {
  const log = useQuery(invitationDeliveriesQuery(browserClient(), agencyId, invitationId))
  if (log.isPending) return <Skeleton className="h-16 w-full" />
  if (log.isError) return <ErrorState error={log.error} heading="h3" onRetry={() => void log.refetch()} />
  if (log.data.length === 0) {
    return <p className="text-sm text-text-muted">None. Copy the link and send it yourself.</p>
  }
  return (
    <ul className="flex flex-col gap-3">
      {log.data.map((entry) => (
        <DeliveryEntry key={entry.id} entry={entry} timeZone={timeZone} actions={actions} />
      ))}
    </ul>
  )
}

type DeliveryEntryProps = { entry: DeliveryLogEntry; timeZone: string; actions: PersonActionsApi }

function DeliveryEntry({ entry, timeZone, actions }: DeliveryEntryProps) {
  const [isPending, setIsPending] = useState(false)
  const state = deliveryState({ email: '', delivery: entry })
  const at = (iso: string) => formatDateTime(iso, timeZone)
  const reason = deliveryReason(entry.reason)
  return (
    <li className="rounded-md border border-border p-3 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-auto font-medium">
          {TEMPLATE_WORDS[entry.template] ?? entry.template}{' '}
          <span className="font-normal text-text-muted">{at(entry.createdAt)}</span>
        </p>
        <DeliveryBadge state={state} detail={entry.at && at(entry.at)} />
        {entry.status === 'failed' ? (
          <Button
            size="sm"
            pending={isPending}
            onClick={() => {
              setIsPending(true)
              void actions.replay(entry.id).finally(() => setIsPending(false))
            }}
          >
            Send again
          </Button>
        ) : null}
      </div>
      {state === 'queued' ? (
        <p className="mt-1 text-text-muted">Next attempt {at(entry.nextAttemptAt)}</p>
      ) : null}
      {reason ? (
        <p className="mt-1 break-words text-text-muted">
          <bdi>{reason}</bdi>
        </p>
      ) : null}
      <AttemptList attempts={entry.attempts} timeZone={timeZone} />
    </li>
  )
}
