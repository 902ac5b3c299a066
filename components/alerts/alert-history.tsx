'use client'

import { Initials } from '@/components/layout/initials'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDateTime, formatRelative } from '@/lib/dates'
import type { AlertDetail } from '@/lib/queries/alerts'
import { describeAlertHistory, FORMER_MEMBER } from '@/lib/rules/alert-words'

type AlertHistoryProps = { detail: AlertDetail | null; now: Date; timeZone: string }

/** Who did what, newest first, as the database wrote it down. */
export function AlertHistory({ detail, now, timeZone }: AlertHistoryProps) {
  const events = detail
    ? describeAlertHistory(detail.history, (iso) => formatDateTime(iso, timeZone, 'moment'))
    : []
  return (
    <section aria-label="Activity">
      <h3 className="mb-2.5 text-sm font-medium">Activity</h3>
      {detail ? (
        <ol className="flex flex-col gap-3.5">
          {events.map((event) => {
            // Systems report troubles without a person.
            const person =
              event.actorId === null ? 'AudienceOS' : (detail.names[event.actorId] ?? FORMER_MEMBER)
            return (
              <li key={event.id} className="flex gap-2.5 text-sm">
                <Initials name={person} className="mt-0.5 size-6 rounded-full text-xs" />
                <div className="min-w-0 flex-1">
                  <p>
                    <span className="font-medium">
                      <bdi>{person}</bdi>
                    </span>{' '}
                    {event.sentence}{' '}
                    <time
                      dateTime={event.at}
                      title={formatDateTime(event.at, timeZone, 'full')}
                      className="whitespace-nowrap text-text-subtle"
                    >
                      {formatRelative(event.at, now, timeZone)}
                    </time>
                  </p>
                  {event.note ? (
                    <p dir="auto" className="mt-0.5 break-words whitespace-pre-line text-text-muted">
                      {event.note}
                    </p>
                  ) : null}
                </div>
              </li>
            )
          })}
        </ol>
      ) : (
        <Skeleton className="h-10 w-full" />
      )}
      {detail?.hasOlderHistory ? (
        <p className="mt-3 text-sm text-text-subtle">Older changes are not shown.</p>
      ) : null}
    </section>
  )
}
