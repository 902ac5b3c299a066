'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { beginSession } from '@/app/(auth)/enter'
import { readFields } from '@/app/(auth)/form-answers'
import { finishClaim } from '@/app/i/finish'
import { dropToken, readToken } from '@/app/i/token'
import type { ClaimCodeState } from '@/components/invitations/claim-code-state'
import { errorMessage } from '@/lib/error-messages'
import { toAppError, type AppError } from '@/lib/errors'
import {
  forgetUnprovenPassword,
  sendCodeOrSignUp,
  signInWithCode,
  signOut,
  type SignedIn,
} from '@/lib/mutations/auth'
import {
  allowClaimAttempt,
  askForNewLink,
  claimInvitation,
  declineInvitation,
  stopInvitations,
  type Claimed,
} from '@/lib/mutations/claims'
import { paths } from '@/lib/paths'
import { findInvitation } from '@/lib/queries/claims'
import { emailSchema } from '@/lib/schemas/auth'
import { claimCodeSchema, refusalSchema } from '@/lib/schemas/claims'
import { authClient, storeSession } from '@/lib/supabase/auth'
import { clientFor, currentSession, visitorClient } from '@/lib/supabase/server'

/** The secret of the link, or back to the page, which says that there is none any more. */
async function requireToken(): Promise<string> {
  return (await readToken()) ?? redirect(paths.invitation())
}

function problemPage(error: unknown): Route {
  return paths.invitation({ problem: toAppError(error).code })
}

/**
 * Proves the invited address by a mailed code, signs in and claims, in one go. The address itself stays on the server: who
 * holds a forwarded link learns no more of it than the page shows.
 */
export async function claimByCodeAction(state: ClaimCodeState, data: FormData): Promise<ClaimCodeState> {
  const fields = readFields(data)
  const token = await requireToken()
  if (fields.intent === 'back') return { ...state, step: 'start', ...SETTLED }
  if (fields.intent === 'check') return checkCode(state, token, fields)
  const next = { ...state, ...SETTLED }
  try {
    const email = await addressOf(token, 'send_code', fields.email)
    if (email === null) return { ...next, email: fields.email ?? '', fieldError: NO_ADDRESS }
    await sendCodeOrSignUp(authClient(), email)
    return {
      ...next,
      step: 'code',
      email: fields.email ?? '',
      notice: state.step === 'code' ? 'We send at most one code a minute. The latest one counts.' : null,
      sent: state.sent + 1,
    }
  } catch (error) {
    return { ...next, email: fields.email ?? '', ...problemOf(toAppError(error)) }
  }
}

const SETTLED = { fieldError: null, problem: null, possibleAt: null, notice: null }

function problemOf(error: AppError): Pick<ClaimCodeState, 'problem' | 'possibleAt'> {
  return { problem: errorMessage(error), possibleAt: error.code === 'too_many_codes' ? error.details : null }
}

const NO_ADDRESS = 'Enter an e-mail address such as name@example.org.'

/** The invited address; for an invitation that names none, the one that was typed, or null when it cannot be one. */
async function addressOf(
  token: string,
  kind: 'send_code' | 'check_code',
  typed: string | undefined,
): Promise<string | null> {
  const supabase = await visitorClient()
  const own = emailSchema.safeParse({ email: typed }).data?.email ?? null
  // A slip of the pen is no attempt; everything else is counted, whoever the code would go to.
  if (own === null && (await findInvitation(supabase, token))?.needsCode === false) return null
  return (await allowClaimAttempt(supabase, token, kind)) ?? own
}

async function checkCode(
  state: ClaimCodeState,
  token: string,
  fields: Record<string, string>,
): Promise<ClaimCodeState> {
  const next = { ...state, ...SETTLED, step: 'code' as const, email: fields.email ?? '' }
  const input = claimCodeSchema.safeParse(fields)
  if (!input.success) return { ...next, fieldError: input.error.issues[0]?.message ?? null }
  let session: SignedIn
  try {
    const email = await addressOf(token, 'check_code', fields.email)
    if (email === null) return { ...next, step: 'start', fieldError: NO_ADDRESS }
    session = await signInWithCode(authClient(), email, input.data.code)
  } catch (error) {
    const known = toAppError(error)
    if (known.code === 'code_wrong_or_expired') {
      const { title, advice } = errorMessage(known)
      return { ...next, fieldError: `${title}. ${advice}` }
    }
    return { ...next, ...problemOf(known) }
  }
  await forgetUnprovenPassword(authClient(), session, new Date()).catch(() => undefined)
  await beginSession(session)
  let claimed: Claimed
  try {
    claimed = await claimInvitation(clientFor(session.tokens.access_token), token)
  } catch (error) {
    return redirect(problemPage(error))
  }
  await dropToken()
  return finishClaim(claimed, session)
}

/** For somebody who is signed in with the invited address. */
export async function acceptAction(): Promise<void> {
  const token = await requireToken()
  const session = await currentSession()
  if (!session) return redirect(paths.invitation())
  let claimed: Claimed
  try {
    claimed = await claimInvitation(clientFor(session.accessToken), token)
  } catch (error) {
    return redirect(problemPage(error))
  }
  await dropToken()
  return finishClaim(claimed, {
    userId: session.userId,
    tokens: {
      access_token: session.accessToken,
      refresh_token: session.refreshToken,
      expires_at: session.expiresAt,
      expires_in: 0,
    },
  })
}

/** Turns the invitation down; if wanted for good, and with a report. The link keeps working for a change of mind. */
export async function refuseAction(data: FormData): Promise<void> {
  const token = await requireToken()
  const { reason, stop, report } = refusalSchema.parse(readFields(data))
  try {
    const supabase = await visitorClient()
    await declineInvitation(supabase, token, reason)
    if (stop || report)
      await stopInvitations(supabase, token, report ? (reason ?? 'Reported without a word') : null)
  } catch (error) {
    return redirect(problemPage(error))
  }
  return redirect(paths.invitation({ done: report ? 'reported' : stop ? 'stopped' : 'declined' }))
}

/** Signs out and comes back to the same invitation, whose cookie stays. */
export async function switchAccountAction(): Promise<void> {
  const session = await currentSession()
  if (session) await signOut(authClient(), session.accessToken)
  await storeSession(null, null)
  return redirect(paths.invitation())
}

/** Tells the inviter that an expired or revoked link was wanted. */
export async function askForLinkAction(): Promise<void> {
  const token = await requireToken()
  try {
    await askForNewLink(await visitorClient(), token)
  } catch (error) {
    if (toAppError(error).code === 'link_still_works') return redirect(paths.invitation())
    return redirect(problemPage(error))
  }
  return redirect(paths.invitation({ done: 'asked' }))
}
