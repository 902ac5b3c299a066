'use client'

import { useQuery } from '@tanstack/react-query'
import { MessagesSquare, SearchX } from 'lucide-react'
import { CommunicationDays, DaysNote } from '@/components/communications/communication-days'
import { CommunicationEntry } from '@/components/communications/communication-entry'
import { CommunicationSkeleton } from '@/components/communications/communication-skeleton'
import { CommunicationToolbar } from '@/components/communications/communication-toolbar'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Pager } from '@/components/ui/pager'
import { StaleNotice } from '@/components/ui/stale-notice'
import { TextLink } from '@/components/ui/text-link'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useNow } from '@/components/ui/use-now'
import { paths } from '@/lib/paths'
import { agencyCommunicationsQuery, type AgencyCommunication } from '@/lib/queries/communications'
import {
  changeCommunicationListParams,
  formatCommunicationListParams,
  isNarrowed,
  NO_FILTERS,
  parseCommunicationListParams,
  type CommunicationListParams,
} from '@/lib/rules/communication-list-params'
import { dayOf } from '@/lib/rules/day-groups'
import type { Cursor } from '@/lib/rules/keyset'
import { browserClient } from '@/lib/supabase/browser'

/** What was said with all clients of an agency. Entries are logged and changed where their client is. */
export function AgencyCommunicationList({ agencyId, timeZone }: { agencyId: string; timeZone: string }) {
  const { query, hrefWith, setQuery } = useAddressQuery()
  const params = parseCommunicationListParams(query)
  const list = useQuery(agencyCommunicationsQuery(browserClient(), agencyId, params))
  const now = useNow(list.dataUpdatedAt)
  const entries = list.data?.entries ?? []
  const change = (next: Partial<CommunicationListParams>, isReplacing = false) =>
    setQuery(formatCommunicationListParams(changeCommunicationListParams(params, next)), { isReplacing })
  const hrefFor = (cursor: Cursor | null) =>
    cursor && hrefWith(formatCommunicationListParams({ ...params, cursor }))

  function renderBody() {
    if (list.isPending) return <CommunicationSkeleton />
    if (list.isLoadingError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    if (entries.length === 0 && isNarrowed(params)) {
      return (
        <EmptyState
          icon={<SearchX />}
          title="Nothing matches"
          description="Try other words, another time or fewer filters."
          action={<Button onClick={() => change(NO_FILTERS)}>Clear filters</Button>}
        />
      )
    }
    if (entries.length === 0) {
      return (
        <EmptyState
          icon={<MessagesSquare />}
          title="Nothing is logged yet"
          description="E-mails, calls and meetings that are logged with a client are found here, too."
        />
      )
    }
    return (
      <CommunicationDays
        entries={entries}
        timeZone={timeZone}
        now={now}
        renderEntry={(entry) => (
          <CommunicationEntry
            key={entry.id}
            entry={entry}
            timeZone={timeZone}
            isStaff
            client={<ClientName {...entry.client} />}
          />
        )}
      />
    )
  }

  return (
    <>
      <CommunicationToolbar
        params={params}
        timeZone={timeZone}
        isStaff
        firstDay={entries[0] ? dayOf(entries[0].occurredAt, timeZone) : null}
        today={dayOf(now.toISOString(), timeZone)}
        onChange={change}
      />
      <section
        aria-label="Communications"
        aria-busy={list.isPlaceholderData || undefined}
        className="mt-4 overflow-hidden rounded-lg border border-border bg-surface aria-busy:opacity-60 [&>section:first-child>h2]:border-t-0"
      >
        <StaleNotice query={list} />
        {renderBody()}
      </section>
      {entries.length > 0 ? <DaysNote timeZone={timeZone} /> : null}
      {list.data ? (
        <Pager previousHref={hrefFor(list.data.previous)} nextHref={hrefFor(list.data.next)} />
      ) : null}
    </>
  )
}

/** The agency itself has no pages as a client. */
function ClientName({ id, name, isHouse }: AgencyCommunication['client']) {
  return isHouse ? (
    <bdi>{name}</bdi>
  ) : (
    <TextLink href={paths.clientCommunications(id)} look="plain" className="font-medium text-text">
      <bdi>{name}</bdi>
    </TextLink>
  )
}
