'use client'

import { InviteForm, type InviteInto } from '@/components/invitations/invite-form'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'

type InviteMembersModalProps = { title: string; name: string; into: InviteInto; onClose: () => void }

export function InviteMembersModal({ title, name, into, onClose }: InviteMembersModalProps) {
  const leave = useLeaveQuestion(onClose)
  return (
    <Dialog {...leave.root}>
      <DialogContent
        size="lg"
        title={title}
        description={<bdi className="line-clamp-2">{name}</bdi>}
        {...leave.content}
      >
        <InviteForm into={into} {...leave.form} />
      </DialogContent>
    </Dialog>
  )
}
