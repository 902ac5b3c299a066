'use client'

import { useMutation } from '@tanstack/react-query'
import { Eye, EyeOff, Megaphone } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogBody, DialogFooter } from '@/components/ui/dialog'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { LeaveQuestion } from '@/components/ui/use-leave-question'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { notifyRunStakeholders } from '@/lib/mutations/invitations'
import { BODY_MAX_LENGTH, runUpdateSchema, SUBJECT_MAX_LENGTH } from '@/lib/schemas/invitations'
import { browserClient } from '@/lib/supabase/browser'

const MailPreview = dynamic(
  () => import('@/components/invitations/mail-preview').then((module) => module.MailPreview),
  { ssr: false },
)

type UpdateFormProps = LeaveQuestion & {
  run: { id: string; name: string }
  /** How many people are on the run now. */
  reach: number
  isHidden: boolean
}

/** A message to everybody on the run. They get it in the app, and by mail as each of them has chosen. */
export function UpdateForm(props: UpdateFormProps) {
  const { run, reach, isAsking, isHidden, onKeep, onDirty, onCancel, onClose } = props
  const [subject, setSubject] = useState('')
  const [body, setBody] = useState('')
  const [isTried, setIsTried] = useState(false)
  const [isPreviewing, setIsPreviewing] = useState(false)
  const parsed = runUpdateSchema.safeParse({ subject, body })
  const problem = (name: string) =>
    isTried ? parsed.error?.issues.find((issue) => issue.path[0] === name)?.message : undefined

  const notify = useMutation({
    mutationFn: (update: { subject: string; body: string }) =>
      notifyRunStakeholders(browserClient(), { runId: run.id, ...update }),
    onSuccess: (recipients) => {
      onClose()
      toast.success(recipients === 1 ? 'Sent to 1 person' : `Sent to ${recipients} people`)
    },
  })

  const isDirty = subject !== '' || body !== ''
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])

  function submit(): void {
    setIsTried(true)
    if (parsed.success && reach > 0 && !notify.isPending) notify.mutate(parsed.data)
  }
  useShortcut('submit', submit, !isHidden)

  if (isHidden) return null
  if (reach === 0 && !isDirty) {
    return (
      <EmptyState
        heading="h3"
        icon={<Megaphone />}
        title="Nobody is on this run yet"
        description="An update goes to those who have joined. Invite people first; they hear of later changes by themselves."
      />
    )
  }
  const error = notify.error ? errorMessage(toAppError(notify.error)) : null
  return (
    <>
      <DialogBody className="flex flex-col gap-4 pb-5">
        {error ? (
          <Notice tone="danger" isAlert title={error.title}>
            {error.advice}
          </Notice>
        ) : null}
        <Field label="Subject" error={problem('subject')}>
          {(ids) => (
            <Input
              {...ids}
              value={subject}
              maxLength={SUBJECT_MAX_LENGTH}
              placeholder="The meeting point has changed"
              onChange={(event) => setSubject(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Message"
          error={problem('body')}
          hint="Plain text. Links to other places are not made clickable."
        >
          {(ids) => (
            <Textarea
              {...ids}
              rows={6}
              value={body}
              maxLength={BODY_MAX_LENGTH}
              onChange={(event) => setBody(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-col gap-2">
          <Button
            variant="ghost"
            size="sm"
            aria-expanded={isPreviewing}
            className="self-start"
            onClick={() => setIsPreviewing(!isPreviewing)}
          >
            {isPreviewing ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
            {isPreviewing ? 'Hide the mail' : 'Preview the mail'}
          </Button>
          {isPreviewing ? (
            <MailPreview
              input={{
                template: 'run.update',
                runId: run.id,
                runName: run.name,
                subject: subject.trim(),
                body: body.trim(),
              }}
            />
          ) : null}
        </div>
      </DialogBody>
      <DialogFooter>
        {isAsking ? (
          <DiscardQuestion onKeep={onKeep} onDiscard={onClose} />
        ) : (
          <>
            <p className="mr-auto text-sm text-text-muted">
              {reach === 1 ? 'Reaches 1 person' : `Reaches ${reach.toLocaleString('en-GB')} people`}
            </p>
            <Button variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" disabled={reach === 0} pending={notify.isPending} onClick={submit}>
              <Megaphone aria-hidden />
              Send update
            </Button>
          </>
        )}
      </DialogFooter>
    </>
  )
}
