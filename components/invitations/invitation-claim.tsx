import type { ReactNode } from 'react'
import { ClaimCodeForm } from '@/components/invitations/claim-code-form'
import type { ClaimActions } from '@/components/invitations/claim-code-state'
import { ClaimClosed, ClaimEnded, ClaimTaken } from '@/components/invitations/claim-ended'
import { ClaimHumanView } from '@/components/invitations/claim-human-view'
import { ClaimOffer } from '@/components/invitations/claim-offer'
import { ClaimOtherAccount } from '@/components/invitations/claim-other-account'
import { ClaimSuccess } from '@/components/invitations/claim-success'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import type { ErrorMessage } from '@/lib/error-messages'
import { paths } from '@/lib/paths'
import { claimView, type InvitationTeaser } from '@/lib/rules/claim'

export type ClaimDone = 'declined' | 'stopped' | 'reported' | 'asked'

type InvitationClaimProps = {
  invitation: InvitationTeaser
  isSignedIn: boolean
  /** What the last form brought about, and what stood in its way. */
  done: ClaimDone | null
  problem: ErrorMessage | null
  actions: ClaimActions
}

/** One page for everything that a claim link can lead to. */
export function InvitationClaim(props: InvitationClaimProps) {
  return (
    <>
      {props.problem ? (
        <Notice tone="danger" isAlert title={props.problem.title} className="mb-4">
          {props.problem.advice}
        </Notice>
      ) : null}
      <Done done={props.done} agencyName={props.invitation.agencyName} />
      <Branch {...props} />
    </>
  )
}

function Branch({ invitation, isSignedIn, done, actions }: InvitationClaimProps): ReactNode {
  const view = claimView(invitation, isSignedIn)
  const offer = (action: ReactNode) => (
    <ClaimOffer invitation={invitation} onRefuse={actions.refuse}>
      {action}
      <ClaimHumanView />
    </ClaimOffer>
  )
  switch (view) {
    case 'confirm address':
    case 'give address':
      return offer(
        <>
          <ClaimCodeForm
            action={actions.claimByCode}
            addressHint={view === 'confirm address' ? invitation.inviteeHint : null}
          />
          <p className="mt-4 text-sm text-text-muted">
            Have an account?{' '}
            <TextLink href={paths.signIn({ next: paths.backToInvitation() })}>
              Sign in with a password
            </TextLink>
          </p>
        </>,
      )
    case 'accept':
      return offer(
        <form action={actions.accept} className="flex flex-col gap-2">
          <SubmitButton variant="primary">Accept invitation</SubmitButton>
          <p className="text-sm break-words text-text-muted">
            As {invitation.myEmail}, the address you are signed in with.
          </p>
        </form>,
      )
    case 'other account':
      return offer(<ClaimOtherAccount invitation={invitation} onSwitch={actions.switchAccount} />)
    case 'claimed by you':
      return (
        <ClaimSuccess
          joined={{
            ...invitation,
            name: invitation.kind === 'run' ? invitation.contextName : invitation.agencyName,
          }}
        />
      )
    case 'claimed':
      return <ClaimTaken invitation={invitation} />
    case 'expired':
    case 'revoked':
      return <ClaimEnded invitation={invitation} isAsked={done === 'asked'} onAsk={actions.askForLink} />
    case 'closed':
      return <ClaimClosed invitation={invitation} />
    default:
      return neverShown(view)
  }
}

/** Fails to compile when a view has no branch above. */
function neverShown(view: never): never {
  throw new Error(`There is no page for "${String(view)}".`)
}

const DONE_WORDS: Record<'stopped' | 'reported', (agency: string) => { title: string; text: string }> = {
  stopped: (agency) => ({
    title: 'You declined, and will not be written to again.',
    text: `${agency} can no longer send anything to your address.`,
  }),
  reported: (agency) => ({
    title: 'Thank you for the report.',
    text: `It is kept with the invitation. ${agency} can no longer send anything to your address.`,
  }),
}

function Done({ done, agencyName }: { done: ClaimDone | null; agencyName: string | null }) {
  if (done !== 'stopped' && done !== 'reported') return null
  const { title, text } = DONE_WORDS[done](agencyName ?? 'The organiser')
  return (
    <Notice tone="info" isAlert title={title} className="mb-4">
      {text}
    </Notice>
  )
}
