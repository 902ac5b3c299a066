'use client'

import { RaiseAlertForm } from '@/components/alerts/raise-alert-form'
import { Drawer, DrawerContent } from '@/components/ui/drawer'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'
import type { AlertScope } from '@/lib/queries/alerts'

type RaiseAlertDrawerProps = {
  scope: AlertScope
  onOpenAlert: (alertId: string) => void
  onClose: () => void
}

export function RaiseAlertDrawer({ scope, onOpenAlert, onClose }: RaiseAlertDrawerProps) {
  const leave = useLeaveQuestion(onClose)
  return (
    <Drawer {...leave.root}>
      <DrawerContent
        title="Raise alert"
        description="For what goes wrong at a client and needs somebody."
        {...leave.content}
      >
        <RaiseAlertForm scope={scope} {...leave.form} onOpenAlert={onOpenAlert} />
      </DrawerContent>
    </Drawer>
  )
}
