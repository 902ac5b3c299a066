'use client'

import { useState } from 'react'
import type { AlertDialogProps } from '@/components/alerts/alert-dialogs'
import { useAskedChange } from '@/components/alerts/use-asked-change'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { useShortcut } from '@/components/ui/use-shortcut'
import { needsNote, NOTE_MAX_LENGTH } from '@/lib/rules/alerts'

/** Asks how it was resolved. What was severe may come back, and then this is what the next person reads. */
export function ResolveDialog(props: AlertDialogProps) {
  const { alerts, onClose } = props
  const { submit, obstacle, isPending } = useAskedChange(props)
  const [only] = alerts
  const isMany = alerts.length > 1
  // Resolved before and open again: most of what was written then still holds.
  const [note, setNote] = useState(isMany ? '' : (only?.resolutionNote ?? ''))
  const [isMissing, setIsMissing] = useState(false)
  const isRequired = alerts.some(({ severity }) => needsNote(severity))
  const isShared = alerts.some(({ visibility }) => visibility === 'client')

  function handleSubmit(): void {
    const resolutionNote = note.trim()
    if (isRequired && resolutionNote === '') {
      setIsMissing(true)
      return
    }
    void submit('resolve', { status: 'resolved', ...(resolutionNote === '' ? {} : { resolutionNote }) })
  }
  useShortcut('submit', handleSubmit)

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={isMany ? `Resolve ${alerts.length} alerts` : 'Resolve alert'}
        description={isMany ? undefined : <bdi>{only?.title}</bdi>}
      >
        <DialogBody className="flex flex-col gap-4 pb-4">
          {obstacle ? (
            <Notice tone="warning" isAlert title={obstacle.title}>
              {obstacle.advice}
            </Notice>
          ) : null}
          <Field
            label="What was done"
            required={isRequired}
            error={
              isMissing ? 'High and critical alerts need a word about how they were resolved.' : undefined
            }
            hint={isShared ? 'The client can read this.' : 'Whoever meets this trouble next reads it first.'}
          >
            {(ids) => (
              <Textarea
                {...ids}
                dir="auto"
                rows={4}
                maxLength={NOTE_MAX_LENGTH}
                value={note}
                placeholder="Restarted the feed and asked the vendor for a longer timeout"
                onChange={(event) => {
                  setNote(event.target.value)
                  setIsMissing(false)
                }}
              />
            )}
          </Field>
        </DialogBody>
        <DialogFooter>
          <Button variant="ghost" onClick={onClose}>
            {obstacle?.isFinal ? 'Close' : 'Cancel'}
          </Button>
          {obstacle?.isFinal ? null : (
            <Button variant="primary" pending={isPending} onClick={handleSubmit}>
              {obstacle ? 'Resolve anyway' : 'Resolve'}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
