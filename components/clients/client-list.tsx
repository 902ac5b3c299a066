'use client'

import { useQuery } from '@tanstack/react-query'
import { Building2, Users } from 'lucide-react'
import Link from 'next/link'
import { ClientStatusBadge } from '@/components/clients/client-status-badge'
import { Initials } from '@/components/layout/initials'
import { PageHeader } from '@/components/layout/page-header'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { paths } from '@/lib/paths'
import { clientListQuery, type ClientListItem } from '@/lib/queries/clients'
import { browserClient } from '@/lib/supabase/browser'

export function ClientList({ agencyId }: { agencyId: string }) {
  const clients = useQuery(clientListQuery(browserClient(), agencyId))

  function renderBody() {
    if (clients.isPending) return <Skeleton className="m-4 h-12" />
    if (clients.isError) return <ErrorState error={clients.error} onRetry={() => void clients.refetch()} />
    if (clients.data.length === 0) {
      return (
        <EmptyState
          icon={<Building2 />}
          title="No clients yet"
          description="The companies and people your agency works for appear here."
        />
      )
    }
    return (
      <ul aria-label="Clients" className="divide-y divide-border">
        {clients.data.map((client) => (
          <ClientRow key={client.id} client={client} />
        ))}
      </ul>
    )
  }

  return (
    <>
      <PageHeader title="Clients" description="Whom your agency works for, and who of them can look in." />
      <section aria-label="Clients" className="overflow-hidden rounded-lg border border-border bg-surface">
        {renderBody()}
      </section>
    </>
  )
}

function ClientRow({ client }: { client: ClientListItem }) {
  return (
    <li className="relative flex items-center gap-3 px-4 py-3 transition-colors hover:bg-hover has-[a:focus-visible]:bg-hover">
      <Initials name={client.name} className="size-8" />
      <div className="min-w-0 flex-1">
        <Link
          href={paths.clientOverview(client.id)}
          prefetch={false}
          className="block truncate text-sm font-medium after:absolute after:inset-0"
        >
          <bdi>{client.name}</bdi>
        </Link>
        {client.website ? <p className="truncate text-sm text-text-muted">{client.website}</p> : null}
      </div>
      <span className="inline-flex items-center gap-1.5 text-sm text-text-muted tabular-nums">
        <Users aria-hidden className="size-4 text-text-subtle" />
        {client.people}
        <span className="sr-only"> people</span>
      </span>
      <span className="flex w-22 shrink-0 justify-end">
        <ClientStatusBadge status={client.status} />
      </span>
    </li>
  )
}
