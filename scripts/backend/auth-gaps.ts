import { randomUUID } from 'node:crypto'
import type { Connection } from '@supabase/lite'
import { compare } from 'bcryptjs'

/** Passes a request to lite, with another body if one is given. */
type Forward = (body?: object) => Promise<Response>

interface Account {
  encrypted_password: string | null
  email_confirmed_at: unknown
}

/**
 * Where lite 0.10.0 answers otherwise than Supabase Auth, and the difference would tell a stranger who has an account or would
 * break a documented call. Returns null for requests that need nothing.
 */
export function closeAuthGaps(connection: Connection) {
  const findAccount = async (email: string): Promise<Account | undefined> => {
    const query = connection.kysely.withSchema('auth').selectFrom('users')
    return query
      .select(['encrypted_password', 'email_confirmed_at'])
      .where('email', '=', email.toLowerCase())
      .executeTakeFirst() as Promise<Account | undefined>
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
