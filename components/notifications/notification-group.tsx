'use client'

import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { NotificationRow } from '@/components/notifications/notification-row'
import type { InboxActions } from '@/components/notifications/use-inbox-actions'
import type { InboxItem } from '@/lib/queries/notifications'
import type { InboxGroup } from '@/lib/rules/inbox'
import { cn } from '@/lib/utils'

type NotificationGroupProps = {
  group: InboxGroup<InboxItem>
  userId: string
  timeZone: string
  actions: InboxActions
}

/** What happened to one thing on one day: the newest, and the others behind a button. */
export function NotificationGroup({ group, userId, timeZone, actions }: NotificationGroupProps) {
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const [newest, ...earlier] = group.items
  const unread = earlier.filter((item) => item.readAt === null).length
  const row = { userId, timeZone, actions }
  return (
    <li>
      <NotificationRow item={newest} {...row} />
      {earlier.length > 0 ? (
        <>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setIsOpen(!isOpen)}
            className="mb-2 ml-14 flex min-h-6 items-center gap-1.5 rounded-sm px-1 text-xs font-medium text-text-muted hover:text-text"
          >
            <ChevronDown
              aria-hidden
              className={cn('size-3.5 transition-transform', isOpen ? 'rotate-180' : undefined)}
            />
            {isOpen ? 'Hide' : 'Show'} {earlier.length} earlier
            <span className="sr-only"> about the same as “{newest.subject}”</span>
            {unread > 0 && !isOpen ? <span className="text-accent">{unread} unread</span> : null}
          </button>
          <ul
            id={id}
            hidden={!isOpen}
            className="divide-y divide-border border-t border-border bg-background"
          >
            {earlier.map((item) => (
              <li key={item.id}>
                <NotificationRow item={item} isNested {...row} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </li>
  )
}
