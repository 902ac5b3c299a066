'use client'

import { Archive, ArchiveRestore } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { NotificationIcon } from '@/components/notifications/notification-icon'
import { NotificationMenu } from '@/components/notifications/notification-menu'
import { NotificationText } from '@/components/notifications/notification-text'
import { NotificationTime } from '@/components/notifications/notification-time'
import type { InboxActions } from '@/components/notifications/use-inbox-actions'
import { Button } from '@/components/ui/button'
import type { InboxItem } from '@/lib/queries/notifications'
import { safeActionUrl } from '@/lib/rules/inbox'
import { cn } from '@/lib/utils'

type NotificationRowProps = {
  item: InboxItem
  userId: string
  timeZone: string
  actions: InboxActions
  /** One of several about the same thing, below the newest of them. */
  isNested?: boolean
}

const SUBJECT_CLASS = 'block w-full text-left text-sm break-words text-text after:absolute after:inset-0'

/** One notification. All of it is one big link to what it is about; opening it is reading it. */
export function NotificationRow({ item, userId, timeZone, actions, isNested = false }: NotificationRowProps) {
  const isUnread = item.readAt === null
  const isArchived = item.archivedAt !== null
  const url = safeActionUrl(item.actionUrl)
  const open = () => isUnread && actions.setRead([item], true)
  const subject = (
    <>
      {isUnread ? <span className="sr-only">Unread: </span> : null}
      <bdi className={isUnread ? 'font-semibold' : 'font-normal'}>{item.subject}</bdi>
    </>
  )

  return (
    <div
      data-notification-id={item.id}
      className={cn(
        'group/row relative flex gap-3 py-3 pr-2 transition-colors hover:bg-hover has-[[data-row-target]:focus-visible]:bg-hover',
        isNested ? 'pl-4 sm:pl-15' : 'pl-4',
      )}
    >
      {isUnread ? (
        <span
          aria-hidden
          className={cn('absolute left-1 size-1.5 rounded-full bg-accent', isNested ? 'top-5.5' : 'top-6.5')}
        />
      ) : null}
      <NotificationIcon type={item.type} isSmall={isNested} />
      <div className="min-w-0 flex-1 self-center">
        {url ? (
          <Link
            data-row-target
            prefetch={false}
            // Checked to be an address of this app; which page it is only the row knows.
            href={url as Route}
            onClick={open}
            className={SUBJECT_CLASS}
          >
            {subject}
          </Link>
        ) : (
          <button type="button" data-row-target onClick={open} className={SUBJECT_CLASS}>
            {subject}
          </button>
        )}
        <NotificationText body={item.body} />
      </div>
      <div className="-mt-0.5 flex shrink-0 items-start">
        <span className="flex h-9 items-center px-1">
          <NotificationTime value={item.createdAt} timeZone={timeZone} />
        </span>
        {/* Phones have no room for it: it is in the menu as well. */}
        <span className="hidden sm:inline-flex">
          <Button
            variant="ghost"
            size="icon"
            aria-label={`${isArchived ? 'Move to inbox' : 'Archive'}: ${item.subject}`}
            title={isArchived ? 'Move to inbox' : 'Archive'}
            onClick={() => actions.setArchived([item], !isArchived)}
            className="relative z-10"
          >
            {isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
          </Button>
        </span>
        <NotificationMenu item={item} userId={userId} actions={actions} />
      </div>
    </div>
  )
}
