import { SubmitButton } from '@/components/ui/submit-button'
import type { InvitationTeaser } from '@/lib/rules/claim'

type ClaimOtherAccountProps = { invitation: InvitationTeaser; onSwitch: () => Promise<void> }

/** Never accepts with whichever account happens to be signed in: shows both, and lets the person choose. */
export function ClaimOtherAccount({ invitation, onSwitch }: ClaimOtherAccountProps) {
  return (
    <div className="flex flex-col gap-4">
      <dl className="divide-y divide-border rounded-lg border border-border text-base">
        <Address label="Invited" value={invitation.inviteeHint ?? ''} />
        <Address label="Signed in" value={invitation.myEmail ?? 'an address that is not confirmed yet'} />
      </dl>
      <p className="text-sm text-text-muted">
        The invitation opens only with the invited address. Both yours? Switch and prove the other one by a
        code.
      </p>
      <form action={onSwitch} className="flex flex-col">
        <SubmitButton variant="primary">Switch account</SubmitButton>
      </form>
      <p className="text-sm text-text-muted">
        Rather use the address you are signed in with? Ask{' '}
        <bdi>{invitation.inviterName ?? 'the organiser'}</bdi> to invite that one.
      </p>
    </div>
  )
}

function Address({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 px-3 py-2">
      <dt className="text-sm text-text-muted">{label}</dt>
      <dd className="min-w-0 font-medium break-all">{value}</dd>
    </div>
  )
}
