import { CircleDot, File, Hourglass, Link as LinkIcon, TriangleAlert } from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { formatRelative } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { DigestAlert, DigestDocument, DigestTicket } from '@/lib/queries/client-digest'
import type { Communication } from '@/lib/queries/communications'
import { SEVERITY_WORDS, VIEWER_STATUS_WORDS } from '@/lib/rules/alert-words'
import { ALERT_STATUSES, SEVERITIES } from '@/lib/rules/alerts'
import { directionWords, titleOf, TYPE_WORDS } from '@/lib/rules/communications'
import { oneOf } from '@/lib/rules/runs'
import { STATUS_WORDS, ticketNumber, TICKET_STATUSES } from '@/lib/rules/tickets'

/** What every row of a client's own view needs; in a preview nothing leads anywhere. */
type RowProps = { clientId: string; timeZone: string; now: Date; isPreview: boolean }

export function DigestTicketRow({
  ticket,
  clientId,
  timeZone,
  now,
  isPreview,
}: RowProps & { ticket: DigestTicket }) {
  const status = oneOf(TICKET_STATUSES, ticket.status) ?? 'open'
  const Icon = ticket.isWaitingForClient ? Hourglass : CircleDot
  return (
    <li className="flex items-start gap-2.5 px-4 py-2.5 text-sm">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${ticket.isWaitingForClient ? 'text-warning' : 'text-text-subtle'}`}
      />
      <span className="min-w-0 flex-1">
        <Title isPreview={isPreview} href={paths.clientTickets(clientId, { ticket: String(ticket.number) })}>
          {ticket.title}
        </Title>
        <span className="mt-0.5 block text-xs text-text-subtle">
          {ticketNumber(ticket.number)} ·{' '}
          {ticket.isWaitingForClient ? 'Waiting for you' : STATUS_WORDS[status]} · changed{' '}
          {formatRelative(ticket.updatedAt, now, timeZone)}
        </span>
      </span>
    </li>
  )
}

export function DigestAlertRow({
  alert,
  clientId,
  timeZone,
  now,
  isPreview,
}: RowProps & { alert: DigestAlert }) {
  return (
    <li className="flex items-start gap-2.5 px-4 py-2.5 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-text-subtle" />
      <span className="min-w-0 flex-1">
        <Title isPreview={isPreview} href={paths.clientAlerts(clientId, { alert: alert.id })}>
          {alert.title}
        </Title>
        <span className="mt-0.5 block text-xs text-text-subtle">
          {SEVERITY_WORDS[oneOf(SEVERITIES, alert.severity) ?? 'medium']} ·{' '}
          {VIEWER_STATUS_WORDS[oneOf(ALERT_STATUSES, alert.status) ?? 'open']} ·{' '}
          {formatRelative(alert.createdAt, now, timeZone)}
        </span>
      </span>
    </li>
  )
}

export function DigestDocumentRow({
  document,
  clientId,
  timeZone,
  now,
  isPreview,
}: RowProps & { document: DigestDocument }) {
  const Icon = document.isLink ? LinkIcon : File
  return (
    <li className="flex items-center gap-2.5 px-4 py-2.5 text-sm">
      <Icon aria-hidden className="size-4 shrink-0 text-text-subtle" />
      <span className="min-w-0 flex-1">
        <Title isPreview={isPreview} href={paths.clientDocuments(clientId, { doc: document.id })}>
          {document.name}
        </Title>
      </span>
      <span className="shrink-0 text-xs text-text-subtle">
        {formatRelative(document.createdAt, now, timeZone)}
      </span>
    </li>
  )
}

export function DigestMessageRow({
  message,
  clientId,
  timeZone,
  now,
  isPreview,
}: RowProps & { message: Communication }) {
  return (
    <li className="px-4 py-2.5 text-sm">
      <Title isPreview={isPreview} href={paths.clientCommunications(clientId)}>
        {titleOf(message)}
      </Title>
      {message.subject && message.body ? (
        <p dir="auto" className="mt-0.5 line-clamp-2 wrap-anywhere text-text-muted">
          {message.body}
        </p>
      ) : null}
      <p className="mt-0.5 text-xs text-text-subtle">
        {TYPE_WORDS[message.type]}
        {message.direction ? `, ${directionWords(message.direction, false).toLowerCase()}` : ''}
        {' · '}
        {formatRelative(message.occurredAt, now, timeZone)}
      </p>
    </li>
  )
}

function Title({ href, isPreview, children }: { href: Route; isPreview: boolean; children: ReactNode }) {
  const name = (
    <bdi dir="auto" className="wrap-anywhere">
      {children}
    </bdi>
  )
  if (isPreview) return <span className="font-medium">{name}</span>
  return (
    <TextLink look="plain" href={href} className="font-medium">
      {name}
    </TextLink>
  )
}
