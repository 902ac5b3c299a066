'use client'

import { Megaphone, UserPlus } from 'lucide-react'
import { useCallback, useState } from 'react'
import { InviteForm } from '@/components/invitations/invite-form'
import { UpdateForm } from '@/components/invitations/update-form'
import { focusFirstText } from '@/components/invitations/focus-first-text'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Segmented } from '@/components/ui/segmented'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'
import type { RunDetail } from '@/lib/queries/runs'
import { RUN_ROLES } from '@/lib/rules/invitation-roles'

export type NotifyTab = 'invite' | 'update'

const TABS = [
  { value: 'invite' as const, label: 'Invite', icon: <UserPlus aria-hidden /> },
  { value: 'update' as const, label: 'Update', icon: <Megaphone aria-hidden /> },
]

type Run = Pick<RunDetail, 'id' | 'name' | 'status' | 'marketMode'>

type NotifyStakeholdersModalProps = {
  run: Run
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
  const leave = useLeaveQuestion(onClose, dirty.invite || dirty.update)
  const setInviteDirty = useCallback((isOn: boolean) => setDirty((now) => ({ ...now, invite: isOn })), [])
  const setUpdateDirty = useCallback((isOn: boolean) => setDirty((now) => ({ ...now, update: isOn })), [])

  return (
    <Dialog {...leave.root}>
      <DialogContent
        size="lg"
        title="Stakeholders"
        description={<bdi className="line-clamp-2">{run.name}</bdi>}
        onOpenAutoFocus={focusFirstText}
        {...leave.content}
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
          {...leave.form}
          isHidden={shown !== 'invite'}
          onDirty={setInviteDirty}
          into={{
            target: { kind: 'run', runId: run.id },
            roles: RUN_ROLES,
            usualRole: 'stakeholder',
            contactsOf: agencyId,
            warning: closedWarning(run),
            mail: { template: 'invitation', kind: 'run', runId: run.id, runName: run.name },
          }}
        />
        <UpdateForm
          {...leave.form}
          run={run}
          reach={reach}
          isHidden={shown !== 'update'}
          onDirty={setUpdateDirty}
        />
      </DialogContent>
    </Dialog>
  )
}

/** An invitation to such a run is kept, but its mail does not go out and its link lets nobody in. */
function closedWarning({ status, marketMode }: Run): { title: string; advice: string } | null {
  if (status === 'cancelled') {
    return {
      title: 'This run is cancelled',
      advice: 'Nobody could join. Bring the run back before you invite.',
    }
  }
  if (marketMode === 'CLOSED') {
    return {
      title: 'This run is closed',
      advice: 'Nobody could join, and no mail would go out. Publish it as open or invite only first.',
    }
  }
  return null
}
