import { Bell, BellOff } from 'lucide-react'
import { AttemptList } from '@/components/invitations/attempt-list'
import { DeliveryBadge } from '@/components/invitations/person-badges'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatDateTime } from '@/lib/dates'
import type { MessageRecipient } from '@/lib/queries/messages'
import { deliveryReason, deliveryState } from '@/lib/rules/invitation-people'

type RecipientEntryProps = {
  recipient: MessageRecipient
  timeZone: string
  isReplaying: boolean
  onReplay: () => void
}

/** Whom a message went to and where its mail stands, with every attempt; one that failed can go out again. */
export function RecipientEntry({ recipient, timeZone, isReplaying, onReplay }: RecipientEntryProps) {
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
