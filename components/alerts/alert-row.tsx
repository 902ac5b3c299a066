'use client'

import { Check, Globe, Repeat2, RotateCcw, Ticket } from 'lucide-react'
import type { MouseEvent } from 'react'
import { AlertStatusBadge, SeverityLabel, SnoozedBadge } from '@/components/alerts/alert-badges'
import { AlertMenu, type AlertMenuProps } from '@/components/alerts/alert-menu'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { formatDateTime, formatRelative } from '@/lib/dates'
import { wakeWords } from '@/lib/rules/alert-snooze'
import { occurrenceWords } from '@/lib/rules/alert-words'
import { isSnoozed } from '@/lib/rules/alerts'
import { cn } from '@/lib/utils'

type AlertRowProps = Omit<AlertMenuProps, 'actions' | 'onAsk'> & {
  now: Date
  timeZone: string
  /** Not on the page of the client itself. */
  hasClient: boolean
  href: string
  onOpen: () => void
  /** Missing for the client's own people, who look and do not act. */
  staff:
    | (Pick<AlertMenuProps, 'actions' | 'onAsk'> & {
        isSelected: boolean
        onSelect: (isRange: boolean) => void
      })
    | null
}

/** One alert: a line on wide screens, a card on phones. The whole of it opens the alert. */
export function AlertRow({ alert, now, timeZone, hasClient, href, onOpen, staff }: AlertRowProps) {
  const seen = occurrenceWords(alert, now, timeZone)
  const isAsleep = staff !== null && isSnoozed(alert, now)

  function handleClick(event: MouseEvent): void {
    // A new tab, a download: those go the browser's way.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen()
  }

  return (
    <li
      data-alert-id={alert.id}
      className={cn(
        'relative flex items-start gap-2 py-2.5 pr-2 transition-colors sm:items-center',
        staff ? 'pl-3' : 'pl-4',
        staff?.isSelected ? 'bg-accent-soft' : 'hover:bg-hover has-[[data-row]:focus-visible]:bg-hover',
      )}
    >
      {staff ? (
        <Checkbox
          aria-label={`Select ${alert.title}`}
          className="relative z-10 -my-1 size-8 sm:size-6"
          checked={staff.isSelected}
          // Shift is known to the click, not to the change.
          onChange={() => undefined}
          onClick={(event) => staff.onSelect(event.shiftKey)}
        />
      ) : null}
      <div className="grid min-w-0 flex-1 gap-x-4 gap-y-1.5 sm:grid-cols-[5.5rem_minmax(0,1fr)] sm:items-center lg:grid-cols-[5.5rem_minmax(0,1fr)_13.5rem_5.5rem]">
        <SeverityLabel severity={alert.severity} />
        <div className="min-w-0">
          <a
            data-row
            href={href}
            onClick={handleClick}
            // Stretched over the row, so that it is as easy to hit as it looks.
            className="line-clamp-2 text-sm font-medium break-words after:absolute after:inset-0 sm:line-clamp-1"
          >
            <bdi>{alert.title}</bdi>
          </a>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm text-text-muted [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-text-subtle">
            {hasClient ? (
              <span className="max-w-full truncate">
                <span className="sr-only">Client: </span>
                <bdi>{alert.client.name}</bdi>
              </span>
            ) : null}
            {staff && alert.visibility === 'client' ? (
              <span title="Shared with the client" className="inline-flex">
                <Globe aria-hidden />
                <span className="sr-only">Shared with the client</span>
              </span>
            ) : null}
            {seen ? <span suppressHydrationWarning>{seen}</span> : null}
            {alert.previousAlertId ? (
              <Fact icon={<Repeat2 aria-hidden />}>{staff ? 'Came back' : 'Happened before'}</Fact>
            ) : null}
            {staff && alert.reopenedCount > 0 ? (
              <Fact icon={<RotateCcw aria-hidden />}>
                Reopened{alert.reopenedCount > 1 ? ` ${alert.reopenedCount} times` : ''}
              </Fact>
            ) : null}
            {alert.ticketNumber !== null ? (
              <Fact icon={<Ticket aria-hidden />}>
                <span className="sr-only">Ticket </span>#{alert.ticketNumber}
              </Fact>
            ) : null}
          </p>
        </div>
        <div className="flex min-w-0 flex-wrap items-center gap-1.5 sm:col-start-2 lg:col-start-auto">
          {isAsleep && alert.snoozedUntil ? (
            <SnoozedBadge wakes={wakeWords(alert.snoozedUntil, now, timeZone)} />
          ) : (
            <AlertStatusBadge
              status={alert.status}
              isForViewer={staff === null}
              person={alert.status === 'resolved' ? alert.people.resolvedBy : alert.people.acknowledgedBy}
            />
          )}
          <Age {...{ alert, now, timeZone }} className="lg:hidden" />
        </div>
        <Age {...{ alert, now, timeZone }} className="hidden text-right lg:block" />
      </div>
      {staff ? (
        <div className="flex shrink-0 items-center">
          <span className="hidden w-9 sm:inline-flex">
            {alert.status === 'open' ? (
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Acknowledge ${alert.title}`}
                title="Acknowledge  E"
                className="relative z-10"
                onClick={() =>
                  staff.actions.act({
                    alerts: [alert],
                    verb: 'acknowledge',
                    change: { status: 'acknowledged' },
                  })
                }
              >
                <Check aria-hidden />
              </Button>
            ) : null}
          </span>
          <AlertMenu alert={alert} actions={staff.actions} onAsk={staff.onAsk} />
        </div>
      ) : null}
    </li>
  )
}

function Fact({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {icon}
      <span>{children}</span>
    </span>
  )
}

type AgeProps = Pick<AlertRowProps, 'alert' | 'now' | 'timeZone'> & { className: string }

function Age({ alert, now, timeZone, className }: AgeProps) {
  const moment = alert.resolvedAt ?? alert.createdAt
  return (
    <time
      dateTime={moment}
      title={formatDateTime(moment, timeZone, 'full')}
      className={cn('text-xs whitespace-nowrap text-text-subtle', className)}
      // Written on the server a moment earlier, so it may differ by a minute.
      suppressHydrationWarning
    >
      {formatRelative(moment, now, timeZone)}
    </time>
  )
}
