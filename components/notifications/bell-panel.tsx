'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CheckCheck, SlidersHorizontal } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import * as Primitive from 'radix-ui/popover'
import { useEffect, useState, type ReactNode } from 'react'
import { NotificationIcon } from '@/components/notifications/notification-icon'
import { useDeviceTimeZone } from '@/components/ui/use-device-time-zone'
import { useInboxActions } from '@/components/notifications/use-inbox-actions'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDateTime, formatRelative } from '@/lib/dates'
import { setNotificationsSeen } from '@/lib/mutations/notifications'
import { paths } from '@/lib/paths'
import { latestNotificationsQuery, notificationKeys, type InboxItem } from '@/lib/queries/notifications'
import { safeActionUrl } from '@/lib/rules/inbox'
import { browserClient } from '@/lib/supabase/browser'
import { cn } from '@/lib/utils'

type BellPanelProps = { userId: string; trigger: ReactNode }

/** The newest few notifications, for a look without leaving the page. */
export function BellPanel({ userId, trigger }: BellPanelProps) {
  const [isOpen, setIsOpen] = useState(true)
  return (
    <Primitive.Root open={isOpen} onOpenChange={setIsOpen}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label="Latest notifications"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-h-[min(32rem,var(--radix-popover-content-available-height))] w-[min(24rem,calc(100vw-1rem))] flex-col overflow-hidden rounded-lg border border-border bg-surface-raised shadow-raised duration-100 outline-none data-[state=open]:animate-in data-[state=open]:fade-in-0"
        >
          <Latest userId={userId} onNavigate={() => setIsOpen(false)} />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function Latest({ userId, onNavigate }: { userId: string; onNavigate: () => void }) {
  const queryClient = useQueryClient()
  const query = latestNotificationsQuery(browserClient(), userId)
  const latest = useQuery({ ...query, staleTime: 0 })
  const actions = useInboxActions(userId)
  const items = latest.data?.items
  const hasUnread = items?.some((item) => item.readAt === null) ?? false

  // What has been in view is no longer new, whether or not it gets read.
  const ids = items?.map(({ id }) => id).join(' ') ?? ''
  useEffect(() => {
    if (ids === '') return
    const input = { userId, ids: ids.split(' '), now: new Date().toISOString() }
    void setNotificationsSeen(browserClient(), input).then(
      () => queryClient.invalidateQueries({ queryKey: notificationKeys.counts(userId) }),
      // They stay new, which is a smaller evil than an error about something nobody asked for.
      () => undefined,
    )
  }, [ids, queryClient, userId])

  return (
    <>
      <header className="flex items-center gap-1 border-b border-border py-1.5 pr-1.5 pl-4">
        <h2 className="flex-1 text-sm font-semibold">Notifications</h2>
        <Button
          variant="ghost"
          size="sm"
          disabled={!hasUnread}
          pending={actions.isMarkingAll}
          onClick={() =>
            actions.markAllRead(() => queryClient.query({ ...query, staleTime: Infinity }), null)
          }
        >
          <CheckCheck aria-hidden />
          Mark all read
        </Button>
        <Link
          prefetch={false}
          href={paths.notificationSettings()}
          onClick={onNavigate}
          aria-label="Notification settings"
          title="Notification settings"
          className={buttonClass({ variant: 'ghost', size: 'icon' })}
        >
          <SlidersHorizontal aria-hidden />
        </Link>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {latest.isPending ? (
          <div aria-busy className="flex flex-col gap-4 p-4">
            <span className="sr-only">Loading notifications</span>
            <Skeleton className="h-10" />
            <Skeleton className="h-10" />
            <Skeleton className="h-10" />
          </div>
        ) : latest.isError ? (
          <ErrorState className="py-8" error={latest.error} onRetry={() => void latest.refetch()} />
        ) : latest.data.items.length === 0 ? (
          <EmptyState
            className="py-8"
            title="Nothing needs you"
            description="What happens while you are elsewhere shows here."
          />
        ) : (
          <ul className="divide-y divide-border">
            {latest.data.items.map((item) => (
              <LatestRow
                key={item.id}
                item={item}
                now={latest.dataUpdatedAt}
                onOpen={() => {
                  if (item.readAt === null) actions.setRead([item], true)
                  onNavigate()
                }}
              />
            ))}
          </ul>
        )}
      </div>
      <footer className="border-t border-border p-1.5">
        <LinkButton
          href={paths.notifications()}
          variant="ghost"
          size="sm"
          className="w-full"
          onClick={onNavigate}
        >
          Open the inbox
        </LinkButton>
      </footer>
    </>
  )
}

function LatestRow({ item, now, onOpen }: { item: InboxItem; now: number; onOpen: () => void }) {
  const timeZone = useDeviceTimeZone('UTC')
  const isUnread = item.readAt === null
  return (
    <li className="relative">
      {isUnread ? (
        <span
          aria-hidden
          className="absolute top-1/2 left-1 size-1.5 -translate-y-1/2 rounded-full bg-accent"
        />
      ) : null}
      <Link
        prefetch={false}
        href={(safeActionUrl(item.actionUrl) ?? paths.notifications()) as Route}
        onClick={onOpen}
        className="flex gap-3 py-2.5 pr-4 pl-4 -outline-offset-2 hover:bg-hover"
      >
        <NotificationIcon type={item.type} />
        <span className="min-w-0 flex-1 text-sm">
          {isUnread ? <span className="sr-only">Unread: </span> : null}
          <bdi className={cn('line-clamp-2 break-words', isUnread && 'font-semibold')}>{item.subject}</bdi>
          <time
            dateTime={item.createdAt}
            title={formatDateTime(item.createdAt, timeZone, 'full')}
            className="text-xs text-text-subtle"
          >
            {formatRelative(item.createdAt, new Date(now), timeZone)}
          </time>
        </span>
      </Link>
    </li>
  )
}
