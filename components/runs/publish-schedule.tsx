'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { fromLocalInput, toLocalInput } from '@/lib/dates'
import type { PortalDraft, WantedPortal } from '@/lib/rules/publish'

type PublishScheduleProps = {
  wanted: WantedPortal
  timeZone: string
  onChange: (change: PortalDraft) => void
}

export function PublishSchedule({ wanted, timeZone, onChange }: PublishScheduleProps) {
  const zone = timeZone.replaceAll('_', ' ')
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Publish at" hint={`Empty means at once. ${zone}.`}>
        {(ids) => (
          <MomentInput
            {...ids}
            moment={wanted.publishAt}
            timeZone={timeZone}
            onMoment={(publishAt) => onChange({ publishAt })}
          />
        )}
      </Field>
      <Field label="Unpublish at" hint={`Empty means it stays. ${zone}.`}>
        {(ids) => (
          <MomentInput
            {...ids}
            moment={wanted.unpublishAt}
            timeZone={timeZone}
            onMoment={(unpublishAt) => onChange({ unpublishAt })}
          />
        )}
      </Field>
    </div>
  )
}

type MomentInputProps = {
  moment: string | null
  timeZone: string
  onMoment: (moment: string | null) => void
  id: string
  'aria-describedby': string | undefined
}

/** Keeps the text as typed: read back from a moment it would jump while somebody is half-way through a year. */
function MomentInput({ moment, timeZone, onMoment, ...ids }: MomentInputProps) {
  const [text, setText] = useState(() => (moment === null ? '' : toLocalInput(moment, timeZone)))
  return (
    <Input
      {...ids}
      type="datetime-local"
      max="9999-12-31T23:59"
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        onMoment(event.target.value === '' ? null : fromLocalInput(event.target.value, timeZone))
      }}
    />
  )
}
