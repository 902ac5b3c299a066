'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { beginSession, enterApp } from '@/app/(auth)/enter'
import { answer, answerFailed, answerInvalid, readFields } from '@/app/(auth)/form-answers'
import type { FormState } from '@/components/auth/form-state'
import type { ResetStep } from '@/components/auth/reset-form'
import type { SignInAgainStep } from '@/components/auth/session-dialog'
import type { SignInStep } from '@/components/auth/sign-in-form'
import type { SignUpStep } from '@/components/auth/sign-up-form'
import { toAppError } from '@/lib/errors'
import { registerAgency } from '@/lib/mutations/agencies'
import {
  sendRecoveryCode,
  sendSignInCode,
  setPassword,
  signInWithCode,
  signInWithLink,
  signInWithPassword,
  signInWithRecoveryCode,
  signUp,
  type SignedIn,
} from '@/lib/mutations/auth'
import { updateMyName } from '@/lib/mutations/members'
import { paths } from '@/lib/paths'
import {
  accountSchema,
  agencySchema,
  codeSchema,
  confirmSchema,
  emailSchema,
  newPasswordSchema,
  passwordSignInSchema,
  resetSchema,
} from '@/lib/schemas/auth'
import { authClient, storeSession } from '@/lib/supabase/auth'
import { COOKIE_OPTIONS, RECOVERY_COOKIE, RECOVERY_SECONDS } from '@/lib/supabase/cookies'
import { clientFor, currentSession } from '@/lib/supabase/server'

// True for every address: nobody learns from it whether a message went out.
const SENT = 'We send at most one code a minute. The latest one counts.'

/** Password, or a code by e-mail: one form, three intents, each submit button says which. */
export async function signInAction(
  state: FormState<SignInStep>,
  data: FormData,
): Promise<FormState<SignInStep>> {
  const fields = readFields(data)
  if (fields.intent === 'back') return answer('password', fields)
  if (fields.intent === 'send-code') {
    const input = emailSchema.safeParse(fields)
    if (!input.success) return answerInvalid('password', fields, input.error)
    try {
      await sendSignInCode(authClient(), input.data.email)
    } catch (error) {
      return answerFailed(state.step, fields, error)
    }
    return answer('code', { ...fields, ...input.data }, state.step === 'code' ? { notice: SENT } : {})
  }
  if (fields.intent === 'code') {
    const input = codeSchema.safeParse(fields)
    if (!input.success) return answerInvalid('code', fields, input.error)
    let session: SignedIn
    try {
      session = await signInWithCode(authClient(), input.data.email, input.data.code)
    } catch (error) {
      return answerFailed('code', fields, error)
    }
    return enterApp(session, fields.next)
  }
  const input = passwordSignInSchema.safeParse(fields)
  if (!input.success) return answerInvalid('password', fields, input.error)
  let session: SignedIn | null
  try {
    const auth = authClient()
    session = await signInWithPassword(auth, input.data.email, input.data.password)
    // The right password of an address that was never confirmed: the missing step is the code.
    if (!session) await sendSignInCode(auth, input.data.email)
  } catch (error) {
    return answerFailed('password', fields, error)
  }
  if (!session) return answer('code', { ...fields, ...input.data }, { notice: 'Confirm your address first.' })
  return enterApp(session, fields.next)
}

/** Signs the same person in again without leaving the page they are on. */
export async function signInAgain(
  _state: FormState<SignInAgainStep>,
  data: FormData,
): Promise<FormState<SignInAgainStep>> {
  const fields = readFields(data)
  const input = passwordSignInSchema.safeParse(fields)
  if (!input.success) return answerInvalid('password', fields, input.error)
  try {
    const session = await signInWithPassword(authClient(), input.data.email, input.data.password)
    if (session) await beginSession(session)
  } catch (error) {
    return answerFailed('password', fields, error)
  }
  return answer('done', fields)
}

export async function signUpAction(
  _state: FormState<SignUpStep>,
  data: FormData,
): Promise<FormState<SignUpStep>> {
  const fields = readFields(data)
  if (fields.intent === 'back') return answer('account', fields)
  if (fields.intent === 'resend') {
    const input = emailSchema.safeParse(fields)
    if (!input.success) return answerInvalid('account', fields, input.error)
    try {
      await sendSignInCode(authClient(), input.data.email)
    } catch (error) {
      return answerFailed('code', fields, error)
    }
    return answer('code', fields, { notice: SENT })
  }
  if (fields.intent === 'code') {
    const input = codeSchema.safeParse(fields)
    if (!input.success) return answerInvalid('code', fields, input.error)
    let session: SignedIn
    try {
      session = await signInWithCode(authClient(), input.data.email, input.data.code)
    } catch (error) {
      return answerFailed('code', fields, error)
    }
    const chosen = newPasswordSchema.safeParse(fields)
    // The address is proved only now, so only now does the password count; the account may have been begun by a stranger.
    // When this fails the person is in all the same, and "Forgot it?" gives them a password.
    if (chosen.success)
      await setPassword(authClient(), session.tokens, chosen.data.password).catch(() => undefined)
    return enterApp(session, null)
  }
  const input = accountSchema.safeParse(fields)
  if (!input.success) return answerInvalid('account', fields, input.error)
  let session: SignedIn | null
  try {
    session = await signUp(authClient(), input.data.email, input.data.password)
  } catch (error) {
    return answerFailed('account', fields, error)
  }
  return session ? enterApp(session, null) : answer('code', { ...fields, ...input.data })
}

/** The last step of signing up. Pressing twice, or coming back after a broken connection, ends in the same agency. */
export async function registerAgencyAction(
  _state: FormState<'agency'>,
  data: FormData,
): Promise<FormState<'agency'>> {
  const fields = readFields(data)
  const session = await currentSession()
  if (!session) return redirect(paths.signIn({ next: paths.signUp() }))
  const input = agencySchema.safeParse(fields)
  if (!input.success) return answerInvalid('agency', fields, input.error)
  const supabase = clientFor(session.accessToken)
  try {
    const agency = await registerAgency(supabase, input.data)
    await updateMyName(supabase, session.userId, input.data.full_name)
    await storeSession(
      {
        access_token: session.accessToken,
        refresh_token: session.refreshToken,
        expires_at: session.expiresAt,
        expires_in: 0,
      },
      { agencyId: agency.agencyId, isStaff: true },
    )
  } catch (error) {
    if (toAppError(error).code !== 'already_member') return answerFailed('agency', fields, error)
  }
  return redirect(paths.home())
}

export async function resetAction(
  state: FormState<ResetStep>,
  data: FormData,
): Promise<FormState<ResetStep>> {
  const fields = readFields(data)
  if (fields.intent === 'send') {
    const input = emailSchema.safeParse(fields)
    if (!input.success) return answerInvalid('email', fields, input.error)
    try {
      await sendRecoveryCode(authClient(), input.data.email)
    } catch (error) {
      return answerFailed(state.step, fields, error)
    }
    return answer('code', { ...fields, ...input.data }, state.step === 'code' ? { notice: SENT } : {})
  }
  if (fields.intent === 'password') return savePassword(fields)
  const input = resetSchema.safeParse(fields)
  if (!input.success) return answerInvalid('code', fields, input.error)
  let session: SignedIn
  try {
    session = await signInWithRecoveryCode(authClient(), input.data.email, input.data.code)
  } catch (error) {
    return answerFailed('code', fields, error)
  }
  try {
    await setPassword(authClient(), session.tokens, input.data.password)
  } catch (error) {
    // The code is used up, so the person goes on from here with another password, not with another code.
    await beginSession(session)
    await allowNewPassword()
    return answerFailed('password', fields, error)
  }
  return enterApp(session, null)
}

async function savePassword(fields: Record<string, string>): Promise<FormState<ResetStep>> {
  const input = newPasswordSchema.safeParse(fields)
  if (!input.success) return answerInvalid('password', fields, input.error)
  const session = await currentSession()
  // Being signed in is not enough to change a password: the mailed code or link must have come first, a moment ago.
  if (!session || !(await cookies()).has(RECOVERY_COOKIE)) {
    return answer('email', fields, {
      formError: { title: 'This took too long', advice: 'For your safety, ask for another code.' },
    })
  }
  try {
    const tokens = {
      access_token: session.accessToken,
      refresh_token: session.refreshToken,
      expires_at: session.expiresAt,
      expires_in: 0,
    }
    await setPassword(authClient(), tokens, input.data.password)
  } catch (error) {
    return answerFailed('password', fields, error)
  }
  ;(await cookies()).delete(RECOVERY_COOKIE)
  return redirect(paths.home())
}

async function allowNewPassword(): Promise<void> {
  const store = await cookies()
  store.set(RECOVERY_COOKIE, '1', { ...COOKIE_OPTIONS, maxAge: RECOVERY_SECONDS })
}

/** The button behind a link in a message. Only this uses the link up: mail scanners open links, but press no buttons. */
export async function confirmAction(
  _state: FormState<'confirm'>,
  data: FormData,
): Promise<FormState<'confirm'>> {
  const fields = readFields(data)
  const input = confirmSchema.safeParse(fields)
  if (!input.success) return answerFailed('confirm', fields, { message: 'link_wrong_or_expired' })
  let session: SignedIn
  try {
    session = await signInWithLink(authClient(), input.data.token_hash, input.data.type)
  } catch (error) {
    return answerFailed('confirm', fields, error)
  }
  if (input.data.type !== 'recovery') return enterApp(session, null)
  await beginSession(session)
  await allowNewPassword()
  return redirect(paths.resetPassword({ step: 'password' }))
}
