'use client'

import { useState } from 'react'
import type { AlertDialogProps } from '@/components/alerts/alert-dialogs'
import { useAskedChange } from '@/components/alerts/use-asked-change'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { useDeviceTimeZone } from '@/components/ui/use-device-time-zone'
import { useShortcut } from '@/components/ui/use-shortcut'
import { formatDateTime, formatRelative, fromLocalInput, toLocalInput } from '@/lib/dates'
import { snoozeFault } from '@/lib/rules/alert-snooze'
import { longestSnoozeHours, mostSevere } from '@/lib/rules/alerts'
import { placeOfZone } from '@/lib/rules/run-clock'

const HOUR_MS = 3_600_000

/** Asks until when to be left alone, and says the moment back on the person's own clock. */
export function SnoozeDialog(props: AlertDialogProps) {
  const { alerts, onClose } = props
  const { submit, obstacle, isPending } = useAskedChange(props)
  const timeZone = useDeviceTimeZone(props.timeZone)
  const severity = mostSevere(alerts)
  const [now] = useState(() => new Date())
  const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR_MS).toISOString()
  const [typed, setTyped] = useState(() => toLocalInput(inHours(2), timeZone))
  const [hasTried, setHasTried] = useState(false)
  const until = fromLocalInput(typed, timeZone)
  const fault = snoozeFault(until, now, severity)

  function handleSubmit(): void {
    // The clock has gone on since the dialog was opened.
    setHasTried(true)
    if (until !== null && snoozeFault(until, new Date(), severity) === null)
      void submit('snooze', { snoozedUntil: until })
  }
  useShortcut('submit', handleSubmit)

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        size="sm"
        title={alerts.length > 1 ? `Snooze ${alerts.length} alerts` : 'Snooze alert'}
        description={alerts.length > 1 ? undefined : <bdi>{alerts[0]?.title}</bdi>}
      >
        <DialogBody className="flex flex-col gap-4 pb-4">
          {obstacle ? (
            <Notice tone="warning" isAlert title={obstacle.title}>
              {obstacle.advice}
            </Notice>
          ) : null}
          <Field
            label="Until"
            required
            error={(hasTried || until !== null) && fault ? fault : undefined}
            hint={`On your clock (${timeZone === 'UTC' ? 'UTC' : `${placeOfZone(timeZone)} time`}). Something worse wakes it earlier.`}
          >
            {(ids) => (
              <Input
                {...ids}
                type="datetime-local"
                min={toLocalInput(now.toISOString(), timeZone)}
                max={toLocalInput(inHours(longestSnoozeHours(severity)), timeZone)}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          {until !== null && fault === null ? (
            <p role="status" className="text-sm text-text-muted">
              Back {formatRelative(until, now, timeZone)}: {formatDateTime(until, timeZone, 'full')}.
            </p>
          ) : null}
        </DialogBody>
        <DialogFooter>
          <Button variant="ghost" onClick={onClose}>
            {obstacle?.isFinal ? 'Close' : 'Cancel'}
          </Button>
          {obstacle?.isFinal ? null : (
            <Button variant="primary" pending={isPending} onClick={handleSubmit}>
              Snooze
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
