import { randomBytes, randomUUID } from 'node:crypto'
import { person } from '../fixtures/backend'
import { withDatabase } from '../fixtures/database'
import { makeFollower, tell } from '../fixtures/followers'
import { invite } from '../fixtures/invitations'
import { withoutIdentity } from '../fixtures/same-bytes'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

/** The key at the end of the newest mail to an address, as the worker would write it. */
function keyFor(email: string): Promise<string> {
  return withDatabase(async (sql) => {
    const [row] = await sql<{ token: string }[]>`
      select private.preference_token(d.id) as token from cc_notification_deliveries d
      where d.address = ${email} order by d.created_at desc limit 1`
    if (!row) throw new Error(`No mail to ${email}.`)
    return row.token
  })
}

/** Everything that a key could change for an address. */
function choicesOf(email: string): Promise<unknown> {
  return withDatabase(async (sql) => ({
    suppressions: [
      ...(await sql`select category, reason from cc_suppressions where address_hash = private.token_hash(${email}) order by 1`),
    ],
    preferences: [
      ...(await sql`select p.overrides from cc_notification_preferences p join users u on u.id = p.individual_id where u.email = ${email}`),
    ],
  }))
}

async function invitedAddress(): Promise<{ email: string; key: string }> {
  const email = `guest-${randomUUID().slice(0, 8)}@elsewhere.example`
  await invite(await person('tara@harbour.example'), { email })
  return { email, key: await keyFor(email) }
}

test('looking at the page changes nothing, however often and whoever looks', async ({ page, request }) => {
  const { email, key } = await invitedAddress()
  const before = await choicesOf(email)
  for (let time = 0; time < 20; time++) {
    expect((await request.get(`/unsubscribe/${key}`)).status()).toBe(200)
    await request.head(`/unsubscribe/${key}`)
    await request.get(`/unsubscribe/${key}/one-click`)
  }
  await page.goto(`/unsubscribe/${key}`)
  await expect(page.getByRole('heading', { name: /^Mails from/ })).toBeVisible()
  // The address is hinted at, never shown: the mail may have been passed on.
  await expect(page.getByText(email)).toHaveCount(0)
  await expectAccessible(page)
  await expectFits(page, 320)
  expect(await choicesOf(email)).toEqual(before)
})

test('the button of a mail program works at once, without cookies, script or redirect', async ({
  request,
}) => {
  const { email, key } = await invitedAddress()
  const answer = await request.post(`/unsubscribe/${key}`, {
    form: { 'List-Unsubscribe': 'One-Click' },
    maxRedirects: 0,
  })
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toContain('text/plain')
  expect(answer.headers()['set-cookie']).toBeUndefined()
  expect(await choicesOf(email)).toMatchObject({
    suppressions: [{ category: 'invitations', reason: 'unsubscribe' }],
  })
  // A mail program that asks twice, or about a link long gone, is told the same.
  for (const old of [key, randomBytes(32).toString('hex')]) {
    const again = await request.post(`/unsubscribe/${old}`, { form: { 'List-Unsubscribe': 'One-Click' } })
    expect(again.status()).toBe(200)
    expect(await again.text()).toBe(await answer.text())
  }
})

test('without scripts the page stops mails, says so, and takes it back', async ({ browser, baseURL }) => {
  const { email, key } = await invitedAddress()
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) })
  const page = await context.newPage()
  await page.goto(`/unsubscribe/${key}`)
  await page.getByRole('button', { name: 'Stop these mails' }).click()
  await expect(page.getByText('You get no more mails about invitations from')).toBeVisible()
  expect(await choicesOf(email)).toMatchObject({ suppressions: [{ category: 'invitations' }] })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('You get mails about invitations again')).toBeVisible()
  expect(await choicesOf(email)).toMatchObject({ suppressions: [] })
  await page.getByRole('button', { name: 'Stop everything that can be stopped' }).click()
  await expect(page.getByRole('button', { name: /^Turn on mails about/ })).toHaveCount(2)
  await context.close()
})

test('somebody with an account changes the choices of their account', async ({ page }) => {
  const follower = await makeFollower()
  await tell(follower, 'With a link')
  const key = await keyFor(follower.who.email)
  await page.goto(`/unsubscribe/${key}`)
  await page.getByRole('button', { name: 'Stop mails about runs' }).click()
  await expect(page.getByText('You get no more mails about runs from')).toBeVisible()
  await expectAccessible(page)
  expect(await choicesOf(follower.who.email)).toMatchObject({
    suppressions: [],
    preferences: [{ overrides: { runs: { email: 'off' } } }],
  })
})

test('links that nobody made answer alike, whatever they look like', async ({ request }) => {
  const bodies = new Set<string>()
  for (const token of [
    randomBytes(32).toString('hex'),
    randomBytes(32).toString('hex'),
    'a'.repeat(64),
    'short',
    `${randomUUID().replaceAll('-', '')}${'0'.repeat(32)}`,
  ]) {
    const answer = await request.get(`/unsubscribe/${token}`)
    expect(answer.status()).toBe(404)
    bodies.add(withoutIdentity(await answer.text(), token))
  }
  expect(bodies.size).toBe(1)
})

test('the page is told to nobody and kept by nobody', async ({ request }) => {
  const { key } = await invitedAddress()
  const headers = (await request.get(`/unsubscribe/${key}`)).headers()
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['cache-control']).toContain('no-store')
  expect(headers['x-robots-tag']).toContain('noindex')
})
