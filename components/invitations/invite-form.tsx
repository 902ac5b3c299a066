'use client'

import { Eye, EyeOff, Send } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { MessageField, RoleField } from '@/components/invitations/invite-fields'
import { InviteProgress } from '@/components/invitations/invite-progress'
import { InviteResults } from '@/components/invitations/invite-results'
import { RecipientBox } from '@/components/invitations/recipient-box'
import { RecipientRows } from '@/components/invitations/recipient-rows'
import { judge, useInviteDraft } from '@/components/invitations/use-invite-draft'
import { useInviteVerdicts } from '@/components/invitations/use-invite-verdicts'
import { useSendInvitations } from '@/components/invitations/use-send-invitations'
import { Button } from '@/components/ui/button'
import { DialogBody, DialogFooter } from '@/components/ui/dialog'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { Notice } from '@/components/ui/notice'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { LeaveQuestion } from '@/components/ui/use-leave-question'
import { errorMessage } from '@/lib/error-messages'
import type { InvitationTarget } from '@/lib/mutations/invitations'
import type { MailPreviewInput } from '@/lib/queries/mail-preview'
import { MESSAGE_MAX_LENGTH } from '@/lib/rules/invitation-draft'
import type { InvitationRole } from '@/lib/rules/invitation-roles'

const MailPreview = dynamic(
  () => import('@/components/invitations/mail-preview').then((module) => module.MailPreview),
  { ssr: false },
)

export type InviteInto = {
  target: InvitationTarget
  /** Those that may be given, the usual one first chosen by `usualRole`. */
  roles: readonly InvitationRole[]
  usualRole: InvitationRole
  /** Whose contacts can be searched; null where strangers are not invited. */
  contactsOf: string | null
  /** Why nobody could join just now, when that is so. */
  warning?: { title: string; advice: string } | null
  /** What the preview of the mail is made from, besides role and message. */
  mail: MailPreviewInput
}

type InviteFormProps = LeaveQuestion & {
  into: InviteInto
  /** Another tab of the dialog is shown; what was typed here stays. */
  isHidden?: boolean
}

export function InviteForm(props: InviteFormProps) {
  const { into, isAsking, isHidden = false, onKeep, onDirty, onCancel, onClose } = props
  const [typed, setTyped] = useState('')
  const [role, setRole] = useState(into.usualRole)
  const [message, setMessage] = useState('')
  const [isPreviewing, setIsPreviewing] = useState(false)
  const draft = useInviteDraft(into.roles)
  const verdicts = useInviteVerdicts(into.target, draft.rows, role)
  const { send, stop, progress, sent, error, forget } = useSendInvitations(into.target, draft.remove)
  const { judged, good } = judge(draft.rows, verdicts.outcomes)

  const isTooLong = Array.from(message).length > MESSAGE_MAX_LENGTH
  const isReady = good.length > 0 && !draft.isReading && !isTooLong && progress === null
  const isDone = sent.length > 0 && draft.rows.length === 0 && progress === null
  const isDirty =
    progress !== null ||
    (!isDone && (draft.isReading || draft.rows.length > 0 || typed !== '' || message !== ''))
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])

  function submit(): void {
    if (isReady) void send(good, role, message)
  }
  useShortcut('submit', submit, !isHidden && !isDone)

  if (isHidden) return null
  if (progress) {
    return (
      <DialogBody>
        <InviteProgress {...progress} onStop={stop} />
      </DialogBody>
    )
  }
  if (isDone) {
    return (
      <>
        <DialogBody className="pb-5">
          <InviteResults sent={sent} role={role} isClosed={Boolean(into.warning)} />
        </DialogBody>
        <DialogFooter>
          <Button variant="ghost" onClick={forget}>
            Invite more
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </DialogFooter>
      </>
    )
  }
  return (
    <>
      <DialogBody className="flex flex-col gap-4 pb-5">
        {error ? (
          <Notice tone="danger" isAlert title={errorMessage(error).title}>
            {sent.length > 0 ? `${sent.length} were sent before that; the rest is still here. ` : null}
            {errorMessage(error).advice}
          </Notice>
        ) : sent.length > 0 ? (
          <Notice tone="info" title={`${sent.length} were sent; the rest is still here.`} />
        ) : null}
        {into.warning ? (
          <Notice tone="warning" title={into.warning.title}>
            {into.warning.advice}
          </Notice>
        ) : null}
        <RecipientBox
          contactsOf={into.contactsOf}
          typed={typed}
          onTyped={setTyped}
          onText={draft.addText}
          onFound={draft.add}
          note={draft.note}
        />
        <RecipientRows
          judged={judged}
          roles={into.roles}
          isChecking={verdicts.isChecking}
          onCorrect={draft.correct}
          onRole={draft.chooseRole}
          onRemove={draft.remove}
        />
        {verdicts.error ? (
          <Notice
            tone="warning"
            title="The list could not be checked ahead"
            action={
              <Button size="sm" onClick={verdicts.retry}>
                Check again
              </Button>
            }
          >
            {errorMessage(verdicts.error).title}. Inviting checks every row all the same.
          </Notice>
        ) : null}
        {into.roles.length > 1 ? <RoleField roles={into.roles} value={role} onChange={setRole} /> : null}
        <MessageField value={message} onChange={setMessage} />
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
            <MailPreview input={{ ...into.mail, role, message: message.trim() || null }} />
          ) : null}
        </div>
      </DialogBody>
      <DialogFooter>
        {isAsking ? (
          <DiscardQuestion onKeep={onKeep} onDiscard={onClose} />
        ) : (
          <>
            <Button variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!isReady} onClick={submit}>
              <Send aria-hidden />
              {inviteLabel(good.length)}
            </Button>
          </>
        )}
      </DialogFooter>
    </>
  )
}

/** The button says what pressing it does. */
function inviteLabel(count: number): string {
  if (count === 0) return 'Invite'
  return count === 1 ? 'Invite 1 person' : `Invite ${count.toLocaleString('en-GB')} people`
}
