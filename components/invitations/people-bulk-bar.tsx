'use client'

import { Ban, CalendarPlus, Download, Send, X } from 'lucide-react'
import { useState } from 'react'
import { downloadFile } from '@/components/ui/download-file'
import { deliveryWord, stateWord } from '@/components/invitations/person-badges'
import type { PersonActionsApi } from '@/components/invitations/use-person-actions'
import { Button } from '@/components/ui/button'
import { actionsFor, peopleCsv, type InvitedPerson } from '@/lib/rules/invitation-people'

type PeopleBulkBarProps = {
  selected: readonly InvitedPerson[]
  actions: PersonActionsApi
  onClear: () => void
}

/** What can be done to all who are selected. Each button counts those it applies to, and leaves the others alone. */
export function PeopleBulkBar({ selected, actions, onClear }: PeopleBulkBarProps) {
  const [isBusy, setIsBusy] = useState(false)
  const those = (can: keyof ReturnType<typeof actionsFor>) =>
    selected.filter((person) => actionsFor(person)[can])
  const resendable = those('canResend')
  const extendable = those('canExtend')
  const revocable = those('canRevoke')

  async function run(work: Promise<unknown>): Promise<void> {
    setIsBusy(true)
    await work
    setIsBusy(false)
    onClear()
  }

  return (
    <div
      role="toolbar"
      aria-label="Selected people"
      className="sticky top-14 z-20 flex flex-wrap items-center gap-1.5 border-y border-border bg-surface-raised px-3 py-2 md:top-0"
    >
      <p role="status" className="mr-auto text-sm font-medium">
        {selected.length} selected
      </p>
      <Button
        size="sm"
        disabled={isBusy || resendable.length === 0}
        onClick={() => void run(actions.resend(resendable))}
      >
        <Send aria-hidden />
        Send again{countIn(resendable, selected)}
      </Button>
      <Button
        size="sm"
        disabled={isBusy || extendable.length === 0}
        onClick={() => void run(actions.extend(extendable))}
      >
        <CalendarPlus aria-hidden />
        Extend{countIn(extendable, selected)}
      </Button>
      <Button
        size="sm"
        disabled={isBusy || revocable.length === 0}
        onClick={() => void run(actions.revoke(revocable))}
      >
        <Ban aria-hidden />
        Revoke{countIn(revocable, selected)}
      </Button>
      <Button
        size="sm"
        onClick={() =>
          downloadFile('stakeholders.csv', peopleCsv(selected, { state: stateWord, delivery: deliveryWord }))
        }
      >
        <Download aria-hidden />
        CSV
      </Button>
      <Button size="sm" variant="ghost" aria-label="Select nobody" onClick={onClear}>
        <X aria-hidden />
      </Button>
    </div>
  )
}

function countIn(some: readonly unknown[], all: readonly unknown[]): string {
  return some.length === all.length || some.length === 0 ? '' : ` (${some.length})`
}
