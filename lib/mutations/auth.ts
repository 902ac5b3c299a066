import type { AuthError } from '@supabase/supabase-js'
import { AppError } from '@/lib/errors'
import type { AuthClient } from '@/lib/supabase/auth'
import type { Tokens } from '@/lib/supabase/session'

export type SignedIn = {
  userId: string
  tokens: Tokens
  /** When the address was confirmed; null when the auth server did not say. */
  confirmedAt: string | null
}

type Account = { id: string; email_confirmed_at?: string }
type Answer = { data: { session: Tokens | null; user: Account | null }; error: AuthError | null }

/** Room for a slow request and for clocks that differ a little. */
const JUST_CONFIRMED_MS = 60_000

function signedIn(
  { data, error }: Answer,
  refusal: 'credentials_wrong' | 'code_wrong_or_expired' | 'link_wrong_or_expired',
): SignedIn {
  if (error) throw toAuthAppError(error, refusal)
  if (!data.session || !data.user) throw new AppError(refusal)
  return { userId: data.user.id, tokens: data.session, confirmedAt: data.user.email_confirmed_at ?? null }
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

/**
 * Mails a code that signs in (and confirms the address, if it never was) when the address has an account, and does the
 * same to the eye when it has none.
 */
export async function sendSignInCode(auth: AuthClient, email: string): Promise<void> {
  const { error } = await auth.signInWithOtp({ email, options: { shouldCreateUser: false } })
  passOverUnknownAddress(error)
}

/**
 * Mails a code to somebody who was invited or says who they are, and makes their account first when there is none. Within a
 * minute of the last message nothing goes out and the last code counts. Throws `too_many_requests` and `backend_unreachable`.
 */
export async function sendCodeOrSignUp(auth: AuthClient, email: string): Promise<void> {
  const { error } = await auth.signInWithOtp({ email, options: { shouldCreateUser: false } })
  if (!error || error.code === 'over_email_send_rate_limit') return
  if (isUnreachable(error) || error.status === 429) throw toAuthAppError(error, 'code_wrong_or_expired')
  // An address without an account. Nobody knows the password, until its owner wants one and resets it.
  const made = await auth.signUp({ email, password: unknowablePassword() })
  if (!made.error || made.error.code === 'over_email_send_rate_limit') return
  throw toAuthAppError(made.error, 'code_wrong_or_expired')
}

function unknowablePassword(): string {
  return `Aa1-${crypto.randomUUID()}-${crypto.randomUUID().slice(0, 8)}`
}

/**
 * Replaces the password of an account whose address the code of this very moment has confirmed: whoever began the account
 * may have been a stranger who chose a password for somebody else's address. Older accounts keep theirs.
 */
export async function forgetUnprovenPassword(
  auth: AuthClient,
  { tokens, confirmedAt }: SignedIn,
  now: Date,
): Promise<void> {
  const age = confirmedAt === null ? Infinity : now.getTime() - Date.parse(confirmedAt)
  if (age < JUST_CONFIRMED_MS) await setPassword(auth, tokens, unknowablePassword())
}

/** Mails a code for choosing a new password when the address has an account; says nothing either way. */
export async function sendRecoveryCode(auth: AuthClient, email: string): Promise<void> {
  const { error } = await auth.resetPasswordForEmail(email)
  passOverUnknownAddress(error)
}

/**
 * Whether a mail went out is a secret: an address without an account never gets one, and "one mail a minute" is only
 * ever said of an address that has one. What concerns the asker alone may be told.
 */
function passOverUnknownAddress(error: AuthError | null): void {
  if (error && (isUnreachable(error) || error.code === 'over_request_rate_limit')) {
    throw toAuthAppError(error, 'credentials_wrong')
  }
}

/**
 * Makes an account and mails the code that confirms it. For an address that has one already nothing changes: its owner
 * gets a code that signs them in, and a stranger sees the same answer as always. Returns a session only where a server
 * is set up not to confirm addresses. Throws `password_weak` and `too_many_requests`.
 */
export async function signUp(auth: AuthClient, email: string, password: string): Promise<SignedIn | null> {
  const { data, error } = await auth.signUp({ email, password })
  // An existing address is hidden behind a made-up user without identities, or named, depending on the server's settings.
  const isKnown =
    error?.code === 'user_already_exists' ||
    error?.code === 'email_exists' ||
    error?.code === 'over_email_send_rate_limit' ||
    data.user?.identities?.length === 0
  if (isKnown) {
    await sendSignInCode(auth, email)
    return null
  }
  if (error) throw toAuthAppError(error, 'credentials_wrong')
  return data.session && data.user ? signedIn({ data, error }, 'credentials_wrong') : null
}

/**
 * Signs in by an e-mailed code of either kind: the one that confirms a new account, or the one that signs in to an old
 * one. `email` means whichever was sent last; a server that remembers both apart finds the older kind by its own name.
 */
export async function signInWithCode(auth: AuthClient, email: string, token: string): Promise<SignedIn> {
  const answer = await auth.verifyOtp({ email, token, type: 'email' })
  const isFinal = !answer.error || isUnreachable(answer.error) || answer.error.status === 429
  return signedIn(
    isFinal ? answer : await auth.verifyOtp({ email, token, type: 'magiclink' }),
    'code_wrong_or_expired',
  )
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
