import { Mail } from 'lucide-react'
import { useId } from 'react'
import { SubmitButton } from '@/components/ui/submit-button'
import { formatDateTime, formatDateTimeRange } from '@/lib/dates'
import type { WaitingInvitation } from '@/lib/queries/claims'
import { roleInWords } from '@/lib/rules/claim'
import { countOf } from '@/lib/rules/run-words'

type WaitingInvitationsProps = {
  invitations: readonly WaitingInvitation[]
  onAccept: (data: FormData) => Promise<void>
}

/** For whoever came without the link: it was lost, or opened in another browser. Nothing when nothing waits. */
export function WaitingInvitations({ invitations, onAccept }: WaitingInvitationsProps) {
  const id = useId()
  if (invitations.length === 0) return null
  return (
    <section
      aria-labelledby={id}
      className="mb-8 overflow-hidden rounded-lg border border-accent/40 bg-surface"
    >
      <h2 id={id} className="flex items-center gap-2 bg-accent-soft px-4 py-2.5 text-base font-semibold">
        <Mail aria-hidden className="size-4 text-accent" />
        You have {countOf(invitations.length, 'invitation')}
      </h2>
      <ul>
        {invitations.map((invitation) => (
          <Invitation key={invitation.id} invitation={invitation} onAccept={onAccept} />
        ))}
      </ul>
    </section>
  )
}

type InvitationProps = { invitation: WaitingInvitation; onAccept: (data: FormData) => Promise<void> }

function Invitation({ invitation, onAccept }: InvitationProps) {
  const { id, kind, contextName, agencyName, inviterName, role, startsAt, endsAt, timeZone, expiresAt } =
    invitation
  const name = (kind === 'run' || role === 'client_viewer' ? contextName : agencyName) ?? 'an invitation'
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-border px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-base font-medium">
          <bdi>{name}</bdi>
        </p>
        <p className="mt-0.5 text-sm text-text-muted">
          <bdi>{inviterName ?? agencyName}</bdi>
          {inviterName && agencyName ? (
            <>
              {' of '}
              <bdi>{agencyName}</bdi>
            </>
          ) : null}{' '}
          invites you as {roleInWords(kind, role).name.toLowerCase()}
        </p>
        {startsAt || expiresAt ? (
          <p className="mt-0.5 text-sm text-text-subtle">
            {startsAt ? formatDateTimeRange(startsAt, endsAt, timeZone, 'datetime') : null}
            {startsAt && expiresAt ? ' · ' : null}
            {expiresAt ? `answer by ${formatDateTime(expiresAt, timeZone, 'date')}` : null}
          </p>
        ) : null}
      </div>
      <form action={onAccept}>
        <input type="hidden" name="invitation_id" value={id} />
        <SubmitButton variant="primary" aria-label={`Accept ${name}`}>
          Accept
        </SubmitButton>
      </form>
    </li>
  )
}
