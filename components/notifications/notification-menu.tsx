'use client'

import { Ellipsis } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import type { InboxActions } from '@/components/notifications/use-inbox-actions'
import { Button } from '@/components/ui/button'
import type { InboxItem } from '@/lib/queries/notifications'

const loadPanel = () =>
  import('@/components/notifications/notification-menu-panel').then((module) => module.NotificationMenuPanel)
const NotificationMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <MenuButton subject="" /> })
const WhyDialog = dynamic(
  () => import('@/components/notifications/why-dialog').then((module) => module.WhyDialog),
  { ssr: false },
)

export type NotificationMenuProps = { item: InboxItem; userId: string; actions: InboxActions }

/** The menu's code comes when somebody is about to open one; until then there is only its button. */
export function NotificationMenu(props: NotificationMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const [isExplaining, setIsExplaining] = useState(false)
  const { subject } = props.item
  return (
    <>
      {isWanted ? (
        <NotificationMenuPanel
          {...props}
          trigger={<MenuButton subject={subject} />}
          onExplain={() => setIsExplaining(true)}
        />
      ) : (
        <MenuButton
          subject={subject}
          aria-expanded={false}
          onPointerEnter={() => void loadPanel()}
          onFocus={() => void loadPanel()}
          onClick={() => setIsWanted(true)}
        />
      )}
      {isExplaining ? (
        <WhyDialog item={props.item} userId={props.userId} onClose={() => setIsExplaining(false)} />
      ) : null}
    </>
  )
}

function MenuButton({ subject, ...rest }: ComponentProps<typeof Button> & { subject: string }) {
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-haspopup="menu"
      aria-label={`Actions for “${subject}”`}
      className="relative z-10"
      {...rest}
    >
      <Ellipsis aria-hidden />
    </Button>
  )
}
