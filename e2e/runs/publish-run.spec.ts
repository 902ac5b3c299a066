import { randomUUID } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import { person, rows, type Person } from '../fixtures/backend'
import { hoursAhead, makePortal, makeRun, publish } from '../fixtures/portal-world'
import { expect, expectListening, test } from '../fixtures/test'

const OWNER = 'olivia@harbour.example'
const ADMIN = 'adam@harbour.example'

let owner: Person

test.beforeAll(async () => {
  owner = await person(OWNER)
})

/** A run and two portals that no other test touches. */
async function makeWorld(fields: Parameters<typeof makeRun>[1] = {}) {
  const name = `Tide walk ${randomUUID()}`
  const runId = await makeRun(owner, { name, ...fields })
  const first = { name: `First ${randomUUID()}` }
  const second = { name: `Second ${randomUUID()}` }
  return {
    runId,
    name,
    first: { ...first, ...(await makePortal(owner, first.name)) },
    second: { ...second, ...(await makePortal(owner, second.name)) },
  }
}

function dialogOf(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Publish' })
}

async function openDialog(page: Page, runId: string): Promise<Locator> {
  await page.goto(`/provider/runs/${runId}`)
  const button = page.getByRole('button', { name: 'Publish', exact: true })
  await expectListening(button)
  await button.click()
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('group', { name: 'Market mode' })).toBeVisible()
  return dialog
}

/** Everything stored about where a run shows, as the database has it. */
function stored(runId: string) {
  const columns = 'portal_id,listing,publish_at,unpublish_at,published_at,published_by,unpublished_at'
  return Promise.all([
    rows(owner, 'GET', `cc_run_portal_publications?select=id,${columns}&run_id=eq.${runId}&order=portal_id`),
    rows(owner, 'GET', `cc_n3_runs?select=id,market_mode&id=eq.${runId}`),
  ])
}

test('three clicks on the run page put an open run before the public', async ({ pageAs, page: stranger }) => {
  const { runId, name, first } = await makeWorld()
  await publish(owner, runId, 'OPEN', [])
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)

  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialogOf(page).getByRole('checkbox', { name: first.name }).click()
  await dialogOf(page).getByRole('button', { name: 'Publish to 1 portal' }).click()

  await expect(page.getByText('Published to 1 portal', { exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Where it is published' })).toContainText('Live')
  await expect(page.getByRole('region', { name: 'Activity' })).toContainText('published to 1 portal as Open')
  await stranger.goto(`/p/${first.slug}`)
  await expect(stranger.getByText(name)).toBeVisible()
})

test('the dialog says beforehand what will change, and the button what it does', async ({ pageAs }) => {
  const { runId, first, second } = await makeWorld()
  await publish(owner, runId, 'OPEN', [{ portalId: first.id, listing: 'full' }])
  const dialog = await openDialog(await pageAs(OWNER), runId)

  await expect(dialog.getByRole('button', { name: 'Nothing to change' })).toBeDisabled()
  await dialog.getByRole('checkbox', { name: second.name }).check()
  await expect(dialog.getByRole('button', { name: 'Publish to 1 portal' })).toBeEnabled()
  await dialog.getByRole('checkbox', { name: first.name }).uncheck()
  await expect(dialog.getByRole('button', { name: 'Publish to 1, unpublish from 1' })).toBeEnabled()
  await expect(dialog.getByText(`Unpublish from ${first.name}`)).toBeVisible()
  await dialog.getByRole('radio', { name: /^Closed/ }).check()
  await expect(dialog.getByText(/Market mode: Open.*Closed/)).toBeVisible()
})

test('undo restores exactly what was before', async ({ pageAs }) => {
  const { runId, first, second } = await makeWorld()
  await publish(owner, runId, 'OPEN', [
    { portalId: first.id, listing: 'teaser', unpublishAt: hoursAhead(48) },
    { portalId: second.id, listing: 'full', publishAt: hoursAhead(5) },
  ])
  const before = await stored(runId)
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await dialog.getByRole('radio', { name: /^Closed/ }).check()
  await dialog.getByRole('checkbox', { name: second.name }).uncheck()
  await dialog.getByRole('button', { name: 'Unpublish from 1 portal' }).click()
  await expect(page.getByText('Unpublished from 1 portal', { exact: true })).toBeVisible()
  expect(await stored(runId)).not.toEqual(before)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone. Everything is as it was before.')).toBeVisible()
  expect(await stored(runId)).toEqual(before)
})

test('two people publish at once: the second sees what changed, keeps their choice and publishes on top', async ({
  pageAs,
}) => {
  const { runId, first, second } = await makeWorld()
  await publish(owner, runId, 'OPEN', [])
  const mine = await pageAs(OWNER)
  const theirs = await pageAs(ADMIN)
  const my = await openDialog(mine, runId)
  const their = await openDialog(theirs, runId)

  await my.getByRole('checkbox', { name: second.name }).check()
  await their.getByRole('checkbox', { name: first.name }).check()
  await their.getByRole('button', { name: 'Publish to 1 portal' }).click()
  await expect(their).toBeHidden()

  await my.getByRole('button', { name: 'Publish to 1 portal' }).click()
  const conflict = my.getByRole('alert')
  await expect(conflict).toContainText('Adam Osei published meanwhile')
  await expect(conflict).toContainText(`Published to ${first.name}`)
  await expect(my.getByRole('checkbox', { name: second.name })).toBeChecked()

  await my.getByRole('button', { name: 'Publish to 1 portal' }).click()
  await expect(my).toBeHidden()
  const [publications] = await stored(runId)
  expect(
    publications
      .filter((one) => one.unpublished_at === null)
      .map((one) => one.portal_id)
      .sort(),
  ).toEqual([first.id, second.id].sort())
})

test('the whole of publishing works by keyboard', async ({ pageAs }) => {
  const { runId, first } = await makeWorld()
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  const dialog = dialogOf(page)
  const invite = dialog.getByRole('radio', { name: /^Invite only/ })
  // The page is there before its script listens.
  await expect(async () => {
    await page.keyboard.press('p')
    await expect(invite).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await invite.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(dialog.getByRole('radio', { name: /^Open/ })).toBeChecked()
  const box = dialog.getByRole('checkbox', { name: first.name })
  for (let presses = 0; presses < 60; presses++) {
    if (await box.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(box).toBeFocused()
  await page.keyboard.press('Space')
  await expect(dialog.getByRole('button', { name: 'Publish to 1 portal' })).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Published to 1 portal', { exact: true })).toBeVisible()
})

test('leaving out every portal takes the run off the air within five seconds', async ({
  pageAs,
  request,
}) => {
  const { runId, first, second } = await makeWorld()
  const both = [first, second].map(({ id }) => ({ portalId: id, listing: 'full' as const }))
  await publish(owner, runId, 'OPEN', both)
  expect((await request.get(`/p/${first.slug}/runs/${runId}`)).status()).toBe(200)
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  for (const portal of [first, second]) await dialog.getByRole('checkbox', { name: portal.name }).uncheck()
  await dialog.getByRole('button', { name: 'Unpublish from all 2 portals' }).click()
  await expect(dialog).toBeHidden()
  await expect
    .poll(async () => (await request.get(`/p/${first.slug}/runs/${runId}`)).status(), { timeout: 5_000 })
    .toBe(404)
})

test('a draft is not published in vain: one press makes it scheduled', async ({ pageAs }) => {
  const { runId, first } = await makeWorld({ status: 'draft' })
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await dialog.getByRole('checkbox', { name: first.name }).check()
  await expect(dialog.getByText(/^This run is a draft/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Mark as scheduled' }).click()
  await expect(dialog.getByText(/^This run is a draft/)).toBeHidden()
  await expect(dialog.getByRole('checkbox', { name: first.name })).toBeChecked()
})

test('a portal that was paused meanwhile blocks publishing until it is left out', async ({ pageAs }) => {
  const { runId, first, second } = await makeWorld()
  await publish(owner, runId, 'OPEN', [{ portalId: first.id, listing: 'full' }])
  await rows(owner, 'PATCH', `cc_portals?id=eq.${first.id}`, { is_active: false })
  const dialog = await openDialog(await pageAs(OWNER), runId)
  await dialog.getByRole('checkbox', { name: second.name }).check()
  await expect(dialog.getByText(`Not active: ${first.name}`)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Publish to 1 portal' })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Leave out' }).click()
  await dialog.getByRole('button', { name: 'Publish to 1, unpublish from 1' }).click()
  await expect(dialog).toBeHidden()
})

test('a schedule is kept to the minute on the clock of the run, and strangers wait for it', async ({
  pageAs,
  request,
}) => {
  const { runId, first } = await makeWorld({ timeZone: 'Asia/Tokyo' })
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await dialog.getByRole('radio', { name: /^Open/ }).check()
  await dialog.getByRole('checkbox', { name: first.name }).check()
  await dialog.getByRole('button', { name: `schedule for ${first.name}` }).click()
  await dialog.getByLabel('Unpublish at').fill('2031-05-01T09:30')
  await dialog.getByLabel('Publish at', { exact: true }).fill('2031-06-01T09:30')
  await expect(dialog.getByText(/^Ends before it begins/)).toBeVisible()
  await dialog.getByLabel('Publish at', { exact: true }).fill('2031-04-01T09:30')
  await dialog.getByRole('button', { name: 'Schedule on 1 portal' }).click()
  await expect(dialog).toBeHidden()
  const [[publication]] = await stored(runId)
  expect(publication).toMatchObject({
    publish_at: '2031-04-01T00:30:00+00:00',
    unpublish_at: '2031-05-01T00:30:00+00:00',
  })
  await expect(page.getByRole('region', { name: 'Where it is published' })).toContainText(
    'From 1 Apr 2031, 09:30',
  )
  expect((await request.get(`/p/${first.slug}/runs/${runId}`)).status()).toBe(404)
})

test('when the server cannot be reached nothing picked is lost, and pressing again publishes', async ({
  pageAs,
}) => {
  const { runId, first } = await makeWorld()
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await dialog.getByRole('checkbox', { name: first.name }).check()
  await page.route('**/rpc/publish_run', (route) => route.abort())
  await dialog.getByRole('button', { name: 'Publish to 1 portal' }).click()
  await expect(dialog.getByRole('alert')).toContainText('We cannot reach the server')
  await expect(dialog.getByRole('checkbox', { name: first.name })).toBeChecked()
  await page.unroute('**/rpc/publish_run')
  await dialog.getByRole('button', { name: 'Publish to 1 portal' }).click()
  await expect(dialog).toBeHidden()
})

test('choices are not thrown away by a stray Escape', async ({ pageAs }) => {
  const { runId, first } = await makeWorld()
  const page = await pageAs(OWNER)
  const dialog = await openDialog(page, runId)
  await dialog.getByRole('checkbox', { name: first.name }).check()
  await page.keyboard.press('Escape')
  await expect(dialog.getByText('Leave without saving?')).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  await expect(dialog.getByRole('checkbox', { name: first.name })).toBeChecked()
})
