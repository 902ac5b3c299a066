import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { backend, person, rows, type Person } from '../fixtures/backend'
import { withDatabase } from '../fixtures/database'
import { invite, inviteMember } from '../fixtures/invitations'
import { CODE_AT_END, codeIn, mailsTo, waitForMail } from '../fixtures/mailbox'
import { expect, test } from '../fixtures/test'
import { signInAs } from '../fixtures/visitor'

const newcomerEmail = () => `joan-${randomUUID().slice(0, 8)}@acme.example`
const acceptButton = (page: Page) => page.getByRole('button', { name: 'Accept invitation' })
const joined = (page: Page) => page.getByRole('article').getByText('You are in')
const codesTo = async (email: string) =>
  (await mailsTo(email)).filter(({ subject }) => CODE_AT_END.test(subject))

let olivia: Person
test.beforeAll(async () => {
  olivia = await person('olivia@harbour.example')
})

/** Asks for the code and returns it; mails about other things may come before and after. */
async function receiveCode(page: Page, email: string): Promise<string> {
  const before = (await codesTo(email)).length
  await page.getByRole('button', { name: /^Continue as/ }).click()
  await expect(page.getByLabel('Code')).toBeFocused()
  await expect.poll(async () => (await codesTo(email)).length).toBeGreaterThan(before)
  const mail = (await codesTo(email)).at(-1)
  if (!mail) throw new Error(`No code came to ${email}.`)
  return codeIn(mail)
}

test('the whole way works without scripts', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const email = newcomerEmail()
  const { link } = await invite(olivia, { email })
  await page.goto(link)
  await page.getByRole('button', { name: /^Continue as/ }).click()
  await page.getByLabel('Code').fill('000000')
  await acceptButton(page).click()
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/wrong or has expired/)
  await page.getByLabel('Code').fill(codeIn(await firstCode(email)))
  await acceptButton(page).click()
  await expect(joined(page)).toBeVisible()
  await context.close()
})

async function firstCode(email: string) {
  await expect.poll(async () => (await codesTo(email)).length).toBeGreaterThan(0)
  return (await codesTo(email))[0] ?? (await waitForMail(email))
}

test('somebody who is signed in with the invited address accepts with one press', async ({ pageAs }) => {
  const { link, runId } = await invite(olivia, { email: 'lena@linden.example' })
  const page = await pageAs('lena@linden.example')
  await page.goto(link)
  await acceptButton(page).click()
  await expect(joined(page)).toBeVisible()
  await page.goto('/shared')
  await expect(page.locator(`a[href="/shared/${runId}"]`)).toBeVisible()
  // Following a stranger's run makes nobody a member there: she still runs her own agency.
  await page.goto('/home')
  await expect(page.getByText('What needs you at')).toBeVisible()
})

test('a forwarded link and the wrong account: both are shown, and switching keeps the invitation', async ({
  page,
  context,
  baseURL,
}) => {
  const { link, id } = await invite(olivia, { email: 'noor@crew.example' })
  await signInAs(context, baseURL ?? '', 'mika@linden.example')
  await page.goto(link)
  await expect(page.getByText('n•••@crew.example')).toBeVisible()
  await expect(page.getByText('mika@linden.example')).toBeVisible()
  await expect(acceptButton(page)).toHaveCount(0)
  // The database says the same to somebody who does not care what the page shows.
  const mika = await person('mika@linden.example')
  await expect(rows(mika, 'POST', 'rpc/claim_invitation', { token: link.slice(3) })).rejects.toThrow(
    /403.*email_mismatch/,
  )

  await page.getByRole('button', { name: 'Switch account' }).click()
  await expect(page.getByRole('button', { name: /^Continue as n•••/ })).toBeVisible()
  const code = await receiveCode(page, 'noor@crew.example')
  await page.getByLabel('Code').fill(code)
  await acceptButton(page).click()
  await expect(joined(page)).toBeVisible()
  const [invitation] = await rows(olivia, 'GET', `cc_invitations?select=id,status,claimed_by&id=eq.${id}`)
  expect(invitation).toMatchObject({ status: 'claimed', claimed_by: (await person('noor@crew.example')).id })
})

test('an invitation that was taken back meanwhile is not accepted, and its holder can ask for another', async ({
  page,
  context,
  baseURL,
}) => {
  const { link, id } = await invite(olivia, { email: 'lena@linden.example' }, { name: 'Secret supper' })
  await signInAs(context, baseURL ?? '', 'lena@linden.example')
  await page.goto(link)
  await expect(acceptButton(page)).toBeVisible()
  await rows(olivia, 'POST', 'rpc/revoke_invitation', { invitation_id: id })
  await acceptButton(page).click()
  await expect(page.getByRole('heading', { name: 'This link is no longer valid' })).toBeVisible()
  await expect(page.getByText('Secret supper')).toHaveCount(0)
  await page.getByRole('button', { name: 'Ask for a new link' }).click()
  await expect(page.getByText('We have told the person who invited you.')).toBeVisible()
  const told = await rows(
    olivia,
    'GET',
    'cc_notifications?select=id,dedupe_key&type=eq.invitation.link_requested',
  )
  expect(told.filter(({ dedupe_key: key }) => String(key).includes(id))).toHaveLength(1)
})

test('an expired invitation says so and tells no more than who sent it', async ({ page }) => {
  const { link, id } = await invite(olivia, { email: newcomerEmail() }, { name: 'Secret supper' })
  await withDatabase(
    (sql) =>
      sql`update cc_invitations set claim_token_expires_at = now() - interval '1 minute' where id = ${id}`,
  )
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This invitation has expired' })).toBeVisible()
  await expect(page.getByText('Harbour & Main')).toBeVisible()
  expect(await page.content()).not.toMatch(/Secret supper|Olivia/)
})

test('a run that is closed keeps the invitation for later', async ({ page }) => {
  const { link, runId } = await invite(olivia, { email: newcomerEmail() }, { name: 'Closed circle' })
  const [run] = await rows(olivia, 'GET', `cc_n3_runs?select=id,publish_version&id=eq.${runId}`)
  const mode = (market_mode: string, expected_version: unknown) =>
    rows(olivia, 'POST', 'rpc/publish_run', { run_id: runId, market_mode, portals: [], expected_version })
  await mode('CLOSED', run?.publish_version)
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Closed circle is closed at the moment' })).toBeVisible()
  const [closed] = await rows(olivia, 'GET', `cc_n3_runs?select=id,publish_version&id=eq.${runId}`)
  await mode('INVITE_ONLY', closed?.publish_version)
  await page.reload()
  await expect(page.getByRole('button', { name: /^Continue as/ })).toBeVisible()
})

test('who declines says why, is heard, and may change their mind', async ({ page }) => {
  const email = newcomerEmail()
  const { link, id } = await invite(olivia, { email })
  await page.goto(link)
  await page.getByText('Decline or report').click()
  await page.getByLabel('Why?').fill('I am away that week.')
  await page.getByRole('button', { name: 'Decline invitation' }).click()
  await expect(page.getByText('You declined. Changed your mind?')).toBeVisible()
  const read = async () => (await rows(olivia, 'GET', `cc_invitations?id=eq.${id}`))[0]
  expect(await read()).toMatchObject({ status: 'declined', decline_reason: 'I am away that week.' })

  await page.getByRole('button', { name: /^Continue as/ }).click()
  await page.getByLabel('Code').fill(codeIn(await firstCode(email)))
  await acceptButton(page).click()
  await expect(joined(page)).toBeVisible()
  expect(await read()).toMatchObject({ status: 'claimed' })
})

test('who wants no more messages gets none, not even for the next invitation', async ({ page }) => {
  const email = newcomerEmail()
  const { link, runId } = await invite(olivia, { email })
  await page.goto(link)
  await page.getByText('Decline or report').click()
  await page.getByLabel(/No more messages from/).check()
  await page.getByRole('button', { name: 'Decline invitation' }).click()
  await expect(page.getByText('You declined, and will not be written to again.')).toBeVisible()
  const [again] = await rows(olivia, 'POST', 'rpc/create_run_invitations', {
    run_id: runId,
    rows: [{ email }],
  })
  expect(again).toMatchObject({ outcome: 'suppressed' })
})

test('an invitation without an address opens for whoever holds the link and proves any address', async ({
  page,
}) => {
  const email = newcomerEmail()
  const { link, id } = await invite(olivia, { phone: '+44 7700 900123', name: 'Joan' })
  await page.goto(link)
  await page.getByLabel('Your e-mail address').fill('not an address')
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.getByLabel('Your e-mail address')).toHaveAccessibleDescription(/such as name@example.org/)
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByLabel('Code').fill(codeIn(await firstCode(email)))
  await acceptButton(page).click()
  await expect(joined(page)).toBeVisible()
  const [invitation] = await rows(olivia, 'GET', `cc_invitations?select=id,status&id=eq.${id}`)
  expect(invitation).toMatchObject({ status: 'claimed' })
})

test('signing in with a password comes back to the invitation', async ({ page }) => {
  const { link } = await invite(olivia, { email: 'theodora@linden.example' })
  await page.goto(link)
  await page.getByRole('link', { name: 'Sign in with a password' }).click()
  await page.getByLabel('E-mail').fill('theodora@linden.example')
  await page.getByLabel('Password', { exact: true }).fill('Harbour-lantern-42')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/i')
  await acceptButton(page).click()
  await expect(joined(page)).toBeVisible()
})

test('somebody invited into the team is in it at once', async ({ page }) => {
  const email = newcomerEmail()
  const { link } = await inviteMember(olivia, { email, name: 'Joan', role: 'team_member' })
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Olivia Hartley invites you to join Harbour & Main',
  )
  const code = await receiveCode(page, email)
  await page.getByLabel('Code').fill(code)
  await acceptButton(page).click()
  await expect(page).toHaveURL('/i/welcome')
  await page.getByRole('link', { name: 'Go to the start page' }).click()
  await expect(page.getByText('What needs you at Harbour & Main.')).toBeVisible()
})

test('whoever signs in without the link finds the invitation waiting', async ({ page, context, baseURL }) => {
  const { runId } = await invite(olivia, { email: 'paul@oldmill.example' }, { name: 'Quiet evening' })
  await signInAs(context, baseURL ?? '', 'paul@oldmill.example')
  await page.goto('/home')
  await expect(page.getByRole('heading', { name: /^You have \d+ invitations?$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Accept Quiet evening' }).click()
  await expect(page).toHaveURL(`/i/welcome?run=${runId}`)
  await page.goto('/shared')
  await expect(page.locator(`a[href="/shared/${runId}"]`)).toBeVisible()
})

test('staff of another agency find it among what needs them', async ({ page, context, baseURL }) => {
  await invite(olivia, { email: 'theodora@linden.example' }, { name: 'Across agencies' })
  await signInAs(context, baseURL ?? '', 'theodora@linden.example')
  await page.goto('/home')
  await expect(page.getByText('What needs you at Linden Property Services.')).toBeVisible()
  await page.getByRole('button', { name: 'Accept Across agencies' }).click()
  await expect(joined(page)).toBeVisible()
})

test('a new account without an agency finds its invitation before it is asked to register one', async ({
  page,
}) => {
  const email = newcomerEmail()
  await invite(olivia, { email }, { name: 'Lost link' })
  await page.goto('/sign-up')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('Marble-kettle-73')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByLabel('Code').fill(codeIn(await firstCode(email)))
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'You have 1 invitation' })).toBeVisible()
  await page.getByRole('button', { name: 'Accept Lost link' }).click()
  await expect(joined(page)).toBeVisible()
})

test('the password of somebody who signed up with the invited address before is worth nothing', async ({
  page,
}) => {
  const email = newcomerEmail()
  const { url, publishableKey } = backend()
  const call = (path: string, body: object) =>
    fetch(`${url}/auth/v1/${path}`, {
      method: 'POST',
      headers: { apikey: publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const password = 'Chosen-by-a-stranger-1'
  await call('signup', { email, password })
  const { link } = await invite(olivia, { email })
  await page.goto(link)
  await page.getByRole('button', { name: /^Continue as/ }).click()
  await expect(page.getByLabel('Code')).toBeVisible()
  await page.getByLabel('Code').fill(await latestCode(email))
  await acceptButton(page).click()
  await expect(joined(page)).toBeVisible()
  expect((await call('token?grant_type=password', { email, password })).status).toBe(400)
})

/** The code that counts: another one may or may not have gone out within the same minute. */
async function latestCode(email: string): Promise<string> {
  await firstCode(email)
  const mail = (await codesTo(email)).at(-1)
  if (!mail) throw new Error(`No code came to ${email}.`)
  return codeIn(mail)
}

test('codes for one invitation cannot be asked for without end', async ({ page }) => {
  const { link, token } = await invite(olivia, { email: newcomerEmail() })
  for (let sent = 0; sent < 5; sent++)
    await rows(null, 'POST', 'rpc/allow_claim_attempt', { token, kind: 'send_code' })
  await page.goto(link)
  await page.getByRole('button', { name: /^Continue as/ }).click()
  await expect(page.getByText('Too many codes for this invitation')).toBeVisible()
  await expect(page.getByText(/You can try again at/)).toBeVisible()
})
