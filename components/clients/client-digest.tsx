import { CircleCheck, CircleDot, File, Hourglass, Link as LinkIcon, TriangleAlert } from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { Card } from '@/components/clients/card'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import { formatRelative } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { ClientDigest as Digest, DigestTicket } from '@/lib/queries/client-digest'
import { SEVERITY_WORDS, VIEWER_STATUS_WORDS } from '@/lib/rules/alert-words'
import { ALERT_STATUSES, SEVERITIES } from '@/lib/rules/alerts'
import { directionWords, titleOf, TYPE_WORDS } from '@/lib/rules/communications'
import { oneOf } from '@/lib/rules/runs'
import { STATUS_WORDS, ticketNumber, TICKET_STATUSES } from '@/lib/rules/tickets'

type ClientDigestProps = {
  digest: Digest
  timeZone: string
  now: Date
  /** Shown to staff as what the client sees: nothing in it can be followed or done. */
  isPreview?: boolean
}

/** What a client's own people see first: what is open, what waits for them, what was said and what is there to read. */
export function ClientDigest({ digest, timeZone, now, isPreview = false }: ClientDigestProps) {
  const { client, tickets, alerts, messages, documents } = digest
  const waiting = tickets.filter((ticket) => ticket.isWaitingForClient)
  const open = tickets.filter((ticket) => !ticket.isWaitingForClient)
  const row = { timeZone, now, isPreview }
  const all = (href: Route, label: string) => (isPreview ? null : <TextLink href={href}>{label}</TextLink>)

  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Card title="Waiting for you" className="lg:col-span-2">
        {waiting.length === 0 ? (
          <p className="flex items-center gap-2.5 px-4 pb-4 text-sm text-text-muted">
            <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
            Nothing waits for you.
          </p>
        ) : (
          <ul className="divide-y divide-border border-t border-border">
            {waiting.map((ticket) => (
              <TicketRow key={ticket.id} {...row} ticket={ticket} clientId={client.id} />
            ))}
          </ul>
        )}
      </Card>
      <div className="flex min-w-0 flex-col gap-6">
        <Card title="Being worked on" aside={all(paths.clientTickets(client.id), 'All tickets')}>
          {open.length === 0 ? (
            <EmptyState
              heading="h3"
              icon={<CircleDot />}
              title="No open ticket"
              description="Something missing or broken? Open a ticket, and your agency hears of it at once."
              action={
                isPreview ? null : (
                  <LinkButton href={paths.clientTickets(client.id, { new: '1' })} variant="primary">
                    Open a ticket
                  </LinkButton>
                )
              }
              className="pt-4 pb-8"
            />
          ) : (
            <ul className="divide-y divide-border border-t border-border">
              {open.slice(0, 8).map((ticket) => (
                <TicketRow key={ticket.id} {...row} ticket={ticket} clientId={client.id} />
              ))}
            </ul>
          )}
        </Card>
        <Card title="Documents" aside={all(paths.clientDocuments(client.id), 'All documents')}>
          {documents.length === 0 ? (
            <Quiet>Files and links that your agency shares with you appear here.</Quiet>
          ) : (
            <ul className="divide-y divide-border border-t border-border">
              {documents.map((document) => {
                const Icon = document.isLink ? LinkIcon : File
                return (
                  <li key={document.id} className="flex items-center gap-2.5 px-4 py-2.5 text-sm">
                    <Icon aria-hidden className="size-4 shrink-0 text-text-subtle" />
                    <span className="min-w-0 flex-1">
                      <Title
                        isPreview={isPreview}
                        href={paths.clientDocuments(client.id, { doc: document.id })}
                      >
                        {document.name}
                      </Title>
                    </span>
                    <span className="shrink-0 text-xs text-text-subtle">
                      {formatRelative(document.createdAt, now, timeZone)}
                    </span>
                  </li>
                )
              })}
            </ul>
          )}
        </Card>
        {alerts.length > 0 ? (
          <Card title="Known problems" aside={all(paths.clientAlerts(client.id), 'All alerts')}>
            <ul className="divide-y divide-border border-t border-border">
              {alerts.map((alert) => (
                <li key={alert.id} className="flex items-start gap-2.5 px-4 py-2.5 text-sm">
                  <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-text-subtle" />
                  <span className="min-w-0 flex-1">
                    <Title isPreview={isPreview} href={paths.clientAlerts(client.id, { alert: alert.id })}>
                      {alert.title}
                    </Title>
                    <span className="mt-0.5 block text-xs text-text-subtle">
                      {SEVERITY_WORDS[oneOf(SEVERITIES, alert.severity) ?? 'medium']} ·{' '}
                      {VIEWER_STATUS_WORDS[oneOf(ALERT_STATUSES, alert.status) ?? 'open']} ·{' '}
                      {formatRelative(alert.createdAt, now, timeZone)}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        ) : null}
      </div>
      <Card title="Latest messages" aside={all(paths.clientCommunications(client.id), 'All messages')}>
        {messages.length === 0 ? (
          <Quiet>What your agency shares with you of e-mails, calls and meetings appears here.</Quiet>
        ) : (
          <ul className="divide-y divide-border border-t border-border">
            {messages.map((message) => (
              <li key={message.id} className="px-4 py-2.5 text-sm">
                <Title isPreview={isPreview} href={paths.clientCommunications(client.id)}>
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
            ))}
          </ul>
        )}
      </Card>
    </div>
  )
}

type TicketRowProps = {
  ticket: DigestTicket
  clientId: string
  timeZone: string
  now: Date
  isPreview: boolean
}

function TicketRow({ ticket, clientId, timeZone, now, isPreview }: TicketRowProps) {
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

function Quiet({ children }: { children: ReactNode }) {
  return <p className="px-4 pb-4 text-sm text-text-muted">{children}</p>
}
