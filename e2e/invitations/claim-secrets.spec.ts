import { randomBytes, randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { person, type Person } from '../fixtures/backend'
import { withDatabase } from '../fixtures/database'
import { invite, type Invitation } from '../fixtures/invitations'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

const LOADS = 500
const AT_ONCE = 20

let olivia: Person
test.beforeAll(async () => {
  olivia = await person('olivia@harbour.example')
})

/** Invited by phone, so that no mail of it changes anything while a test looks. */
const quietInvitation = () =>
  invite(olivia, { phone: '+44 7700 900456', name: 'Joan' }, { name: 'Watched run' })

/** Everything stored about an invitation, as one text. */
function stored({ id, runId }: Invitation): Promise<string> {
  return withDatabase(async (sql) => {
    const tables = [
      await sql`select * from cc_invitations where id = ${id}`,
      await sql`select * from cc_invitation_tokens where invitation_id = ${id} order by id`,
      await sql`select * from cc_run_stakeholders where run_id = ${runId}`,
      await sql`select * from cc_notifications where context_id in (${runId}, ${id}) order by id`,
      await sql`select * from cc_notification_deliveries where invitation_id = ${id} order by id`,
      await sql`select * from activity_log where subject_id in (${runId}, ${id}) order by id`,
      await sql`select key, hits from private.rate_limits where key like ${`%${id}%`} order by key`,
    ]
    return JSON.stringify(tables, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
  })
}

test('a thousand machine visits to a link change nothing that is stored', async ({ request, baseURL }) => {
  test.setTimeout(180_000)
  const invitation = await quietInvitation()
  const before = await stored(invitation)
  const visits = Array.from({ length: LOADS * 2 }, (_, index) => (index % 2 === 0 ? 'GET' : 'HEAD'))
  // As a program asks, without the record that Playwright keeps of each request of its own.
  const address = `${baseURL ?? ''}${invitation.link}`
  while (visits.length > 0) {
    const answers = await Promise.all(
      visits.splice(0, AT_ONCE).map((method) => fetch(address, { method, redirect: 'manual' })),
    )
    for (const answer of answers) {
      expect(answer.status).toBe(303)
      await answer.arrayBuffer()
    }
  }
  for (let index = 0; index < 20; index++) expect((await request.get(invitation.link)).status()).toBe(200)
  expect(await stored(invitation)).toBe(before)
})

test('a scanner that runs scripts changes nothing; somebody who looks and moves is seen once', async ({
  page,
}) => {
  const invitation = await quietInvitation()
  const before = await stored(invitation)
  await page.clock.install()
  const posts: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') posts.push(request.url())
  })
  await page.goto(invitation.link)
  await expect(page.getByRole('button', { name: 'Send me a code' })).toBeVisible()
  await page.clock.runFor(60_000)
  expect(posts).toEqual([])
  expect(await stored(invitation)).toBe(before)

  const seen = page.waitForResponse('**/i/viewed')
  await page.mouse.move(100, 100)
  await page.mouse.move(120, 130)
  await page.clock.runFor(3_000)
  expect((await seen).status()).toBe(204)
  await page.mouse.move(10, 10)
  await page.clock.runFor(10_000)
  expect(posts).toHaveLength(1)
  const [row] = await withDatabase(
    (sql) => sql`select status from cc_invitations where id = ${invitation.id}`,
  )
  expect(row?.status).toBe('viewed')
})

test('another site cannot say that somebody looked', async ({ request }) => {
  const invitation = await quietInvitation()
  await request.get(invitation.link)
  const before = await stored(invitation)
  for (const site of ['cross-site', 'same-site', 'none']) {
    const answer = await request.post('/i/viewed', { headers: { 'sec-fetch-site': site } })
    expect(answer.status()).toBe(403)
  }
  expect((await request.post('/i/viewed')).status()).toBe(403)
  expect(await stored(invitation)).toBe(before)
})

test('links that nobody made are told apart by nothing', async ({ request, playwright, baseURL }) => {
  const unknown = randomBytes(32).toString('base64url')
  const addresses = [
    unknown,
    randomBytes(32).toString('base64url'),
    unknown.slice(1),
    `${unknown}x`,
    'nonsense',
    encodeURIComponent("' or 1=1 --"),
    'x'.repeat(500),
    randomUUID(),
  ]
  const bodies = new Set<string>()
  for (const address of addresses) bodies.add(await gone(request, `/i/${address}`))
  // The page itself, without a link and with a made-up one.
  bodies.add(await gone(request, '/i'))
  const other = await playwright.request.newContext({
    baseURL: baseURL ?? '',
    extraHTTPHeaders: { cookie: `audienceos-invitation=${unknown}` },
  })
  bodies.add(await gone(other, '/i'))
  await other.dispose()
  expect(bodies.size).toBe(1)
  expect([...bodies][0]).toContain('This link leads to no invitation')
})

async function gone(request: APIRequestContext, address: string): Promise<string> {
  const answer = await request.get(address, { headers: { 'x-forwarded-for': '203.0.113.4' } })
  expect(answer.status(), address).toBe(404)
  expect(answer.headers()).toMatchObject({
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  })
  expect(answer.headers()['cache-control']).toContain('no-store')
  expect(answer.headers()['set-cookie']).toBeUndefined()
  return answer.text()
}

test('who tries out links is slowed down, and told what to do', async ({ request, page }) => {
  const from = { 'x-forwarded-for': `198.51.100.${Math.floor(Math.random() * 250)}` }
  const statuses: number[] = []
  for (let tries = 0; tries < 22; tries++) {
    const answer = await request.get(`/i/${randomBytes(32).toString('base64url')}`, { headers: from })
    statuses.push(answer.status())
  }
  expect(statuses.slice(0, 20).every((status) => status === 404)).toBe(true)
  expect(statuses.at(-1)).toBe(429)
  await page.setExtraHTTPHeaders(from)
  const answer = await page.goto(`/i/${randomBytes(32).toString('base64url')}`)
  expect(answer?.status()).toBe(429)
  await expect(page.getByText('Too many links were tried from here')).toBeVisible()
  await expectAccessible(page, { isSystemTheme: true })
  await expectFits(page, 320)
  // A real link opens all the same.
  const { link } = await quietInvitation()
  expect((await request.get(link, { headers: from, maxRedirects: 0 })).status()).toBe(303)
})

test('the secret leaves the address at once, and no request, referrer or script ever carries it', async ({
  page,
}) => {
  const { link, token } = await quietInvitation()
  const leaks: string[] = []
  const origins = new Set<string>()
  const reading: Promise<void>[] = []
  let isFirst = true
  page.on('request', (request) => {
    origins.add(new URL(request.url()).origin)
    if (!isFirst && request.url().includes(token)) leaks.push(request.url())
    isFirst = false
    reading.push(
      request.allHeaders().then((headers) => {
        if (headers.referer) leaks.push(`referer ${headers.referer}`)
      }),
    )
  })
  const response = await page.goto(link)
  await expect(page).toHaveURL('/i')
  expect(response?.headers()).toMatchObject({
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': expect.stringContaining('no-store'),
  })
  await expect(page.getByRole('button', { name: 'Send me a code' })).toBeVisible()
  await Promise.all(reading)
  expect(leaks).toEqual([])
  expect([...origins]).toEqual([new URL(page.url()).origin])
  expect(await page.content()).not.toContain(token)
  expect(await page.evaluate(() => document.cookie)).not.toContain(token)

  const [cookie] = (await page.context().cookies('http://localhost/i')).concat(await page.context().cookies())
  expect(cookie).toMatchObject({ name: 'audienceos-invitation', httpOnly: true, sameSite: 'Lax', path: '/i' })
  const halfAnHour = Date.now() / 1000 + 30 * 60
  expect(Math.abs((cookie?.expires ?? 0) - halfAnHour)).toBeLessThan(60)
})

test('what a chat program shows of a link names nobody and nothing', async ({ request }) => {
  const { link } = await quietInvitation()
  const source = await (await request.get(link)).text()
  const head = source.slice(0, source.indexOf('</head>'))
  expect(head).toContain('content="An invitation"')
  expect(head).not.toMatch(/Watched run|Olivia|Harbour/)
})
