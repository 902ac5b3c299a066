'use client'

import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { formatDateTime, formatRelative } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { AlertItem } from '@/lib/queries/alerts'
import { FORMER_MEMBER, occurrenceWords } from '@/lib/rules/alert-words'
import { isSnoozed } from '@/lib/rules/alerts'

type AlertFactsProps = {
  alert: AlertItem & { source?: string }
  isStaff: boolean
  now: Date
  timeZone: string
  onOpenAlert: (alertId: string) => void
}

/** Since when, how often, who has it and what came of it. */
export function AlertFacts({ alert, isStaff, now, timeZone, onOpenAlert }: AlertFactsProps) {
  const at = (iso: string) => (
    <time dateTime={iso} title={formatDateTime(iso, timeZone, 'full')}>
      {formatDateTime(iso, timeZone)}{' '}
      <span className="text-text-subtle">({formatRelative(iso, now, timeZone)})</span>
    </time>
  )
  const by = (name: string | null) => (
    <>
      {' '}
      by <bdi>{name ?? FORMER_MEMBER}</bdi>
    </>
  )
  const { people } = alert
  const seen = occurrenceWords(alert, now, timeZone)
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-2 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
      <Fact name={isStaff ? 'Raised' : 'Since'}>
        {at(alert.createdAt)}
        {isStaff && (people.createdBy ?? alert.source === 'manual') ? by(people.createdBy) : null}
      </Fact>
      {seen ? <Fact name="Repeated">{seen}</Fact> : null}
      {alert.acknowledgedAt ? (
        <Fact name={isStaff ? 'Acknowledged' : 'Looked after'}>
          {at(alert.acknowledgedAt)}
          {by(people.acknowledgedBy)}
        </Fact>
      ) : null}
      {isStaff && isSnoozed(alert, now) && alert.snoozedUntil ? (
        <Fact name="Snoozed until">{at(alert.snoozedUntil)}</Fact>
      ) : null}
      {alert.resolvedAt ? (
        <Fact name={isStaff ? 'Resolved' : 'Solved'}>
          {at(alert.resolvedAt)}
          {by(people.resolvedBy)}
        </Fact>
      ) : null}
      {alert.resolutionNote ? (
        <Fact name={alert.status === 'resolved' ? 'What was done' : 'Last time'}>
          <span dir="auto" className="break-words whitespace-pre-line">
            {alert.resolutionNote}
          </span>
        </Fact>
      ) : null}
      {isStaff && alert.reopenedCount > 0 ? (
        <Fact name="Reopened">
          {alert.reopenedCount === 1 ? 'Once' : `${alert.reopenedCount} times`}
          {alert.reopenReason ? (
            <>
              : <bdi>{alert.reopenReason}</bdi>
            </>
          ) : null}
        </Fact>
      ) : null}
      {alert.previousAlertId ? (
        <Fact name={isStaff ? 'Came back' : 'Before'}>
          <button
            type="button"
            className="min-h-6 rounded-sm text-left text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
            onClick={() => onOpenAlert(alert.previousAlertId ?? '')}
          >
            Open the earlier alert
          </button>
        </Fact>
      ) : null}
      {alert.ticketNumber !== null ? (
        <Fact name="Ticket">
          <TextLink
            className="inline-flex min-h-6 items-center"
            href={paths.clientTickets(alert.client.id, { ticket: String(alert.ticketNumber) })}
          >
            #{alert.ticketNumber}
          </TextLink>
        </Fact>
      ) : null}
      {isStaff && alert.dedupKey ? (
        <Fact name="Key">
          <code className="font-mono text-xs break-all">{alert.dedupKey}</code>
        </Fact>
      ) : null}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}
