import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { person, rows, type Person } from '../fixtures/backend'
import { invite, type Invitation } from '../fixtures/invitations'
import { hoursAhead, makeRun } from '../fixtures/portal-world'
import { withoutIdentity } from '../fixtures/same-bytes'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { signInAs } from '../fixtures/visitor'

const GUEST = 'clara@kastanienhof.example'

let olivia: Person
test.beforeAll(async () => {
  olivia = await person('olivia@harbour.example')
})

/** A run that the guest has accepted. */
async function share(name: string, startsInHours = 24): Promise<Invitation> {
  const invitation = await invite(
    olivia,
    { email: GUEST, role: 'contractor' },
    {
      name,
      startsAt: hoursAhead(startsInHours),
      endsAt: hoursAhead(startsInHours + 2),
      description: 'Bring the blue folder.\n\nAsk for Olivia.',
    },
  )
  await rows(await person(GUEST), 'POST', 'rpc/claim_invitation', { token: invitation.token })
  return invitation
}

const row = (page: Page, { runId }: Invitation) => page.locator(`a[href="/shared/${runId}"]`)

test('runs shared with me: the next one first, what is over below, and all details a press away', async ({
  page,
  context,
  baseURL,
}) => {
  const later = await share(`Later ${randomUUID()}`, 72)
  const sooner = await share(`Sooner ${randomUUID()}`, 48)
  const over = await share(`Over ${randomUUID()}`, -72)
  await signInAs(context, baseURL ?? '', GUEST)
  await page.goto('/home')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Shared with me' }).click()
  await expect(page).toHaveURL('/shared')
  const wanted = [sooner, later, over].map(({ runId }) => `/shared/${runId}`)
  const order = async () => {
    const links = page.locator('a[href^="/shared/"]')
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    return hrefs.filter((href) => wanted.includes(href))
  }
  await expect.poll(order).toEqual(wanted)
  await expect(page.getByRole('region', { name: 'Past' }).locator(row(page, over))).toBeVisible()
})

test('a shared run tells a stakeholder everything, and reads well as the list does', async ({
  page,
  context,
  baseURL,
}) => {
  test.slow()
  const sooner = await share(`Detailed ${randomUUID()}`)
  await signInAs(context, baseURL ?? '', GUEST)
  await page.goto('/shared')
  await expect(row(page, sooner)).toBeVisible()
  await expectAccessible(page)
  await expectFits(page, 320, 375, 1280)

  await row(page, sooner).click()
  await expect(page.getByText('Ask for Olivia.')).toBeVisible()
  await expect(page.getByText('Contractor', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await expectFits(page, 320, 375, 1280)
  const file = await page.request.get(`/shared/${sooner.runId}/calendar.ics`)
  expect(file.headers()['content-type']).toContain('text/calendar')
  expect(await file.text()).toContain('Ask for Olivia.')
})

test('an update of the organiser is there to be read on the run’s page', async ({
  page,
  context,
  baseURL,
}) => {
  const shared = await share(`Updated ${randomUUID()}`)
  await rows(olivia, 'POST', 'rpc/notify_run_stakeholders', {
    run_id: shared.runId,
    subject: 'The gate has moved',
    body: 'Come to the <b>west</b> gate instead.',
  })
  await signInAs(context, baseURL ?? '', GUEST)
  await page.goto(`/shared/${shared.runId}`)
  const updates = page.getByRole('region', { name: 'Updates' })
  await expect(updates).toContainText('The gate has moved')
  await expect(updates).toContainText('Come to the <b>west</b> gate instead.')
  await expectAccessible(page)
})

test('a run can be muted and heard again', async ({ page, context, baseURL }) => {
  const shared = await share(`Muted ${randomUUID()}`)
  await signInAs(context, baseURL ?? '', GUEST)
  await page.goto(`/shared/${shared.runId}`)
  await page.getByRole('button', { name: 'Mute this run' }).click()
  await expect(page.getByText(/^Muted:/)).toBeVisible()
  await page.goto('/shared')
  await expect(page.getByRole('listitem').filter({ has: row(page, shared) })).toContainText('Muted')
  await page.goto(`/shared/${shared.runId}`)
  await page.getByRole('button', { name: 'Unmute' }).click()
  await expect(page.getByRole('button', { name: 'Mute this run' })).toBeVisible()
})

test('who leaves a run is asked once, and then it is gone', async ({ page, context, baseURL }) => {
  const shared = await share(`Left ${randomUUID()}`)
  await signInAs(context, baseURL ?? '', GUEST)
  await page.goto(`/shared/${shared.runId}`)
  await page.getByText('Leave this run').click()
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page).toHaveURL('/shared')
  await expect(row(page, shared)).toHaveCount(0)
  const left = await rows(olivia, 'GET', `cc_run_stakeholders?select=id&run_id=eq.${shared.runId}`)
  expect(left).toEqual([])
  expect((await page.goto(`/shared/${shared.runId}`))?.status()).toBe(404)
})

test('a run that is somebody else’s answers like one that never was', async ({ page, context, baseURL }) => {
  const theirs = await makeRun(olivia)
  await signInAs(context, baseURL ?? '', GUEST)
  const look = async (id: string) => {
    const answer = await page.request.get(`/shared/${id}`)
    expect(answer.status()).toBe(404)
    return withoutIdentity(await answer.text(), id)
  }
  const never = await look(randomUUID())
  expect(await look(theirs)).toBe(never)
  expect(await look('nonsense')).toBe(never)
  const file = await page.request.get(`/shared/${theirs}/calendar.ics`)
  expect(file.status()).toBe(404)
})

test('somebody without an agency lands on what is shared with them', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('noor@crew.example')
  await page.getByLabel('Password', { exact: true }).fill('Harbour-lantern-42')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/shared')
  await expect(page.getByRole('heading', { level: 1, name: 'Shared with me' })).toBeVisible()
})

test('the keyboard leads there too', async ({ page, context, baseURL }) => {
  await signInAs(context, baseURL ?? '', GUEST)
  await page.goto('/home')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await expect(page).toHaveURL('/shared', { timeout: 1_000 })
  }).toPass()
})
