'use client'

import { PortalForm } from '@/components/portals/portal-form'
import { Drawer, DrawerContent } from '@/components/ui/drawer'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'
import type { PortalListItem } from '@/lib/queries/portals'

type PortalDrawerProps = {
  agencyId: string
  siteUrl: string
  /** The portal to edit; null makes a new one. */
  portal: PortalListItem | null
  onClose: () => void
}

export function PortalDrawer({ agencyId, siteUrl, portal, onClose }: PortalDrawerProps) {
  const leave = useLeaveQuestion(onClose)
  return (
    <Drawer {...leave.root}>
      <DrawerContent title={portal ? 'Edit portal' : 'New portal'} {...leave.content}>
        <PortalForm agencyId={agencyId} siteUrl={siteUrl} portal={portal} {...leave.form} />
      </DrawerContent>
    </Drawer>
  )
}
