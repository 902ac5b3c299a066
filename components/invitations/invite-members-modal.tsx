'use client'

import { useState } from 'react'
import { InviteForm, type InviteInto } from '@/components/invitations/invite-form'
import { Dialog, DialogContent } from '@/components/ui/dialog'

type InviteMembersModalProps = { title: string; name: string; into: InviteInto; onClose: () => void }

export function InviteMembersModal({ title, name, into, onClose }: InviteMembersModalProps) {
  const [isDirty, setIsDirty] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const requestClose = () => (isDirty ? setIsAsking(true) : onClose())
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && requestClose()}>
      <DialogContent
        size="lg"
        title={title}
        description={<bdi className="line-clamp-2">{name}</bdi>}
        onInteractOutside={(event) => isDirty && event.preventDefault()}
      >
        <InviteForm
          into={into}
          isAsking={isAsking}
          onKeep={() => setIsAsking(false)}
          onDirty={setIsDirty}
          onCancel={requestClose}
          onClose={onClose}
        />
      </DialogContent>
    </Dialog>
  )
}
