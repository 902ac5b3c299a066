import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeIn, linkIn, SITE_URL, startConformance, type Conformance } from './harness'

// What the product relies on of Supabase Auth: codes by mail, and answers that do not tell who has an account.
let api: Conformance
const password = 'a password that is long'

beforeAll(async () => {
  api = await startConformance('')
})
afterAll(() => api.stop())

const post = (path: string, body: object, token?: string) =>
  api.call('POST', `/auth/v1/${path}`, { body, ...(token === undefined ? {} : { token }) })
const signIn = (email: string, secret: string) =>
  post('token?grant_type=password', { email, password: secret })

describe('signing up', () => {
  it('needs the mailed code before it lets anybody in', async () => {
    const email = 'new@example.org'
    const created = await post('signup', { email, password })
    expect(created.status).toBe(200)
    expect(created.body).not.toHaveProperty('access_token')

    const early = await signIn(email, password)
    expect(early.status).toBe(400)
    expect(early.body).toMatchObject({
      code: 400,
      error_code: 'email_not_confirmed',
      msg: 'Email not confirmed',
    })

    const wrong = await post('verify', { type: 'signup', email, token: '000000' })
    expect(wrong.status).toBe(403)
    expect(wrong.body).toMatchObject({ error_code: 'otp_expired' })

    const confirmed = await post('verify', { type: 'signup', email, token: codeIn(await api.mail(email)) })
    expect(confirmed.status).toBe(200)
    expect(confirmed.body).toMatchObject({ token_type: 'bearer', expires_in: 3600, user: { email } })
    expect((await signIn(email, password)).status).toBe(200)
  })

  it('can be confirmed by the link as well, once', async () => {
    const email = 'link@example.org'
    await post('signup', { email, password })
    const link = linkIn(await api.mail(email))
    expect(link.origin + link.pathname).toBe(`${SITE_URL}/auth/confirm`)
    const input = { type: 'signup', token_hash: link.searchParams.get('token_hash') }
    expect(link.searchParams.get('type')).toBe('signup')
    expect((await post('verify', input)).status).toBe(200)
    const again = await post('verify', input)
    expect(again.status).toBe(403)
    expect(again.body).toMatchObject({ error_code: 'otp_expired' })
  })

  it('refuses a short password in words that name the rule', async () => {
    const { status, body } = await post('signup', { email: 'weak@example.org', password: 'nine char' })
    expect(status).toBe(422)
    expect(body).toMatchObject({ error_code: 'weak_password', weak_password: { reasons: ['length'] } })
  })

  it('refuses what is no address', async () => {
    const { status, body } = await post('signup', { email: 'not an address', password })
    expect(status).toBe(400)
    expect(body).toMatchObject({ error_code: 'validation_failed' })
  })

  it('answers for an address that has an account as for one that has none', async () => {
    const { email } = await api.person('taken@example.org')
    const again = await post('signup', { email, password: 'another long password' })
    expect(again.status).toBe(200)
    expect(again.body).toMatchObject({ email, identities: [] })
    expect(again.body).not.toHaveProperty('access_token')
    expect((await signIn(email, 'another long password')).status).toBe(400)
    expect((await signIn(email, password)).status).toBe(200)
  })

  it('sends another code to somebody who has not confirmed yet', async () => {
    const email = 'again@example.org'
    await post('signup', { email, password })
    const first = codeIn(await api.mail(email))
    const early = await post('resend', { type: 'signup', email })
    expect(early.status).toBe(429)
    expect(early.body).toMatchObject({ error_code: 'over_email_send_rate_limit' })
    await api.sql(
      `update auth.users set confirmation_sent_at = now() - interval '61 seconds' where email = '${email}'`,
    )
    expect((await post('resend', { type: 'signup', email })).status).toBe(200)
    const second = codeIn(await api.mail(email, 1))
    expect((await post('verify', { type: 'signup', email, token: second })).status).toBe(200)
    expect((await post('verify', { type: 'signup', email, token: first })).status).toBe(403)
  })
})

describe('signing in', () => {
  it('gives a wrong password, an unknown address and an unconfirmed account with a wrong password one answer', async () => {
    const { email } = await api.person()
    await post('signup', { email: 'unconfirmed@example.org', password })
    const answers = await Promise.all([
      signIn(email, 'the wrong password'),
      signIn('nobody@example.org', 'the wrong password'),
      signIn('unconfirmed@example.org', 'the wrong password'),
    ])
    for (const { status, body } of answers) {
      expect(status).toBe(400)
      expect(body).toEqual({ code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' })
    }
  })

  it.each(['magiclink', 'email'])('by a mailed code, verified as %s', async (type) => {
    const { email, userId } = await api.person()
    expect((await post('otp', { email, create_user: false })).status).toBe(200)
    const { status, body } = await post('verify', { type, email, token: codeIn(await api.mail(email, 1)) })
    expect(status).toBe(200)
    expect(body).toMatchObject({ user: { id: userId } })
  })

  it.each([false, true])('by a mailed code makes no account (create_user: %s)', async (mayCreate) => {
    const { status, body } = await post('otp', { email: 'stranger@example.org', create_user: mayCreate })
    expect(status).toBe(422)
    expect(body).toMatchObject({ error_code: 'otp_disabled' })
    expect(await api.sql(`select 1 from auth.users where email = 'stranger@example.org'`)).toEqual([])
  })

  it('with a code works once', async () => {
    const { email } = await api.person()
    await post('otp', { email, create_user: false })
    const input = { type: 'magiclink', email, token: codeIn(await api.mail(email, 1)) }
    expect((await post('verify', input)).status).toBe(200)
    expect((await post('verify', input)).status).toBe(403)
  })

  it('with a code that is an hour old does not work', async () => {
    const { email } = await api.person()
    await post('otp', { email, create_user: false })
    const token = codeIn(await api.mail(email, 1))
    await api.sql(
      `update auth.users set confirmation_sent_at = now() - interval '61 minutes', recovery_sent_at = now() - interval '61 minutes'`,
    )
    const { status, body } = await post('verify', { type: 'magiclink', email, token })
    expect(status).toBe(403)
    expect(body).toMatchObject({ error_code: 'otp_expired' })
  })

  it('cannot be guessed: after thirty wrong codes even the right one has to wait', async () => {
    const { email } = await api.person()
    await post('otp', { email, create_user: false })
    const right = codeIn(await api.mail(email, 1))
    const wrong = right === '111111' ? '222222' : '111111'
    for (let guess = 0; guess < 30; guess++) await post('verify', { type: 'magiclink', email, token: wrong })
    const { status, body } = await post('verify', { type: 'magiclink', email, token: right })
    expect(status).toBe(429)
    expect(body).toMatchObject({ error_code: 'over_request_rate_limit' })
  })
})

describe('a forgotten password', () => {
  it('is replaced with the mailed code, and an unknown address gets the same answer but no mail', async () => {
    const { email } = await api.person()
    const known = await post('recover', { email })
    const unknown = await post('recover', { email: 'ghost@example.org' })
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
    expect(await api.mailCount('ghost@example.org')).toBe(0)

    const verified = await post('verify', {
      type: 'recovery',
      email,
      token: codeIn(await api.mail(email, 1)),
    })
    expect(verified.status).toBe(200)
    const { access_token: token } = verified.body as { access_token: string }
    const changed = await api.call('PUT', '/auth/v1/user', {
      token,
      body: { password: 'quite another password' },
    })
    expect(changed.status).toBe(200)
    expect((await signIn(email, 'quite another password')).status).toBe(200)
    expect((await signIn(email, password)).status).toBe(400)
  })
})

describe('a session', () => {
  it('is renewed with a refresh token, which is replaced', async () => {
    const { refreshToken, userId } = await api.person()
    const renewed = await post('token?grant_type=refresh_token', { refresh_token: refreshToken })
    expect(renewed.status).toBe(200)
    expect(renewed.body).toMatchObject({ user: { id: userId } })
    expect((renewed.body as { refresh_token: string }).refresh_token).not.toBe(refreshToken)
  })

  it('survives one lost answer, but an older refresh token ends it for good: somebody has stolen it', async () => {
    const { refreshToken: first } = await api.person()
    const renew = (token: string) => post('token?grant_type=refresh_token', { refresh_token: token })
    const next = async (token: string) =>
      ((await renew(token)).body as { refresh_token: string }).refresh_token
    const second = await next(first)
    expect(await next(first)).toBe(second)
    const third = await next(second)
    const stolen = await renew(first)
    expect(stolen.status).toBe(400)
    expect(stolen.body).toMatchObject({ error_code: 'refresh_token_already_used' })
    expect((await renew(third)).status).toBe(400)
  })

  it('ends with signing out', async () => {
    const { token, refreshToken } = await api.person()
    expect((await api.call('GET', '/auth/v1/user', { token })).status).toBe(200)
    expect((await post('logout?scope=local', {}, token)).status).toBe(204)
    const late = await post('token?grant_type=refresh_token', { refresh_token: refreshToken })
    expect(late.status).toBe(400)
    expect(late.body).toMatchObject({ error_code: 'refresh_token_not_found' })
    expect((await api.call('GET', '/auth/v1/user', { token })).status).toBe(403)
  })

  it('works through supabase-js', async () => {
    const { email } = await api.person()
    const client = api.client()
    const { data, error } = await client.auth.signInWithPassword({ email, password })
    expect(error).toBeNull()
    expect(data.user?.email).toBe(email)
    const { error: wrong } = await api
      .client()
      .auth.signInWithPassword({ email, password: 'wrong wrong wrong' })
    expect(wrong).toMatchObject({ code: 'invalid_credentials', status: 400 })
  })
})

describe('mails', () => {
  it('show code and link and name nobody else’s server', async () => {
    const { email } = await api.person()
    await post('otp', { email, create_user: false })
    const mail = await api.mail(email, 1)
    expect(mail.subject).toBe(`Your sign-in code: ${codeIn(mail)}`)
    expect(mail.text).toContain(codeIn(mail))
    for (const address of mail.html.match(/https?:\/\/[^"'\s<]+/g) ?? [])
      expect(address).toMatch(new RegExp(`^${SITE_URL}/`))
    expect(mail.html).not.toMatch(/<img|<script|url\(/i)
  })
})

// Last, because it uses up what this machine may ask.
describe('a link', () => {
  it('cannot be guessed either, although its hash follows from address and code', async () => {
    const guess = (token: string) => post('verify', { type: 'magiclink', token_hash: token })
    for (let index = 0; index < 30; index++) await guess(String(index).padStart(64, '0'))
    expect((await guess('f'.repeat(64))).status).toBe(429)
  })
})
