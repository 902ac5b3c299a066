import type { ReactNode } from 'react'
import { ClaimCard } from '@/components/invitations/claim-card'
import { ClaimFacts, ClaimMessage } from '@/components/invitations/claim-facts'
import { ClaimRefuse } from '@/components/invitations/claim-refuse'
import { Notice } from '@/components/ui/notice'
import type { InvitationTeaser } from '@/lib/rules/claim'

type ClaimOfferProps = {
  invitation: InvitationTeaser
  onRefuse: (data: FormData) => Promise<void>
  /** The one thing to do next, whoever is looking. */
  children: ReactNode
}

/** An invitation that can be accepted, with everything its holder may know. */
export function ClaimOffer({ invitation, onRefuse, children }: ClaimOfferProps) {
  const { agencyName, inviterName, message, state } = invitation
  return (
    <ClaimCard
      overline={
        <>
          Invitation from <bdi className="font-medium text-text">{agencyName}</bdi>
        </>
      }
      title={<ClaimTitle invitation={invitation} />}
    >
      {state === 'declined' ? (
        <Notice tone="info" title="You declined. Changed your mind?" className="mb-6">
          The person who invited you has been told. You can still accept until the invitation ends.
        </Notice>
      ) : null}
      <ClaimFacts invitation={invitation} />
      {message ? <ClaimMessage from={inviterName} text={message} /> : null}
      <div className="mt-6 border-t border-border pt-6">{children}</div>
      <ClaimRefuse agencyName={agencyName} isDeclined={state === 'declined'} onRefuse={onRefuse} />
    </ClaimCard>
  )
}

function ClaimTitle({ invitation }: { invitation: InvitationTeaser }) {
  const { kind, inviterName, agencyName, contextName, role } = invitation
  const inviter = <bdi>{inviterName ?? agencyName}</bdi>
  if (kind === 'run') {
    return (
      <>
        {inviter} invites you to <bdi>{contextName}</bdi>
      </>
    )
  }
  if (role === 'client_viewer') {
    return (
      <>
        {inviter} invites you to follow the work for <bdi>{contextName}</bdi>
      </>
    )
  }
  return (
    <>
      {inviter} invites you to join <bdi>{agencyName}</bdi>
    </>
  )
}
