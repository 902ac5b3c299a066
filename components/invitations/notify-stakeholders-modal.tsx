'use client'

import { Megaphone, UserPlus } from 'lucide-react'
import { useCallback, useState } from 'react'
import { InviteForm } from '@/components/invitations/invite-form'
import { UpdateForm } from '@/components/invitations/update-form'
import { focusFirstText } from '@/components/invitations/focus-first-text'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Segmented } from '@/components/ui/segmented'
import { RUN_ROLES } from '@/lib/rules/invitation-roles'

export type NotifyTab = 'invite' | 'update'

const TABS = [
  { value: 'invite' as const, label: 'Invite', icon: <UserPlus aria-hidden /> },
  { value: 'update' as const, label: 'Update', icon: <Megaphone aria-hidden /> },
]

type NotifyStakeholdersModalProps = {
  run: { id: string; name: string }
  agencyId: string
  tab: NotifyTab
  /** How many people are on the run now. */
  reach: number
  onTab: (tab: NotifyTab) => void
  onClose: () => void
}

/** Brings people onto a run, or tells those who are on it something. What is typed in one tab survives a look at the other. */
export function NotifyStakeholdersModal(props: NotifyStakeholdersModalProps) {
  const { run, agencyId, tab, reach, onTab, onClose } = props
  // The address follows a moment later; the tab itself must answer at once.
  const [shown, setShown] = useState(tab)
  const [dirty, setDirty] = useState({ invite: false, update: false })
  const [isAsking, setIsAsking] = useState(false)
  const isDirty = dirty.invite || dirty.update
  const requestClose = () => (isDirty ? setIsAsking(true) : onClose())
  const setInviteDirty = useCallback((isOn: boolean) => setDirty((now) => ({ ...now, invite: isOn })), [])
  const setUpdateDirty = useCallback((isOn: boolean) => setDirty((now) => ({ ...now, update: isOn })), [])
  const common = { isAsking, onKeep: () => setIsAsking(false), onCancel: requestClose, onClose }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && requestClose()}>
      <DialogContent
        size="lg"
        title="Stakeholders"
        description={<bdi className="line-clamp-2">{run.name}</bdi>}
        onOpenAutoFocus={focusFirstText}
        onInteractOutside={(event) => isDirty && event.preventDefault()}
      >
        <div className="px-5 pb-2">
          <Segmented
            label="What to do"
            value={shown}
            options={TABS}
            onValueChange={(next) => {
              setShown(next)
              onTab(next)
            }}
            className="w-full sm:w-auto"
          />
        </div>
        <InviteForm
          {...common}
          isHidden={shown !== 'invite'}
          onDirty={setInviteDirty}
          into={{
            target: { kind: 'run', runId: run.id },
            roles: RUN_ROLES,
            usualRole: 'stakeholder',
            contactsOf: agencyId,
            mail: { template: 'invitation', kind: 'run', runId: run.id, runName: run.name },
          }}
        />
        <UpdateForm
          {...common}
          run={run}
          reach={reach}
          isHidden={shown !== 'update'}
          onDirty={setUpdateDirty}
        />
      </DialogContent>
    </Dialog>
  )
}
