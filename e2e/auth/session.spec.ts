import { backend, sessionCookie, stranger, type Person } from '../fixtures/backend'
import { expect, expectListening, test } from '../fixtures/test'
import { DEMO_PASSWORD, signInAs, signInButton, typePassword } from '../fixtures/visitor'

const THEODORA = 'theodora@linden.example'
const expiry = () => Math.floor(Date.now() / 1000)

function cookie(who: Person, baseURL: string) {
  return { ...sessionCookie(who), url: baseURL, httpOnly: true, sameSite: 'Lax' as const }
}

test('a session that ends in the middle of a form costs a password, not what was typed', async ({
  page,
  context,
  baseURL,
}) => {
  await signInAs(context, baseURL ?? '', THEODORA)
  await page.goto('/settings/profile')
  const name = page.getByRole('region', { name: 'Profile' }).getByLabel('Name')
  const typed = `Theodora ${expiry()}`
  await expectListening(name)
  await name.fill(typed)
  await context.clearCookies()
  await page.getByRole('button', { name: 'Save name' }).click()

  const dialog = page.getByRole('dialog', { name: 'Your session ended' })
  await dialog.getByLabel('Password').fill('quite certainly wrong')
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toContainText('is wrong')
  await dialog.getByLabel('Password').fill(DEMO_PASSWORD)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
  await expect(name).toHaveValue(typed)
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Your name is saved')).toBeVisible()
  await expect(page.getByRole('button', { name: new RegExp(typed) })).toBeVisible()
})

test('a token that is about to end is renewed on the way, without anybody noticing', async ({
  page,
  context,
  baseURL,
}) => {
  const nora = await stranger()
  await context.addCookies([cookie({ ...nora, expiresAt: expiry() + 30 }, baseURL ?? '')])
  await page.goto('/sign-up')
  await expect(page.getByRole('heading', { name: 'Your agency', exact: true })).toBeVisible()
  const renewed = (await context.cookies()).find(({ name }) => name === 'audienceos-auth')
  expect(renewed?.value).not.toBe(sessionCookie({ ...nora, expiresAt: expiry() + 30 }).value)
  expect(renewed?.httpOnly).toBe(true)
  const token = (await (await page.request.get('/auth/token')).json()) as {
    expiresAt: number
    userId: string
  }
  expect(token.expiresAt).toBeGreaterThan(expiry() + 600)
  expect(token.userId).toBe(nora.id)
})

test('a session that cannot be renewed is over, and its cookie goes', async ({ page, context, baseURL }) => {
  const nora = await stranger()
  await context.addCookies([
    cookie({ ...nora, expiresAt: expiry() - 10, refreshToken: 'worthless' }, baseURL ?? ''),
  ])
  await page.goto('/home')
  await expect(page).toHaveURL('/sign-in?next=%2Fhome')
  expect((await context.cookies()).filter(({ name }) => name.startsWith('audienceos'))).toEqual([])
})

test('a forged token shows nothing', async ({ page, context, baseURL }) => {
  const nora = await stranger()
  const forged = nora.accessToken.replace(/\.[^.]+$/, '.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
  await context.addCookies([cookie({ ...nora, accessToken: forged }, baseURL ?? '')])
  await page.goto('/home')
  await expect(page).toHaveURL('/sign-in?next=%2Fhome')
})

test('scripts of the page get a token, other sites and strangers do not, and no script sees a cookie', async ({
  page,
  context,
  request,
  baseURL,
}) => {
  expect((await request.get('/auth/token')).status()).toBe(401)
  await signInAs(context, baseURL ?? '', THEODORA)
  expect((await page.request.get('/auth/token')).status()).toBe(200)
  for (const site of ['cross-site', 'same-site']) {
    expect((await page.request.get('/auth/token', { headers: { 'sec-fetch-site': site } })).status()).toBe(
      403,
    )
  }
  const answer = await page.request.get('/auth/token')
  expect(answer.headers()['cache-control']).toContain('no-store')
  await page.goto('/home')
  expect(await page.evaluate(() => document.cookie)).not.toContain('audienceos')
})

test('signing out ends the session here and at the server; another site cannot bring it about', async ({
  page,
  context,
  request,
  baseURL,
}) => {
  await page.goto('/sign-in')
  await typePassword(page, 'jonas@linden.example', DEMO_PASSWORD)
  await signInButton(page).click()
  await expect(page).toHaveURL('/home')
  const refused = await page.request.post('/auth/sign-out', { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(refused.status()).toBe(403)
  const [session] = (await context.cookies(baseURL)).filter(({ name }) => name === 'audienceos-auth')
  const stored = JSON.parse(Buffer.from((session?.value ?? '').slice(7), 'base64url').toString()) as {
    refresh_token: string
  }

  await page.getByRole('button', { name: /Account menu/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  expect((await context.cookies()).filter(({ name }) => name.startsWith('audienceos'))).toEqual([])
  await page.goBack()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByText('Linden')).toHaveCount(0)

  const { url, publishableKey } = backend()
  const renewal = await request.post(`${url}/auth/v1/token?grant_type=refresh_token`, {
    headers: { apikey: publishableKey },
    data: { refresh_token: stored.refresh_token },
  })
  expect(renewal.ok()).toBe(false)
})
