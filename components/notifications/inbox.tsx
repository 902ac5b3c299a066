'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { SlidersHorizontal } from 'lucide-react'
import { useId, useRef } from 'react'
import { PageHeader } from '@/components/layout/page-header'
import { InboxEmpty } from '@/components/notifications/inbox-empty'
import { InboxSkeleton } from '@/components/notifications/inbox-skeleton'
import { InboxToolbar } from '@/components/notifications/inbox-toolbar'
import { NotificationGroup } from '@/components/notifications/notification-group'
import { useDeviceTimeZone } from '@/components/ui/use-device-time-zone'
import { useInboxActions } from '@/components/notifications/use-inbox-actions'
import { useInboxKeys } from '@/components/notifications/use-inbox-keys'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { Pager } from '@/components/ui/pager'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { paths } from '@/lib/paths'
import { inboxCountsQuery, inboxQuery } from '@/lib/queries/notifications'
import {
  dayHeading,
  formatInboxParams,
  groupInbox,
  parseInboxParams,
  type InboxParams,
} from '@/lib/rules/inbox'
import type { Cursor } from '@/lib/rules/keyset'
import { dateOn } from '@/lib/rules/run-clock'
import { browserClient } from '@/lib/supabase/browser'

type InboxProps = { userId: string; isStaff: boolean; timeZone: string }

export function Inbox({ userId, isStaff, timeZone: fallbackTimeZone }: InboxProps) {
  const queryClient = useQueryClient()
  const { query, hrefWith, setQuery } = useAddressQuery()
  const params = parseInboxParams(query)
  const list = useQuery(inboxQuery(browserClient(), userId, params))
  // The bell keeps the count fresh; here it is only read.
  const counts = useQuery({ ...inboxCountsQuery(browserClient(), userId), enabled: false })
  const timeZone = useDeviceTimeZone(fallbackTimeZone)
  const actions = useInboxActions(userId)
  const rows = useRef<HTMLDivElement>(null)
  const items = list.data?.items ?? []
  const find = (id: string) => items.filter((item) => item.id === id)

  useInboxKeys(rows, {
    onArchive: (id) => actions.setArchived(find(id), params.tab !== 'archived'),
    onToggleRead: (id) => {
      const [item] = find(id)
      if (item) actions.setRead([item], item.readAt === null)
    },
  })

  const change = (next: Partial<InboxParams>) =>
    setQuery(formatInboxParams({ ...params, cursor: null, ...next }))
  const hrefFor = (cursor: Cursor | null) => cursor && hrefWith(formatInboxParams({ ...params, cursor }))

  function markAllRead(): void {
    const first = inboxQuery(browserClient(), userId, { ...params, cursor: null })
    // As it was on the screen; asked for only by whoever came straight to a later page.
    actions.markAllRead(() => queryClient.query({ ...first, staleTime: Infinity }), params.category)
  }

  function renderBody() {
    if (list.isPending)
      return (
        <Card>
          <InboxSkeleton />
        </Card>
      )
    if (list.isError)
      return (
        <Card>
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        </Card>
      )
    if (items.length === 0)
      return (
        <Card>
          <InboxEmpty params={params} isStaff={isStaff} onChange={change} />
        </Card>
      )
    const today = dateOn(new Date(list.dataUpdatedAt).toISOString(), timeZone)
    return (
      <div ref={rows} aria-busy={list.isPlaceholderData} className="flex flex-col gap-5 aria-busy:opacity-60">
        {groupInbox(items, (createdAt) => dateOn(createdAt, timeZone)).map((day) => (
          <Day key={day.day} heading={dayHeading(day.day, today)}>
            {day.groups.map((group) => (
              <NotificationGroup
                key={group.key}
                group={group}
                userId={userId}
                timeZone={timeZone}
                actions={actions}
              />
            ))}
          </Day>
        ))}
      </div>
    )
  }

  return (
    <>
      <PageHeader
        title="Notifications"
        description="What happened while you were elsewhere."
        actions={
          <LinkButton href={paths.notificationSettings()}>
            <SlidersHorizontal aria-hidden />
            Settings
          </LinkButton>
        }
      />
      <InboxToolbar
        params={params}
        unread={counts.data?.unread ?? 0}
        isEmpty={items.length === 0}
        isStaff={isStaff}
        isMarkingAll={actions.isMarkingAll}
        onChange={change}
        onMarkAllRead={markAllRead}
      />
      <div className="mt-4">{renderBody()}</div>
      {list.data ? (
        <Pager previousHref={hrefFor(list.data.previous)} nextHref={hrefFor(list.data.next)} />
      ) : null}
    </>
  )
}

function Card({ children }: { children: React.ReactNode }) {
  return <div className="overflow-hidden rounded-lg border border-border bg-surface">{children}</div>
}

type DayProps = { heading: string; children: React.ReactNode }

function Day({ heading, children }: DayProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-1.5 px-1 text-xs font-medium text-text-muted">
        {heading}
      </h2>
      <Card>
        <ul className="divide-y divide-border">{children}</ul>
      </Card>
    </section>
  )
}
