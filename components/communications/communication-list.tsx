'use client'

import { useQuery } from '@tanstack/react-query'
import { MessagesSquare, Plus, SearchX } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { CommunicationDays, DaysNote } from '@/components/communications/communication-days'
import { CommunicationEntry } from '@/components/communications/communication-entry'
import { CommunicationMenu } from '@/components/communications/communication-menu'
import { CommunicationSkeleton } from '@/components/communications/communication-skeleton'
import { CommunicationToolbar } from '@/components/communications/communication-toolbar'
import { usePin, useRemove } from '@/components/communications/use-communication-changes'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Pager } from '@/components/ui/pager'
import { StaleNotice } from '@/components/ui/stale-notice'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useNow } from '@/components/ui/use-now'
import { useShortcut } from '@/components/ui/use-shortcut'
import {
  communicationListQuery,
  type Communication,
  type CommunicationScope,
} from '@/lib/queries/communications'
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

const loadDrawer = () =>
  import('@/components/communications/communication-drawer').then((module) => module.CommunicationDrawer)
const CommunicationDrawer = dynamic(loadDrawer, { ssr: false })

type CommunicationListProps = {
  scope: CommunicationScope
  timeZone: string
  /** Who looks at it; null for the client's own people, who read and do nothing else. */
  staff: { id: string; isAdmin: boolean } | null
}

/** What was said with a client, under the days on which it was. */
export function CommunicationList({ scope, timeZone, staff }: CommunicationListProps) {
  const { query, hrefWith, setQuery } = useAddressQuery()
  const params = parseCommunicationListParams(query)
  const list = useQuery(communicationListQuery(browserClient(), scope, params))
  const now = useNow(list.dataUpdatedAt)
  const pin = usePin(scope)
  const { hidden, remove } = useRemove(scope)
  const isStaff = staff !== null

  const entries = (list.data?.entries ?? []).filter(({ id }) => !hidden.has(id))
  const pinned = isNarrowed(params) ? [] : (list.data?.pinned ?? []).filter(({ id }) => !hidden.has(id))
  const change = (next: Partial<CommunicationListParams>, isReplacing = false) =>
    setQuery(formatCommunicationListParams(changeCommunicationListParams(params, next)), { isReplacing })
  const hrefFor = (cursor: Cursor | null) =>
    cursor && hrefWith(formatCommunicationListParams({ ...params, cursor }))
  const openNew = () => setQuery({ new: '1' })
  useShortcut('new', openNew, isStaff)
  // Once open, an entry stays so when a later look at the list no longer brings it: what has been typed must not go with it.
  const [opened, setOpened] = useState<Communication | null>(null)
  const listed = [...entries, ...pinned].find(({ id }) => id === query.edit) ?? null
  const edited = opened?.id === query.edit ? opened : listed
  if (edited !== opened) setOpened(edited)

  const newButton = isStaff ? (
    <Button variant="primary" onPointerEnter={() => void loadDrawer()} onClick={openNew}>
      <Plus aria-hidden />
      Log entry
    </Button>
  ) : null
  const renderEntry = (entry: Communication, hasDate = false) => (
    <CommunicationEntry
      key={entry.id}
      entry={entry}
      timeZone={timeZone}
      isStaff={isStaff}
      hasDate={hasDate}
      actions={
        staff ? (
          <CommunicationMenu
            entry={entry}
            canChange={staff.isAdmin || entry.authorId === staff.id}
            onPin={() => pin(entry)}
            onEdit={() => setQuery({ edit: entry.id })}
            onRemove={() => remove(entry)}
          />
        ) : null
      }
    />
  )

  function renderBody() {
    if (list.isPending) return <CommunicationSkeleton />
    if (list.isLoadingError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    if (entries.length === 0 && isNarrowed(params)) {
      return (
        <EmptyState
          icon={<SearchX />}
          title="Nothing matches"
          description="Try other words, a later day or fewer filters."
          action={<Button onClick={() => change(NO_FILTERS)}>Clear filters</Button>}
        />
      )
    }
    if (entries.length === 0) {
      return (
        <EmptyState
          icon={<MessagesSquare />}
          title={isStaff ? 'Nothing is logged yet' : 'Nothing is shared yet'}
          description={
            isStaff
              ? 'E-mails, calls and meetings that you log here tell everybody in your team where things stand.'
              : 'E-mails, calls and meetings that your agency shares with you appear here.'
          }
          action={newButton}
        />
      )
    }
    return (
      <CommunicationDays
        entries={entries}
        timeZone={timeZone}
        now={now}
        renderEntry={(entry) => renderEntry(entry)}
      />
    )
  }

  return (
    <>
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1 basis-64">
          <CommunicationToolbar
            params={params}
            timeZone={timeZone}
            isStaff={isStaff}
            firstDay={entries[0] ? dayOf(entries[0].occurredAt, timeZone) : null}
            today={dayOf(now.toISOString(), timeZone)}
            onChange={change}
          />
        </div>
        {newButton}
      </div>
      {pinned.length > 0 ? (
        <section
          aria-label="Pinned"
          className="mt-4 overflow-hidden rounded-lg border border-border bg-surface"
        >
          <h2 className="border-b border-border bg-surface-sunken px-4 py-1.5 text-xs font-medium text-text-muted">
            Pinned
          </h2>
          <ul className="divide-y divide-border">{pinned.map((entry) => renderEntry(entry, true))}</ul>
        </section>
      ) : null}
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
      {staff && (query.new || edited) ? (
        <CommunicationDrawer
          key={edited?.id ?? 'new'}
          scope={scope}
          timeZone={timeZone}
          entry={edited}
          onClose={() => setQuery({ new: undefined, edit: undefined })}
        />
      ) : null}
    </>
  )
}
