'use client'

import { useState } from 'react'
import { PublishChanges } from '@/components/runs/publish-changes'
import { publishStateOf } from '@/components/runs/use-publish-draft'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { RunDetail } from '@/lib/queries/runs'
import { describeDifference } from '@/lib/rules/publish'

type PublishConflictProps = {
  run: RunDetail
  now: Date
  portalName: (portalId: string) => string
  dateTime: (iso: string) => string
}

/** Shows what somebody else has published since the dialog was opened. What was picked stays and applies on top of it. */
export function PublishConflict({ run, now, portalName, dateTime }: PublishConflictProps) {
  const latest = publishStateOf(run)
  const [seen, setSeen] = useState(latest)
  if (seen.version === latest.version) return null
  const [newest] = run.activity
  const person = newest?.actorId ? run.people[newest.actorId] : undefined
  return (
    <Notice
      tone="warning"
      isAlert
      title={`${person ?? 'Somebody else'} published meanwhile`}
      action={
        <Button size="sm" onClick={() => setSeen(latest)}>
          Got it
        </Button>
      }
    >
      <PublishChanges
        changes={describeDifference(seen, latest, now)}
        portalName={portalName}
        dateTime={dateTime}
        tense="did"
      />
      <p className="mt-1.5">Your choices are kept. Below is what they change now.</p>
    </Notice>
  )
}
