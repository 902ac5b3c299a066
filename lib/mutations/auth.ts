import type { AuthError } from '@supabase/supabase-js'
import { AppError } from '@/lib/errors'
import type { AuthClient } from '@/lib/supabase/auth'
import type { Tokens } from '@/lib/supabase/session'

export type SignedIn = { userId: string; tokens: Tokens }

type Answer = { data: { session: Tokens | null; user: { id: string } | null }; error: AuthError | null }

function signedIn(
  { data, error }: Answer,
  refusal: 'credentials_wrong' | 'code_wrong_or_expired' | 'link_wrong_or_expired',
): SignedIn {
  if (error) throw toAuthAppError(error, refusal)
  if (!data.session || !data.user) throw new AppError(refusal)
  return { userId: data.user.id, tokens: data.session }
}

/** Maps an answer of the auth server; `refusal` is what a plain no means for this question. */
function toAuthAppError(
  error: AuthError,
  refusal: 'credentials_wrong' | 'code_wrong_or_expired' | 'link_wrong_or_expired',
): AppError {
  if (isUnreachable(error)) return new AppError('backend_unreachable', null, { cause: error })
  if (error.status === 429) return new AppError('too_many_requests', null, { cause: error })
  if (error.code === 'weak_password') return new AppError('password_weak', null, { cause: error })
  if (error.code === 'same_password') return new AppError('password_same', null, { cause: error })
  return new AppError(refusal, error.code ?? null, { cause: error })
}

function isUnreachable(error: AuthError): boolean {
  return (
    error.name === 'AuthRetryableFetchError' ||
    error.status === undefined ||
    error.status === 0 ||
    error.status >= 500
  )
}

/**
 * Signs in by password. Refuses with `credentials_wrong` whether or not the address has an account. Returns null when
 * the password is right but the address was never confirmed, which only its owner can learn.
 */
export async function signInWithPassword(
  auth: AuthClient,
  email: string,
  password: string,
): Promise<SignedIn | null> {
  const answer = await auth.signInWithPassword({ email, password })
  if (answer.error?.code === 'email_not_confirmed') return null
  return signedIn(answer, 'credentials_wrong')
}

/** Mails a sign-in code when the address has an account, and does the same to the eye when it has none. */
export async function sendSignInCode(auth: AuthClient, email: string): Promise<void> {
  const { error } = await auth.signInWithOtp({ email, options: { shouldCreateUser: false } })
  passOverUnknownAddress(error)
}

/** Mails a code for choosing a new password when the address has an account; says nothing either way. */
export async function sendRecoveryCode(auth: AuthClient, email: string): Promise<void> {
  const { error } = await auth.resetPasswordForEmail(email)
  passOverUnknownAddress(error)
}

/** Mails the code that confirms a new account once more; says nothing about whether there is one. */
export async function resendSignUpCode(auth: AuthClient, email: string): Promise<void> {
  const { error } = await auth.resend({ type: 'signup', email })
  passOverUnknownAddress(error)
}

function passOverUnknownAddress(error: AuthError | null): void {
  if (error && (isUnreachable(error) || error.status === 429))
    throw toAuthAppError(error, 'credentials_wrong')
}

/**
 * Makes an account and mails the code that confirms it. For an address that has one already, nothing changes: its owner
 * gets a code that signs them in (or confirms them, if they never did), and a stranger sees the same answer as always.
 * Throws `password_weak` and `too_many_requests`.
 */
export async function signUp(auth: AuthClient, email: string, password: string): Promise<SignedIn | null> {
  const { data, error } = await auth.signUp({ email, password })
  // Hosted Supabase hides an existing address behind a made-up user without identities; others say so.
  const isKnown =
    error?.code === 'user_already_exists' ||
    error?.code === 'email_exists' ||
    data.user?.identities?.length === 0
  if (isKnown) {
    await resendSignUpCode(auth, email)
    await sendSignInCode(auth, email)
    return null
  }
  if (error) throw toAuthAppError(error, 'credentials_wrong')
  // Only where a server is set up not to confirm addresses is there a session at once.
  return data.session && data.user ? { userId: data.user.id, tokens: data.session } : null
}

/**
 * Signs in by an e-mailed code. Which kind of code somebody holds depends on whether they had confirmed their address
 * before, so both kinds are tried, `likely` first.
 */
export async function signInWithCode(
  auth: AuthClient,
  email: string,
  token: string,
  likely: 'magiclink' | 'signup',
): Promise<SignedIn> {
  const first = await auth.verifyOtp({ email, token, type: likely })
  if (!first.error || isUnreachable(first.error) || first.error.status === 429)
    return signedIn(first, 'code_wrong_or_expired')
  const other = likely === 'magiclink' ? 'signup' : 'magiclink'
  return signedIn(await auth.verifyOtp({ email, token, type: other }), 'code_wrong_or_expired')
}

/** Signs in by the code from a message about a forgotten password. */
export async function signInWithRecoveryCode(
  auth: AuthClient,
  email: string,
  token: string,
): Promise<SignedIn> {
  return signedIn(await auth.verifyOtp({ email, token, type: 'recovery' }), 'code_wrong_or_expired')
}

/** Signs in by the link of a message, once somebody pressed the button behind it. */
export async function signInWithLink(
  auth: AuthClient,
  tokenHash: string,
  type: 'signup' | 'magiclink' | 'recovery' | 'invite' | 'email_change' | 'email',
): Promise<SignedIn> {
  return signedIn(await auth.verifyOtp({ token_hash: tokenHash, type }), 'link_wrong_or_expired')
}

/** Sets the password of the person whom `tokens` sign in and ends their sessions everywhere else. */
export async function setPassword(auth: AuthClient, tokens: Tokens, password: string): Promise<void> {
  const session = await auth.setSession(tokens)
  if (session.error) throw toAuthAppError(session.error, 'link_wrong_or_expired')
  const { error } = await auth.updateUser({ password })
  if (error) throw toAuthAppError(error, 'link_wrong_or_expired')
  // The new password holds whether or not this succeeds.
  await auth.signOut({ scope: 'others' })
}

/** Ends the session at the auth server. Never fails: the cookies go in any case. */
export async function signOut(auth: AuthClient, accessToken: string): Promise<void> {
  await auth.admin.signOut(accessToken, 'local').catch(() => undefined)
}
