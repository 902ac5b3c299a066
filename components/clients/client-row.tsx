'use client'

import { CircleDot, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ClientMenu } from '@/components/clients/client-menu'
import { ClientStatusBadge } from '@/components/clients/client-status-badge'
import { HealthBadge } from '@/components/clients/health-badge'
import { Initials } from '@/components/layout/initials'
import { formatRelative } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { ClientStanding } from '@/lib/queries/client-standings'
import { clientHealth } from '@/lib/rules/client-health'
import { needsOf } from '@/lib/rules/client-needs'
import { cn } from '@/lib/utils'

type ClientRowProps = {
  client: ClientStanding
  agencyId: string
  timeZone: string
  now: Date
  /** Null for those who may not change clients. */
  onEdit: (() => void) | null
}

/** One client: a line on wide screens, a card on phones. The whole of it is one big link with a menu beside. */
export function ClientRow({ client, agencyId, timeZone, now, onEdit }: ClientRowProps) {
  const [need, ...others] = needsOf(client, now)
  const alerts = client.critical + client.high + client.medium + client.low
  return (
    <li className="relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 py-3 pr-2 pl-4 transition-colors hover:bg-hover has-[a:focus-visible]:bg-hover lg:grid-cols-[auto_minmax(0,1fr)_9.5rem_9.5rem_8.5rem_2.5rem]">
      <Initials name={client.name} className="size-8" />
      <div className="min-w-0">
        <div className="flex items-center gap-2">
          <Link
            href={paths.clientOverview(client.id)}
            prefetch={false}
            className="truncate text-sm font-medium after:absolute after:inset-0"
          >
            <bdi>{client.name}</bdi>
          </Link>
          {client.status === 'active' ? null : <ClientStatusBadge status={client.status} />}
        </div>
        <p className={cn('truncate text-sm', need ? 'text-text-muted' : 'text-text-subtle')}>
          {need ? need.words : 'Needs nothing right now'}
          {others.length > 0 ? <span className="text-text-subtle"> · {others.length} more</span> : null}
        </p>
      </div>
      <div className="col-span-2 col-start-2 row-start-2 flex flex-wrap items-center gap-x-4 gap-y-1.5 lg:contents">
        <span>
          <HealthBadge health={clientHealth(client, now)} />
        </span>
        <span className="flex items-center gap-4 text-sm text-text-muted tabular-nums">
          <Count
            icon={<TriangleAlert aria-hidden />}
            count={alerts}
            what="open alerts"
            isLoud={client.critical > 0}
          />
          <Count
            icon={<CircleDot aria-hidden />}
            count={client.liveTickets}
            what="live tickets"
            isLoud={client.overdueTickets > 0}
          />
        </span>
        <span className="text-sm text-text-muted">
          <span className="sr-only">Last contact: </span>
          {client.lastContactAt ? (
            formatRelative(client.lastContactAt, now, timeZone)
          ) : (
            <span className="text-text-subtle">No contact yet</span>
          )}
        </span>
      </div>
      <div className="col-start-3 row-start-1 lg:col-start-6">
        {onEdit ? <ClientMenu client={client} agencyId={agencyId} onEdit={onEdit} /> : null}
      </div>
    </li>
  )
}

type CountProps = { icon: ReactNode; count: number; what: string; isLoud: boolean }

function Count({ icon, count, what, isLoud }: CountProps) {
  return (
    <span
      title={`${count} ${what}`}
      className={cn(
        'inline-flex min-w-11 items-center gap-1.5 [&_svg]:size-4',
        isLoud ? 'font-medium text-danger' : '[&_svg]:text-text-subtle',
      )}
    >
      {icon}
      {count}
      <span className="sr-only"> {what}</span>
    </span>
  )
}
