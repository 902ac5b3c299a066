'use client'

import { useState } from 'react'
import { PortalForm } from '@/components/portals/portal-form'
import { Drawer, DrawerContent } from '@/components/ui/drawer'
import type { PortalListItem } from '@/lib/queries/portals'

type PortalDrawerProps = {
  agencyId: string
  siteUrl: string
  /** The portal to edit; null makes a new one. */
  portal: PortalListItem | null
  onClose: () => void
}

export function PortalDrawer({ agencyId, siteUrl, portal, onClose }: PortalDrawerProps) {
  const [isDirty, setIsDirty] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const requestClose = () => (isDirty ? setIsAsking(true) : onClose())
  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && requestClose()}>
      <DrawerContent
        title={portal ? 'Edit portal' : 'New portal'}
        onInteractOutside={(event) => isDirty && event.preventDefault()}
      >
        <PortalForm
          agencyId={agencyId}
          siteUrl={siteUrl}
          portal={portal}
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
