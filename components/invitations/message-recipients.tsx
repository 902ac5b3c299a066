'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useId, useState } from 'react'
import { MessageCounts } from '@/components/invitations/message-counts'
import { RecipientEntry } from '@/components/invitations/recipient-entry'
import { useReplay } from '@/components/invitations/use-replay'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { Switch } from '@/components/ui/switch'
import { replayDelivery, replayRunMessage } from '@/lib/mutations/invitations'
import { messageRecipientsQuery, type RunMessage } from '@/lib/queries/messages'
import { browserClient } from '@/lib/supabase/browser'

type MessageRecipientsProps = { runId: string; message: RunMessage; timeZone: string }

/** Everybody one message went to: in the app or not, where the mail stands, each attempt; what failed can go out again. */
export function MessageRecipients({ runId, message, timeZone }: MessageRecipientsProps) {
  const failedOnlyId = useId()
  const [isFailedOnly, setIsFailedOnly] = useState(false)
  // One mail, or with null all that failed.
  const replay = useReplay(async (deliveryId: string | null) => {
    const supabase = browserClient()
    if (deliveryId === null) return replayRunMessage(supabase, { runId, messageKey: message.key })
    await replayDelivery(supabase, deliveryId)
    return 1
  })
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
