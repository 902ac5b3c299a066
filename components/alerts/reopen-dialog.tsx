'use client'

import { useState } from 'react'
import type { AlertDialogProps } from '@/components/alerts/alert-dialogs'
import { useAskedChange } from '@/components/alerts/use-asked-change'
import { toast } from '@/components/ui/toast'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { useShortcut } from '@/components/ui/use-shortcut'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { findLiveTwin } from '@/lib/queries/alerts'
import { REASON_MAX_LENGTH } from '@/lib/rules/alerts'
import { browserClient } from '@/lib/supabase/browser'

/** Asks why a resolved alert needs somebody again. */
export function ReopenDialog(props: AlertDialogProps) {
  const { alerts, scope, onClose, onOpenAlert } = props
  const { submit, obstacle, isPending } = useAskedChange(props)
  const [only] = alerts
  const [reason, setReason] = useState('')
  const [isMissing, setIsMissing] = useState(false)

  function handleSubmit(): void {
    const reopenReason = reason.trim()
    if (reopenReason === '') setIsMissing(true)
    else void submit('reopen', { status: 'open', reopenReason })
  }
  useShortcut('submit', handleSubmit)

  async function openTwin(): Promise<void> {
    if (!only?.dedupKey) return
    try {
      const twin = await findLiveTwin(browserClient(), {
        agencyId: scope.agencyId,
        clientId: only.client.id,
        dedupKey: only.dedupKey,
      })
      if (twin) {
        onClose()
        onOpenAlert(twin)
      } else toast.info('It is not open any more', { description: 'You can reopen this one now.' })
    } catch (error) {
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    }
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title="Reopen alert" description={<bdi>{only?.title}</bdi>}>
        <DialogBody className="flex flex-col gap-4 pb-4">
          {obstacle ? (
            <Notice
              tone="warning"
              isAlert
              title={obstacle.title}
              action={
                obstacle.code === 'alert_has_live_twin' ? (
                  <Button size="sm" onClick={() => void openTwin()}>
                    Open the live one
                  </Button>
                ) : null
              }
            >
              {obstacle.advice}
            </Notice>
          ) : null}
          <Field
            label="Why"
            required
            error={isMissing ? 'Say why it needs somebody again.' : undefined}
            hint={only?.visibility === 'client' ? 'The client can read this.' : undefined}
          >
            {(ids) => (
              <Input
                {...ids}
                dir="auto"
                autoComplete="off"
                maxLength={REASON_MAX_LENGTH}
                value={reason}
                placeholder="The same error shows again"
                onChange={(event) => {
                  setReason(event.target.value)
                  setIsMissing(false)
                }}
                onKeyDown={(event) => {
                  if (
                    event.key === 'Enter' &&
                    !event.nativeEvent.isComposing &&
                    !event.metaKey &&
                    !event.ctrlKey
                  )
                    handleSubmit()
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
              Reopen
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
