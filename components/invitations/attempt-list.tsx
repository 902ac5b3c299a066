import { formatDateTime } from '@/lib/dates'
import type { DeliveryAttempt } from '@/lib/queries/invitations'

const OUTCOME_WORDS: Record<string, string> = {
  sent: 'Accepted by the mail server',
  retry: 'Put off by the mail server',
  failed: 'Refused',
  released: 'Not tried: the worker stopped',
  lost: 'Broken off: the worker disappeared',
  delivered: 'Delivered',
  bounced: 'Came back',
  complained: 'Marked as spam',
  replayed: 'Sent again by hand',
}

/** Every attempt to send one mail, oldest first: when, what came of it, and the words of the receiving server. */
export function AttemptList({
  attempts,
  timeZone,
}: {
  attempts: readonly DeliveryAttempt[]
  timeZone: string
}) {
  if (attempts.length === 0) return null
  return (
    <ol aria-label="Attempts" className="mt-2 flex flex-col gap-1 border-t border-border pt-2">
      {attempts.map((attempt, index) => (
        <li key={index} className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-3">
          <time dateTime={attempt.at} className="text-text-muted">
            {formatDateTime(attempt.at, timeZone)}
          </time>
          <span className="break-words">
            {OUTCOME_WORDS[attempt.outcome] ?? attempt.outcome}
            {attempt.code || attempt.message ? (
              <bdi className="block text-text-muted">
                {[attempt.code, attempt.message].filter(Boolean).join(' ')}
              </bdi>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  )
}
