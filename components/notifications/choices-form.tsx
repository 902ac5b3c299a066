'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { saveChoices } from '@/lib/mutations/notifications'
import { notificationKeys, type Preferences } from '@/lib/queries/notifications'
import { categoriesFor, EMAIL_PACES, type Choices, type Pace } from '@/lib/rules/notification-preferences'
import { oneOf } from '@/lib/rules/runs'
import { browserClient } from '@/lib/supabase/browser'

const PACE_WORDS: Record<Pace, string> = {
  instant: 'At once',
  daily: 'Daily digest',
  weekly: 'Weekly digest',
  off: 'Off',
}

type ChoicesFormProps = {
  userId: string
  isStaff: boolean
  choices: Choices
  required: readonly { name: string; reason: string }[]
}

/** What reaches a person where: a grid on wide screens, a card for each category on phones. */
export function ChoicesForm({ userId, isStaff, choices, required }: ChoicesFormProps) {
  const queryClient = useQueryClient()
  const [edited, setEdited] = useState<Choices | null>(null)
  const shown = edited ?? choices
  const save = useMutation({
    mutationFn: (next: Choices) => saveChoices(browserClient(), { userId, choices: next }),
    onSuccess: (_, next) => {
      queryClient.setQueryData<Preferences>(
        notificationKeys.preferences(userId),
        (stored) => stored && { ...stored, choices: next },
      )
      // What was changed while this was on its way is still to be saved.
      setEdited((current) => (current === next ? null : current))
      toast.success('Your choices are saved')
    },
  })
  const isDirty = edited !== null && JSON.stringify(edited) !== JSON.stringify(choices)

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (edited) save.mutate(edited)
      }}
    >
      <div
        aria-hidden
        className="hidden grid-cols-[minmax(0,1fr)_5rem_9.5rem] gap-4 pb-2 text-xs text-text-muted sm:grid"
      >
        <span />
        <span>In the app</span>
        <span>By e-mail</span>
      </div>
      <div className="divide-y divide-border border-b border-border sm:border-t">
        {categoriesFor(isStaff).map(({ id, name, description }) => {
          const { inApp, email } = shown[id]
          const change = (next: Partial<Choices[typeof id]>) =>
            setEdited({ ...shown, [id]: { ...shown[id], ...next } })
          return (
            <fieldset
              key={id}
              className="grid grid-cols-1 gap-x-4 gap-y-2.5 py-3 sm:grid-cols-[minmax(0,1fr)_5rem_9.5rem] sm:items-center"
            >
              <legend className="sr-only">{name}</legend>
              <div>
                <p className="text-sm font-medium">{name}</p>
                <p className="text-sm text-text-muted">{description}</p>
              </div>
              <label htmlFor={`${id}-in-app`} className="flex items-center justify-between gap-3">
                <span className="text-sm sm:sr-only">In the app</span>
                <Switch
                  id={`${id}-in-app`}
                  checked={inApp === 'instant'}
                  onChange={(event) => change({ inApp: event.target.checked ? 'instant' : 'off' })}
                />
              </label>
              <label htmlFor={`${id}-email`} className="flex items-center justify-between gap-3">
                <span className="text-sm sm:sr-only">By e-mail</span>
                <span className="w-40 shrink-0 sm:w-full">
                  <Select
                    id={`${id}-email`}
                    value={email}
                    onChange={(event) => change({ email: oneOf(EMAIL_PACES, event.target.value) ?? email })}
                  >
                    {EMAIL_PACES.map((pace) => (
                      <option key={pace} value={pace}>
                        {PACE_WORDS[pace]}
                      </option>
                    ))}
                  </Select>
                </span>
              </label>
            </fieldset>
          )
        })}
        {required.map(({ name, reason }) => (
          <div
            key={name}
            className="grid grid-cols-1 gap-x-4 gap-y-1.5 py-3 sm:grid-cols-[minmax(0,1fr)_15.5rem] sm:items-center"
          >
            <div>
              <p className="text-sm font-medium">{name}</p>
              <p className="text-sm text-text-muted">{reason}</p>
            </div>
            <p className="flex items-center gap-1.5 text-sm text-text-muted">
              <LockKeyhole aria-hidden className="size-3.5" />
              Always on, at once
            </p>
          </div>
        ))}
      </div>
      {save.isError ? (
        <p role="alert" className="mt-3 text-sm text-danger">
          {errorMessage(toAppError(save.error)).title}
        </p>
      ) : null}
      <div className="mt-4">
        <Button type="submit" variant="primary" pending={save.isPending} disabled={!isDirty}>
          Save choices
        </Button>
      </div>
    </form>
  )
}
