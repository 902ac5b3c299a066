import type { ReactNode } from 'react'
import { ClaimCard } from '@/components/invitations/claim-card'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { InvitationTeaser } from '@/lib/rules/claim'

type ClaimEndedProps = { invitation: InvitationTeaser; children?: ReactNode }

/** The link is spent or dead. Its holder may know which agency it came from, and nothing else. */
export function ClaimEnded({
  invitation,
  isAsked,
  onAsk,
}: {
  invitation: InvitationTeaser
  isAsked: boolean
  onAsk: () => Promise<void>
}) {
  const isExpired = invitation.state === 'expired'
  return (
    <ClaimCard
      overline={<FromAgency invitation={invitation} />}
      title={isExpired ? 'This invitation has expired' : 'This link is no longer valid'}
      lead={
        isExpired
          ? 'Invitations end after a while, so that old messages open nothing.'
          : 'The invitation was taken back, or replaced by a newer link.'
      }
    >
      {isAsked ? (
        <Notice tone="info" title="We have told the person who invited you.">
          If they send you a new link, it comes to the same address as the first one.
        </Notice>
      ) : (
        <form action={onAsk} className="flex flex-col">
          <SubmitButton variant="primary">Ask for a new link</SubmitButton>
        </form>
      )}
      <MineInstead />
    </ClaimCard>
  )
}

export function ClaimTaken({ invitation }: ClaimEndedProps) {
  return (
    <ClaimCard
      overline={<FromAgency invitation={invitation} />}
      title="This invitation has been accepted"
      lead="Each invitation is for one person. If it was you, sign in with the address that was invited and you find everything there."
    >
      {invitation.myEmail === null ? (
        <div className="flex flex-col">
          <LinkButton href={paths.signIn({ next: paths.sharedRuns() })} variant="primary">
            Sign in
          </LinkButton>
        </div>
      ) : (
        <div className="flex flex-col">
          <LinkButton href={paths.sharedRuns()}>Runs shared with you</LinkButton>
        </div>
      )}
    </ClaimCard>
  )
}

export function ClaimClosed({ invitation }: ClaimEndedProps) {
  return (
    <ClaimCard
      overline={<FromAgency invitation={invitation} />}
      title={
        <>
          <bdi>{invitation.contextName}</bdi> is closed at the moment
        </>
      }
      lead={
        <>
          Nobody can join it right now. Your invitation is kept: when <bdi>{invitation.agencyName}</bdi> opens
          the run again, this link works.
        </>
      }
    >
      <MineInstead />
    </ClaimCard>
  )
}

function FromAgency({ invitation }: ClaimEndedProps) {
  return (
    <>
      Invitation from <bdi className="font-medium text-text">{invitation.agencyName}</bdi>
    </>
  )
}

function MineInstead() {
  return (
    <p className="text-sm text-text-muted not-first:mt-4">
      Accepted it before? It is among the <TextLink href={paths.sharedRuns()}>runs shared with you</TextLink>.
    </p>
  )
}
