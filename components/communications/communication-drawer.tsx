'use client'

import { useState } from 'react'
import { CommunicationForm } from '@/components/communications/communication-form'
import { Drawer, DrawerContent } from '@/components/ui/drawer'
import type { Communication, CommunicationScope } from '@/lib/queries/communications'

type CommunicationDrawerProps = {
  scope: CommunicationScope
  timeZone: string
  /** The entry to change; null logs a new one. */
  entry: Communication | null
  onClose: () => void
}

/** Closing with unsaved changes asks once, in the drawer itself; nothing typed is lost by a stray click. */
export function CommunicationDrawer({ scope, timeZone, entry, onClose }: CommunicationDrawerProps) {
  const [isDirty, setIsDirty] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const requestClose = () => (isDirty ? setIsAsking(true) : onClose())

  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && requestClose()}>
      <DrawerContent
        title={entry ? 'Edit entry' : 'Log a communication'}
        onInteractOutside={(event) => isDirty && event.preventDefault()}
      >
        <CommunicationForm
          scope={scope}
          timeZone={timeZone}
          entry={entry}
          isAsking={isAsking}
          onDirty={setIsDirty}
          onKeep={() => setIsAsking(false)}
          onClose={onClose}
          onCancel={requestClose}
        />
      </DrawerContent>
    </Drawer>
  )
}
