'use client'

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Bell, BellOff, RotateCcw } from 'lucide-react'
import { useId, useState } from 'react'
import { AttemptList } from '@/components/invitations/attempt-list'
import { MessageCounts } from '@/components/invitations/message-counts'
import { DeliveryBadge } from '@/components/invitations/person-badges'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/dates'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { replayDelivery, replayRunMessage } from '@/lib/mutations/invitations'
import {
  messageKeys,
  messageRecipientsQuery,
  type MessageRecipient,
  type RunMessage,
} from '@/lib/queries/messages'
import { deliveryReason, deliveryState } from '@/lib/rules/invitation-people'
import { countOf } from '@/lib/rules/run-words'
import { announceSessionExpired } from '@/lib/session-events'
import { browserClient } from '@/lib/supabase/browser'

type MessageRecipientsProps = { runId: string; message: RunMessage; timeZone: string }

/** Everybody one message went to: in the app or not, where the mail stands, each attempt; what failed can go out again. */
export function MessageRecipients({ runId, message, timeZone }: MessageRecipientsProps) {
  const failedOnlyId = useId()
  const [isFailedOnly, setIsFailedOnly] = useState(false)
  const replay = useReplay(runId, message.key)
  const list = useInfiniteQuery(messageRecipientsQuery(browserClient(), runId, message.key, isFailedOnly))
  const recipients = list.data?.pages.flatMap((page) => page.recipients) ?? []

  function renderRecipients() {
    if (list.isPending) return <Skeleton className="h-24 w-full" />
    if (list.isError)
      return <ErrorState error={list.error} heading="h3" onRetry={() => void list.refetch()} />
    if (recipients.length === 0) {
      return (
        <p className="text-sm text-text-muted">
          {isFailedOnly ? 'No mail of this message has failed.' : 'Nobody is left who got it.'}
        </p>
      )
    }
    return (
      <ul aria-label="Recipients" className="flex flex-col gap-2">
        {recipients.map((recipient) => (
          <RecipientEntry
            key={recipient.delivery.id}
            recipient={recipient}
            timeZone={timeZone}
            isReplaying={replay.isPending && replay.variables === recipient.delivery.id}
            onReplay={() => replay.mutate(recipient.delivery.id)}
          />
        ))}
      </ul>
    )
  }

  return (
    <>
      {message.body ? (
        <p dir="auto" className="text-sm break-words whitespace-pre-line text-text-muted">
          {message.body}
        </p>
      ) : null}
      <MessageCounts message={message} />
      {message.failed > 0 || isFailedOnly ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span className="flex items-center gap-2 text-sm">
            <Switch
              id={failedOnlyId}
              checked={isFailedOnly}
              onChange={(event) => setIsFailedOnly(event.target.checked)}
            />
            <label htmlFor={failedOnlyId}>Only failed</label>
          </span>
          {message.failed > 0 ? (
            <Button
              size="sm"
              pending={replay.isPending && replay.variables === null}
              onClick={() => replay.mutate(null)}
            >
              <RotateCcw aria-hidden />
              Send all failed again
            </Button>
          ) : null}
        </div>
      ) : null}
      {renderRecipients()}
      {list.hasNextPage ? (
        <Button
          size="sm"
          variant="ghost"
          className="self-center"
          pending={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      ) : null}
    </>
  )
}

/** Puts one failed mail of a message, or with null all of them, back into the queue, and says what came of it. */
function useReplay(runId: string, messageKey: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (deliveryId: string | null) => {
      const supabase = browserClient()
      if (deliveryId === null) return replayRunMessage(supabase, { runId, messageKey })
      await replayDelivery(supabase, deliveryId)
      return 1
    },
    onSuccess: (count) =>
      count > 0
        ? toast.success(
            count === 1 ? 'It goes out again in a moment' : `${countOf(count, 'mail')} go out again`,
          )
        : toast.info('There is nothing to send again'),
    onError: (problem) => {
      const error = toAppError(problem)
      if (error.code === 'session_expired') announceSessionExpired()
      const { title, advice } = errorMessage(error)
      toast.error(title, { description: advice })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: messageKeys.all }),
  })
}

type RecipientEntryProps = {
  recipient: MessageRecipient
  timeZone: string
  isReplaying: boolean
  onReplay: () => void
}

function RecipientEntry({ recipient, timeZone, isReplaying, onReplay }: RecipientEntryProps) {
  const { name, email, isInApp, delivery } = recipient
  const at = (iso: string) => formatDateTime(iso, timeZone)
  const state = deliveryState({ email, delivery })
  const reason = deliveryReason(delivery.reason)
  return (
    <li className="rounded-md border border-border p-3 text-sm">
      <div className="flex flex-wrap items-center gap-1.5">
        <p className="mr-auto min-w-0 basis-full break-words sm:basis-auto">
          <bdi className="font-medium">{name ?? email}</bdi>
          {name ? <bdi className="block text-text-muted">{email}</bdi> : null}
        </p>
        <Badge icon={isInApp ? <Bell aria-hidden /> : <BellOff aria-hidden />}>
          {isInApp ? 'In the app' : 'Not in the app'}
        </Badge>
        <DeliveryBadge state={state} detail={delivery.at && at(delivery.at)} />
        {state === 'failed' || state === 'bounced' ? (
          <Button
            size="sm"
            pending={isReplaying}
            aria-label={`Send again to ${name ?? email}`}
            onClick={onReplay}
          >
            Send again
          </Button>
        ) : null}
      </div>
      {state === 'queued' && delivery.nextAttemptAt ? (
        <p className="mt-1 text-text-muted">Next attempt {at(delivery.nextAttemptAt)}</p>
      ) : null}
      {reason ? (
        <p className="mt-1 break-words text-text-muted">
          <bdi>{reason}</bdi>
        </p>
      ) : null}
      <AttemptList attempts={delivery.attempts} timeZone={timeZone} />
    </li>
  )
}
