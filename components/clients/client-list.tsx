'use client'

import { useQuery } from '@tanstack/react-query'
import { Building2, Plus, SearchX } from 'lucide-react'
import dynamic from 'next/dynamic'
import { ClientRow } from '@/components/clients/client-row'
import { PageHeader } from '@/components/layout/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { FilterChip } from '@/components/ui/filter-chip'
import { SearchBox } from '@/components/ui/search-box'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { StaleNotice } from '@/components/ui/stale-notice'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useNow } from '@/components/ui/use-now'
import { useShortcut } from '@/components/ui/use-shortcut'
import { clientStandingsQuery } from '@/lib/queries/client-standings'
import { HEALTH_GROUP_WORDS } from '@/lib/rules/client-health-words'
import { SILENT_AFTER_DAYS } from '@/lib/rules/client-order'
import {
  CLIENT_SORTS,
  formatClientListParams,
  parseClientListParams,
  selectClients,
  type ClientListParams,
  type ClientListStatus,
} from '@/lib/rules/client-list-params'
import { oneOf } from '@/lib/rules/runs'
import { browserClient } from '@/lib/supabase/browser'

const loadDrawer = () => import('@/components/clients/client-drawer').then((module) => module.ClientDrawer)
const ClientDrawer = dynamic(loadDrawer, { ssr: false })

const STATUSES: readonly { value: ClientListStatus; label: string }[] = [
  { value: 'current', label: 'Current' },
  { value: 'active', label: 'Active' },
  { value: 'paused', label: 'Paused' },
  { value: 'archived', label: 'Archived' },
]

type ClientListProps = {
  agencyId: string
  timeZone: string
  /** Owners and admins make clients and change them. */
  canEdit: boolean
}

/** Whom the agency works for: who needs somebody now comes first. */
export function ClientList({ agencyId, timeZone, canEdit }: ClientListProps) {
  const { query, setQuery } = useAddressQuery()
  const params = parseClientListParams(query)
  const clients = useQuery(clientStandingsQuery(browserClient(), agencyId))
  const now = useNow(clients.dataUpdatedAt)
  const change = (next: Partial<ClientListParams>, isReplacing = false) =>
    setQuery(formatClientListParams({ ...params, ...next }), { isReplacing })
  const openNew = () => setQuery({ new: '1' })
  useShortcut('new', openNew, canEdit)

  const newButton = canEdit ? (
    <Button variant="primary" onPointerEnter={() => void loadDrawer()} onClick={openNew}>
      <Plus aria-hidden />
      New client
    </Button>
  ) : null

  function renderBody() {
    if (clients.isPending) return <Skeleton className="m-4 h-12" />
    if (clients.isLoadingError)
      return <ErrorState error={clients.error} onRetry={() => void clients.refetch()} />
    const shown = selectClients(clients.data, params, now)
    if (clients.data.length === 0) {
      return (
        <EmptyState
          icon={<Building2 />}
          title="No clients yet"
          description={
            canEdit
              ? 'Add the first company or person your agency works for. Alerts, tickets and documents then have a home.'
              : 'The companies and people your agency works for appear here once an owner or admin adds them.'
          }
          action={newButton}
        />
      )
    }
    if (shown.length === 0) {
      return (
        <EmptyState
          icon={<SearchX />}
          title="No client matches"
          description="Try another name or status."
          action={
            <Button onClick={() => change({ search: '', status: 'current', health: null, isSilent: false })}>
              Show all clients
            </Button>
          }
        />
      )
    }
    return (
      <ul aria-label="Clients" className="divide-y divide-border">
        {shown.map((client) => (
          <ClientRow
            key={client.id}
            client={client}
            agencyId={agencyId}
            timeZone={timeZone}
            now={now}
            onEdit={canEdit ? () => setQuery({ edit: client.id }) : null}
          />
        ))}
      </ul>
    )
  }

  return (
    <>
      <PageHeader
        title="Clients"
        description="Whom your agency works for, and who of them needs you now."
        actions={newButton}
      />
      <div role="search" aria-label="Clients" className="flex flex-wrap items-center gap-2">
        <SearchBox
          label="Search clients by name"
          placeholder="Search by name"
          search={params.search}
          onSearch={(search) => change({ search }, true)}
        />
        <Segmented
          label="Status"
          value={params.status}
          options={STATUSES}
          onValueChange={(status) => change({ status })}
          className="w-full sm:w-auto"
        />
        {params.health ? (
          <FilterChip
            label={`Health: ${HEALTH_GROUP_WORDS[params.health]}`}
            onRemove={() => change({ health: null })}
          />
        ) : null}
        {params.isSilent ? (
          <FilterChip
            label={`Silent for ${SILENT_AFTER_DAYS} days or more`}
            onRemove={() => change({ isSilent: false })}
          />
        ) : null}
        <span className="w-44 sm:ml-auto">
          <Select
            aria-label="Sort by"
            value={params.sort}
            onChange={(event) => change({ sort: oneOf(CLIENT_SORTS, event.target.value) ?? 'need' })}
          >
            <option value="need">Needs you most</option>
            <option value="name">Name</option>
          </Select>
        </span>
      </div>
      <section
        aria-label="Clients"
        className="mt-3 overflow-hidden rounded-lg border border-border bg-surface"
      >
        <StaleNotice query={clients} />
        {renderBody()}
      </section>
      {canEdit && (query.new || query.edit) ? (
        <ClientDrawer
          key={query.edit ?? 'new'}
          agencyId={agencyId}
          clientId={query.edit ?? null}
          onClose={() => setQuery({ new: undefined, edit: undefined })}
        />
      ) : null}
    </>
  )
}
