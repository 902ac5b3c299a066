'use client'

import { useState } from 'react'
import type { PersonActionsApi } from '@/components/invitations/use-person-actions'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { personLabel, type InvitedPerson } from '@/lib/rules/invitation-people'

type RemovePersonDialogProps = { person: InvitedPerson; actions: PersonActionsApi; onClose: () => void }

/** Asks, because only the person can join again: there is nothing that an undo could put back. */
export function RemovePersonDialog({ person, actions, onClose }: RemovePersonDialogProps) {
  const [isPending, setIsPending] = useState(false)
  const label = personLabel(person)

  async function remove(): Promise<void> {
    setIsPending(true)
    if (await actions.remove(person)) onClose()
    else setIsPending(false)
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent size="sm" title="Remove from this run?">
        <DialogBody className="pb-4 text-sm text-text-muted">
          <bdi className="font-medium text-text">{label}</bdi> will no longer see the run. To bring them back
          you invite them again.
        </DialogBody>
        <DialogFooter>
          <Button variant="ghost" onClick={onClose}>
            Keep
          </Button>
          <Button variant="danger" pending={isPending} onClick={() => void remove()}>
            Remove
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
