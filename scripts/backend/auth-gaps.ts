import { createHash, randomInt, randomUUID } from 'node:crypto'
import type { Connection } from '@supabase/lite'
import { compare } from 'bcryptjs'
import { CODE_MAILS, fillCodeMail } from '../../lib/email/code-mails'

/** Passes a request to lite, with another body if one is given. */
type Forward = (body?: object) => Promise<Response>
type SendMail = (mail: { to: string; subject: string; text: string; html: string }) => Promise<unknown>

/** Hosted Supabase's default: one mail a minute to one address. */
const MAIL_INTERVAL_SECONDS = 60

interface Account {
  id: string
  encrypted_password: string | null
  email_confirmed_at: unknown
  confirmation_sent_at: string | null
}

/**
 * Where lite 0.10.0 answers otherwise than Supabase Auth, and the difference would tell a stranger who has an account or would
 * break a documented call. Returns null for requests that need nothing.
 */
export function closeAuthGaps(connection: Connection, sendMail: SendMail, siteUrl: string) {
  const findAccount = async (email: string): Promise<Account | undefined> => {
    const account: unknown = await connection.kysely
      .withSchema('auth')
      .selectFrom('users')
      .select(['id', 'encrypted_password', 'email_confirmed_at', 'confirmation_sent_at'])
      .where('email', '=', email.toLowerCase())
      .executeTakeFirst()
    return account as Account | undefined
  }

  return async (
    path: string,
    query: URLSearchParams,
    body: Buffer,
    forward: Forward,
  ): Promise<Response | null> => {
    const input = parse(body)
    const email = input?.email
    if (!input || typeof email !== 'string') return null
    if (path === '/auth/v1/signup') return signUp(email, forward)
    if (path === '/auth/v1/resend' && input.type === 'signup') return resend(email.toLowerCase())
    if (path === '/auth/v1/otp' && input.create_user !== false) return refuseNewAccount(email, forward)
    if (path === '/auth/v1/verify' && input.type === 'email') return verifyEither(input, forward)
    if (
      path === '/auth/v1/token' &&
      query.get('grant_type') === 'password' &&
      typeof input.password === 'string'
    )
      return signIn(email, input.password, forward)
    return null
  }

  /** lite answers 429 for an address that exists. Supabase makes up a user, so that nobody can ask who is here. */
  async function signUp(email: string, forward: Forward): Promise<Response> {
    const response = await forward()
    if (response.status !== 429 || !(await findAccount(email))) return response
    const now = new Date().toISOString()
    return Response.json({
      id: randomUUID(),
      aud: 'authenticated',
      role: '',
      email: email.toLowerCase(),
      phone: '',
      confirmation_sent_at: now,
      app_metadata: { provider: 'email', providers: ['email'] },
      user_metadata: {},
      identities: [],
      created_at: now,
      updated_at: now,
      is_anonymous: false,
    })
  }

  /** lite says that an address is not confirmed before it looks at the password; only who knows the password may hear that. */
  async function signIn(email: string, password: string, forward: Forward): Promise<Response> {
    const response = await forward()
    if (response.status !== 400) return response
    const answer: unknown = await response.clone().json()
    const isUnconfirmed =
      typeof answer === 'object' &&
      answer !== null &&
      'error_code' in answer &&
      answer.error_code === 'email_not_confirmed'
    if (!isUnconfirmed) return response
    const account = await findAccount(email)
    if (account?.encrypted_password && (await compare(password, account.encrypted_password))) return response
    return Response.json(
      { code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' },
      { status: 400 },
    )
  }

  /** lite never sends a second confirmation, so an account whose first mail got lost could never be used. */
  async function resend(email: string): Promise<Response> {
    const account = await findAccount(email)
    if (!account || account.email_confirmed_at) return Response.json({})
    const sent = account.confirmation_sent_at ? Date.parse(account.confirmation_sent_at) : 0
    const wait = Math.ceil(MAIL_INTERVAL_SECONDS - (Date.now() - sent) / 1000)
    if (wait > 0) {
      const msg = `For security purposes, you can only request this after ${wait} seconds.`
      return Response.json({ code: 429, error_code: 'over_email_send_rate_limit', msg }, { status: 429 })
    }
    const code = randomInt(1_000_000).toString().padStart(6, '0')
    const hash = createHash('sha256')
      .update(email + code)
      .digest('hex')
    const stored = { confirmation_token: hash, confirmation_sent_at: new Date().toISOString() }
    await connection.kysely
      .withSchema('auth')
      .updateTable('users')
      .set(stored)
      .where('id', '=', account.id)
      .execute()
    await sendMail({
      to: email,
      text: `Confirm your address with this code: ${code}`,
      ...(await fillCodeMail(CODE_MAILS.confirmation, { code, hash, siteUrl })),
    })
    return Response.json({})
  }

  /** lite would make an account that counts as confirmed before anybody has seen a code. Accounts are made by signing up. */
  async function refuseNewAccount(email: string, forward: Forward): Promise<Response> {
    if (await findAccount(email)) return forward()
    return Response.json(
      { code: 422, error_code: 'otp_disabled', msg: 'Signups not allowed for otp' },
      { status: 422 },
    )
  }

  /** `email` stands for whichever code was mailed last: to confirm an account or to sign in. lite knows only the two apart. */
  async function verifyEither(input: Record<string, unknown>, forward: Forward): Promise<Response> {
    const account = await findAccount(String(input.email))
    return forward({ ...input, type: account?.email_confirmed_at ? 'magiclink' : 'signup' })
  }
}

function parse(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
