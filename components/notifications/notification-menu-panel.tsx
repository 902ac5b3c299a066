'use client'

import { useQuery } from '@tanstack/react-query'
import { Archive, ArchiveRestore, BellOff, BellRing, CircleHelp, Mail, MailOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import type { NotificationMenuProps } from '@/components/notifications/notification-menu'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import { preferencesQuery } from '@/lib/queries/notifications'
import { browserClient } from '@/lib/supabase/browser'

type NotificationMenuPanelProps = NotificationMenuProps & { trigger: ReactNode; onExplain: () => void }

export function NotificationMenuPanel({
  item,
  userId,
  actions,
  trigger,
  onExplain,
}: NotificationMenuPanelProps) {
  const { runId } = item
  // Which runs are muted is asked for only by somebody who has a run's menu open.
  const preferences = useQuery({
    ...preferencesQuery(browserClient(), userId),
    enabled: runId !== null,
  })
  const isMuted = runId !== null && (preferences.data?.mutedRuns.some(({ id }) => id === runId) ?? false)
  const isUnread = item.readAt === null
  const isArchived = item.archivedAt !== null
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent>
        <MenuItem
          icon={isUnread ? <MailOpen aria-hidden /> : <Mail aria-hidden />}
          shortcut="U"
          onSelect={() => actions.setRead([item], isUnread)}
        >
          {isUnread ? 'Mark as read' : 'Mark as unread'}
        </MenuItem>
        <MenuItem
          icon={isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
          shortcut="E"
          onSelect={() => actions.setArchived([item], !isArchived)}
        >
          {isArchived ? 'Move to inbox' : 'Archive'}
        </MenuItem>
        {runId === null ? null : (
          <MenuItem
            icon={isMuted ? <BellRing aria-hidden /> : <BellOff aria-hidden />}
            onSelect={() => actions.muteRun(runId, !isMuted)}
          >
            {isMuted ? 'Unmute this run' : 'Mute this run'}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={<CircleHelp aria-hidden />} onSelect={onExplain}>
          Why did I get this?
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}
