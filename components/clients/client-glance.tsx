import { Building2 } from 'lucide-react'
import Link from 'next/link'
import { HealthBadge } from '@/components/clients/health-badge'
import { Initials } from '@/components/layout/initials'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { formatRelative } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { ClientStanding } from '@/lib/queries/client-standings'
import { clientHealth } from '@/lib/rules/client-health'
import { needsOf } from '@/lib/rules/client-needs'
import { compareNeed, currentClients } from '@/lib/rules/client-order'
import type { Severity } from '@/lib/rules/alerts'
import { SEVERITY_WORDS } from '@/lib/rules/alert-words'
import { alertNumbers, ticketNumbers } from '@/lib/rules/home-numbers'
import { countOf } from '@/lib/rules/run-words'
import { cn } from '@/lib/utils'

const SHOWN_AT_ONCE = 8

const TONE: Partial<Record<Severity, string>> = { critical: 'text-danger', high: 'text-warning' }

const TICKET_TONE = { overdue: 'text-danger', unassigned: '', live: 'text-text-subtle' }

type ClientGlanceProps = {
  clients: readonly ClientStanding[]
  timeZone: string
  now: Date
  /** Owners and admins may add the first one. */
  canAdd: boolean
}

/** Every client in a line, who needs somebody most on top. */
export function ClientGlance({ clients: all, timeZone, now, canAdd }: ClientGlanceProps) {
  const clients = currentClients(all).sort((one, other) => compareNeed(one, other, now))
  if (clients.length === 0) {
    return (
      <EmptyState
        icon={<Building2 />}
        title="No clients yet"
        description={
          canAdd
            ? 'Add the first company or person your agency works for, and see here how they are and what they need.'
            : 'Once an owner or admin adds clients, you see here how they are and what they need.'
        }
        action={
          canAdd ? (
            <LinkButton href={paths.newClient()} variant="primary">
              Add client
            </LinkButton>
          ) : null
        }
      />
    )
  }
  const row = (client: ClientStanding) => (
    <Row key={client.id} client={client} timeZone={timeZone} now={now} />
  )
  const rest = clients.slice(SHOWN_AT_ONCE)
  return (
    <>
      <ul aria-label="Clients" className="divide-y divide-border">
        {clients.slice(0, SHOWN_AT_ONCE).map(row)}
      </ul>
      {rest.length > 0 ? (
        <details className="group border-t border-border">
          <summary className="flex min-h-10 list-none items-center justify-center text-sm text-text-muted -outline-offset-2 hover:bg-hover hover:text-text [&::-webkit-details-marker]:hidden">
            <span className="group-open:hidden">Show {rest.length} more</span>
            <span className="hidden group-open:inline">Show fewer</span>
          </summary>
          <ul aria-label="Further clients" className="divide-y divide-border border-t border-border">
            {rest.map(row)}
          </ul>
        </details>
      ) : null}
    </>
  )
}

function Row({ client, timeZone, now }: { client: ClientStanding; timeZone: string; now: Date }) {
  const [need] = needsOf(client, now)
  const alerts = alertNumbers(client)
  return (
    <li className="relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 px-4 py-2.5 hover:bg-hover lg:grid-cols-[auto_minmax(0,1fr)_8.5rem_12rem_11rem_8rem]">
      <Initials name={client.name} className="size-8" />
      <div className="min-w-0">
        <Link
          prefetch={false}
          href={paths.clientOverview(client.id)}
          className="block truncate text-sm font-medium after:absolute after:inset-0"
        >
          <bdi>{client.name}</bdi>
        </Link>
        <p className={cn('truncate text-sm', need ? 'text-text-muted' : 'text-text-subtle')}>
          {need?.words ?? 'Needs nothing right now'}
        </p>
      </div>
      <span className="max-lg:self-start">
        <HealthBadge health={clientHealth(client, now)} />
      </span>
      {/* These lie above the link that the whole row is. */}
      <p className="relative col-span-2 col-start-2 w-fit text-sm lg:col-span-1 lg:col-start-auto">
        {alerts.length === 0 ? (
          <span className="text-text-subtle max-lg:hidden">No alerts</span>
        ) : (
          alerts.map(({ severity, value, href }, index) => (
            <span key={severity}>
              {index > 0 ? ', ' : null}
              <Link
                prefetch={false}
                href={href}
                className={cn('rounded-sm tabular-nums hover:underline', TONE[severity] ?? 'text-text-muted')}
              >
                {value} {SEVERITY_WORDS[severity].toLowerCase()}
              </Link>
            </span>
          ))
        )}
        <span className={cn(alerts.length > 0 && 'max-lg:sr-only', 'sr-only')}> alerts</span>
      </p>
      <p className="relative col-span-2 col-start-2 w-fit text-sm text-text-muted lg:col-span-1 lg:col-start-auto">
        <Tickets client={client} />
      </p>
      <p className="col-span-2 col-start-2 text-sm text-text-muted lg:col-span-1 lg:col-start-auto lg:text-right">
        <span className="lg:sr-only">Last contact </span>
        {client.lastContactAt ? (
          formatRelative(client.lastContactAt, now, timeZone)
        ) : (
          <span className="text-text-subtle">never</span>
        )}
      </p>
    </li>
  )
}

function Tickets({ client }: { client: ClientStanding }) {
  return ticketNumbers(client).map(({ kind, value, href }, index) => (
    <span key={kind}>
      {index > 0 ? ', ' : null}
      <Link
        prefetch={false}
        href={href}
        className={cn('rounded-sm tabular-nums hover:underline', TICKET_TONE[kind])}
      >
        {kind !== 'live' ? `${value} ${kind}` : value === 0 ? 'No tickets' : countOf(value, 'ticket')}
      </Link>
    </span>
  ))
}
