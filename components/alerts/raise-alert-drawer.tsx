'use client'

import { useState } from 'react'
import { RaiseAlertForm } from '@/components/alerts/raise-alert-form'
import { Drawer, DrawerContent } from '@/components/ui/drawer'
import type { AlertScope } from '@/lib/queries/alerts'

type RaiseAlertDrawerProps = {
  scope: AlertScope
  onOpenAlert: (alertId: string) => void
  onClose: () => void
}

/** Closing with something typed asks once, in the drawer itself. */
export function RaiseAlertDrawer({ scope, onOpenAlert, onClose }: RaiseAlertDrawerProps) {
  const [isDirty, setIsDirty] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const requestClose = () => (isDirty ? setIsAsking(true) : onClose())
  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && requestClose()}>
      <DrawerContent
        title="Raise alert"
        description="For what goes wrong at a client and needs somebody."
        onInteractOutside={(event) => isDirty && event.preventDefault()}
      >
        <RaiseAlertForm
          scope={scope}
          isAsking={isAsking}
          onDirty={setIsDirty}
          onKeep={() => setIsAsking(false)}
          onCancel={requestClose}
          onOpenAlert={onOpenAlert}
          onClose={onClose}
        />
      </DrawerContent>
    </Drawer>
  )
}
