import type { ReactNode } from 'react'
import { ClientStatusBadge } from '@/components/clients/client-status-badge'
import { PageHeader } from '@/components/layout/page-header'
import { paths } from '@/lib/paths'
import type { ClientPeople } from '@/lib/queries/clients'

export function ClientHeader({ client, actions }: { client: ClientPeople; actions: ReactNode }) {
  return (
    <PageHeader
      breadcrumbs={[{ label: 'Clients', href: paths.clients() }]}
      title={
        <span className="flex flex-wrap items-center gap-3">
          <bdi>{client.name}</bdi>
          <ClientStatusBadge status={client.status} />
        </span>
      }
      description={client.notes ? <p className="whitespace-pre-line">{client.notes}</p> : null}
      actions={actions}
    />
  )
}
