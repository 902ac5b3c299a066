import { redirect } from 'next/navigation'
import {
  acceptAction,
  askForLinkAction,
  claimByCodeAction,
  refuseAction,
  switchAccountAction,
} from '@/app/i/actions'
import { readToken } from '@/app/i/token'
import { InvitationClaim, type ClaimDone } from '@/components/invitations/invitation-claim'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { errorMessage, type ErrorMessage } from '@/lib/error-messages'
import { AppError, isErrorCode, toAppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { findInvitation } from '@/lib/queries/claims'
import type { InvitationTeaser } from '@/lib/rules/claim'
import { oneOf } from '@/lib/rules/runs'
import { anonymousClient, currentSession, visitorClient } from '@/lib/supabase/server'

const DONE = ['declined', 'stopped', 'reported', 'asked'] as const satisfies readonly ClaimDone[]
/** What will pass by itself: the page says so and can be tried again, the link is not lost. */
const PASSING = new Set(['backend_unreachable', 'timeout', 'too_many_unknown_links'])

type Loaded = { invitation: InvitationTeaser | null; isSignedIn: boolean }

export default async function InvitationPage({ searchParams }: PageProps<'/i'>) {
  const token = await readToken()
  if (token === null) redirect(paths.noInvitation())
  const { done, problem } = await searchParams
  const loaded = await load(token)
  if (loaded instanceof AppError) return <Unavailable message={errorMessage(loaded)} />
  if (!loaded.invitation) redirect(paths.noInvitation())
  return (
    <InvitationClaim
      invitation={loaded.invitation}
      isSignedIn={loaded.isSignedIn}
      done={oneOf(DONE, done)}
      problem={
        typeof problem === 'string' && isErrorCode(problem) ? errorMessage(new AppError(problem)) : null
      }
      actions={{
        claimByCode: claimByCodeAction,
        accept: acceptAction,
        refuse: refuseAction,
        switchAccount: switchAccountAction,
        askForLink: askForLinkAction,
      }}
    />
  )
}

async function load(token: string): Promise<Loaded | AppError> {
  const session = await currentSession()
  try {
    return { invitation: await findInvitation(await visitorClient(), token), isSignedIn: session !== null }
  } catch (error) {
    const known = toAppError(error)
    // A session that the database no longer accepts is none; the invitation is there all the same.
    if (known.code === 'session_expired')
      return { invitation: await findInvitation(anonymousClient(), token), isSignedIn: false }
    if (PASSING.has(known.code)) return known
    throw known
  }
}

function Unavailable({ message }: { message: ErrorMessage }) {
  return (
    <EmptyState
      heading="h1"
      title={message.title}
      description="Your invitation is not lost: try again in a moment."
      action={<LinkButton href={paths.invitation()}>Try again</LinkButton>}
    />
  )
}
