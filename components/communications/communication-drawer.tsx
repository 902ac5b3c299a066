'use client'

import { CommunicationForm } from '@/components/communications/communication-form'
import { Drawer, DrawerContent } from '@/components/ui/drawer'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'
import type { Communication, CommunicationScope } from '@/lib/queries/communications'

type CommunicationDrawerProps = {
  scope: CommunicationScope
  timeZone: string
  /** The entry to change; null logs a new one. */
  entry: Communication | null
  onClose: () => void
}

export function CommunicationDrawer({ scope, timeZone, entry, onClose }: CommunicationDrawerProps) {
  const leave = useLeaveQuestion(onClose)

  return (
    <Drawer {...leave.root}>
      <DrawerContent title={entry ? 'Edit entry' : 'Log a communication'} {...leave.content}>
        <CommunicationForm scope={scope} timeZone={timeZone} entry={entry} {...leave.form} />
      </DrawerContent>
    </Drawer>
  )
}
