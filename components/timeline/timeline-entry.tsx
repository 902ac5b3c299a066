import { ArrowDownLeft, ArrowUpRight, Lock } from 'lucide-react'
import { TimelineIcon } from '@/components/timeline/timeline-icon'
import { TextLink } from '@/components/ui/text-link'
import { formatDateTime } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { TimelineEntry as Entry, TimelineScope } from '@/lib/queries/timeline'
import { directionWords } from '@/lib/rules/communications'
import { cursorFrom } from '@/lib/rules/keyset'
import { eventWords, isTalk as isTalkKind } from '@/lib/rules/timeline'

type TimelineEntryProps = { entry: Entry; scope: TimelineScope; isStaff: boolean }

/** One thing that happened, with the way to it. */
export function TimelineEntry({ entry, scope, isStaff }: TimelineEntryProps) {
  const isTalk = isTalkKind(entry.kind)
  const title =
    entry.title || entry.detail?.split('\n')[0] || eventWords(entry.kind, entry.event, entry.status)
  return (
    <li className="flex gap-3 px-4 py-2.5">
      <TimelineIcon kind={entry.kind} />
      <div className="min-w-0 flex-1">
        <p dir="auto" className="wrap-anywhere text-sm">
          <TextLink look="plain" href={hrefOf(entry, scope)} className={isTalk ? 'font-medium' : undefined}>
            {entry.number === null ? null : (
              <span className="text-text-subtle tabular-nums">#{entry.number} </span>
            )}
            {title}
          </TextLink>
        </p>
        {isTalk && entry.title && entry.detail ? (
          <p dir="auto" className="mt-0.5 line-clamp-2 max-w-prose text-sm wrap-anywhere text-text-muted">
            {entry.detail}
          </p>
        ) : null}
        <div className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-xs text-text-subtle">
          <span>{eventWords(entry.kind, entry.event, entry.status)}</span>
          {entry.direction ? (
            <span className="inline-flex items-center gap-1">
              {entry.direction === 'inbound' ? (
                <ArrowDownLeft aria-hidden className="size-3" />
              ) : (
                <ArrowUpRight aria-hidden className="size-3" />
              )}
              {directionWords(entry.direction, isStaff)}
            </span>
          ) : null}
          <time dateTime={entry.at} className="tabular-nums">
            {formatDateTime(entry.at, scope.timeZone, 'time')}
          </time>
          {entry.person ? <bdi>{entry.person}</bdi> : null}
          {isStaff && isTalk && entry.visibility === 'internal' ? (
            <span className="inline-flex items-center gap-1">
              <Lock aria-hidden className="size-3" />
              Internal
            </span>
          ) : null}
        </div>
      </div>
    </li>
  )
}

function hrefOf(entry: Entry, { clientId }: TimelineScope) {
  switch (entry.kind) {
    case 'ticket':
    case 'comment':
      return paths.clientTickets(clientId, { ticket: String(entry.number ?? '') })
    case 'alert':
      return paths.clientAlerts(clientId, { alert: entry.id })
    case 'document':
      return paths.clientDocuments(clientId, { doc: entry.id })
    case 'invoice':
      return paths.clientInvoices(clientId, { invoice: entry.id })
    default:
      // The list that begins with this entry.
      return paths.clientCommunications(clientId, { after: cursorFrom(entry.at) })
  }
}
