import { CircleCheck, CircleDot } from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { Card } from '@/components/clients/card'
import {
  DigestAlertRow,
  DigestDocumentRow,
  DigestMessageRow,
  DigestTicketRow,
} from '@/components/clients/client-digest-rows'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { ClientDigest as Digest } from '@/lib/queries/client-digest'

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
  const row = { clientId: client.id, timeZone, now, isPreview }
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
              <DigestTicketRow key={ticket.id} {...row} ticket={ticket} />
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
                <DigestTicketRow key={ticket.id} {...row} ticket={ticket} />
              ))}
            </ul>
          )}
        </Card>
        <Card title="Documents" aside={all(paths.clientDocuments(client.id), 'All documents')}>
          {documents.length === 0 ? (
            <Quiet>Files and links that your agency shares with you appear here.</Quiet>
          ) : (
            <ul className="divide-y divide-border border-t border-border">
              {documents.map((document) => (
                <DigestDocumentRow key={document.id} {...row} document={document} />
              ))}
            </ul>
          )}
        </Card>
        {alerts.length > 0 ? (
          <Card title="Known problems" aside={all(paths.clientAlerts(client.id), 'All alerts')}>
            <ul className="divide-y divide-border border-t border-border">
              {alerts.map((alert) => (
                <DigestAlertRow key={alert.id} {...row} alert={alert} />
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
              <DigestMessageRow key={message.id} {...row} message={message} />
            ))}
          </ul>
        )}
      </Card>
    </div>
  )
}

function Quiet({ children }: { children: ReactNode }) {
  return <p className="px-4 pb-4 text-sm text-text-muted">{children}</p>
}
