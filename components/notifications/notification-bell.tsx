'use client'

import { useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { inboxCountsQuery } from '@/lib/queries/notifications'
import { countWords } from '@/lib/rules/inbox'
import { browserClient } from '@/lib/supabase/browser'
import { cn } from '@/lib/utils'

const loadPanel = () => import('@/components/notifications/bell-panel').then((module) => module.BellPanel)
const BellPanel = dynamic(loadPanel, { ssr: false })

type NotificationBellProps = {
  userId: string
  /** As the server counted with the page. */
  unread: number
}

/** How much is unread, and behind it the newest few. The panel's code comes when somebody is about to open it. */
export function NotificationBell({ userId, unread: initialUnread }: NotificationBellProps) {
  const [isWanted, setIsWanted] = useState(false)
  // Read, never fetched here: `InboxWatch` keeps it fresh, however many bells there are.
  const { data: counts } = useQuery({ ...inboxCountsQuery(browserClient(), userId), enabled: false })
  const button = <BellButton unread={counts?.unread ?? initialUnread} />
  if (isWanted) return <BellPanel userId={userId} trigger={button} />
  return (
    <BellButton
      unread={counts?.unread ?? initialUnread}
      aria-expanded={false}
      onPointerEnter={() => void loadPanel()}
      onFocus={() => void loadPanel()}
      onClick={() => setIsWanted(true)}
    />
  )
}

function BellButton({ unread, className, ...rest }: ComponentProps<typeof Button> & { unread: number }) {
  const label = unread > 0 ? `Notifications, ${countWords(unread)} unread` : 'Notifications'
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-haspopup="dialog"
      aria-label={label}
      title={label}
      className={cn('relative data-[state=open]:bg-hover', className)}
      {...rest}
    >
      <Bell aria-hidden />
      {unread > 0 ? (
        <span
          aria-hidden
          className="absolute top-0.5 right-0 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[0.625rem] leading-none font-semibold text-accent-text tabular-nums"
        >
          {countWords(unread)}
        </span>
      ) : null}
    </Button>
  )
}
