import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { person } from '../fixtures/backend'
import { makePortal, makeRun, publish } from '../fixtures/portal-world'
import { expect, test } from '../fixtures/test'

const ADMIN = 'jonas@linden.example'

const unique = (words: string) => `${words} ${randomUUID()}`

/** The portal's row, not the toast that speaks of it. */
function portalRow(page: Page, name: string) {
  return page.getByRole('list', { name: 'Your portals' }).getByRole('listitem').filter({ hasText: name })
}

test('a portal is made, and its address follows its name until somebody writes one', async ({
  pageAs,
  request,
}) => {
  const page = await pageAs(ADMIN)
  await page.goto('/provider/portals')
  await page.getByRole('button', { name: 'New portal' }).first().click()
  const drawer = page.getByRole('dialog', { name: 'New portal' })
  await drawer.getByLabel('Name', { exact: true }).fill('Café am Markt')
  await expect(drawer.getByLabel('Address')).toHaveValue('cafe-am-markt')
  const slug = `markt-${randomUUID()}`
  await drawer.getByLabel('Address').fill(slug)
  const name = unique('Café am Markt')
  await drawer.getByLabel('Name', { exact: true }).fill(name)
  await expect(drawer.getByLabel('Address')).toHaveValue(slug)
  await drawer.getByLabel('Audience').selectOption('Visitors')
  await drawer.getByRole('button', { name: 'Create portal' }).click()
  await expect(drawer).toBeHidden()
  const row = portalRow(page, name)
  await expect(row).toContainText('Active')
  await expect(row).toContainText('Visitors')
  expect((await request.get(`/p/${slug}`)).status()).toBe(200)
})

test('an address that is taken, or cannot be one, is said at its field', async ({ pageAs }) => {
  const taken = await makePortal(await person('olivia@harbour.example'))
  const page = await pageAs(ADMIN)
  await page.goto('/provider/portals?new=1')
  const drawer = page.getByRole('dialog', { name: 'New portal' })
  await drawer.getByLabel('Name', { exact: true }).fill('Second of its kind')
  await drawer.getByLabel('Address').fill('Not An Address')
  await drawer.getByRole('button', { name: 'Create portal' }).click()
  await expect(
    drawer.getByText('Use lowercase letters, digits and single hyphens between them.'),
  ).toBeVisible()
  await drawer.getByLabel('Address').fill(taken.slug)
  await drawer.getByRole('button', { name: 'Create portal' }).click()
  await expect(drawer.getByText('Another portal has this address. Choose a different one.')).toBeVisible()
  await expect(drawer.getByLabel('Name', { exact: true })).toHaveValue('Second of its kind')
})

test('pausing, resuming, archiving and its undo decide at once what the public sees', async ({
  pageAs,
  request,
}) => {
  const staff = await person(ADMIN)
  const name = unique('Switched')
  const portal = await makePortal(staff, name)
  await publish(staff, await makeRun(staff), 'OPEN', [{ portalId: portal.id }])
  const page = await pageAs(ADMIN)
  await page.goto('/provider/portals')
  const row = portalRow(page, name)
  const status = async () => (await request.get(`/p/${portal.slug}`)).status()
  const choose = async (item: string) => {
    await row.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await expect(row).toContainText('1 live run')
  await choose('Pause')
  await expect(row).toContainText('Paused')
  await expect.poll(status, { timeout: 5_000 }).toBe(404)
  await choose('Resume')
  await expect(row).toContainText('Active')
  await expect.poll(status, { timeout: 5_000 }).toBe(200)
  await choose('Archive')
  await expect(row).toContainText('Archived')
  await expect.poll(status, { timeout: 5_000 }).toBe(404)
  await page
    .getByRole('listitem')
    .filter({ hasText: 'is archived' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(row).toContainText('Active')
  await expect.poll(status, { timeout: 5_000 }).toBe(200)
})

test('a portal is changed in a drawer', async ({ pageAs }) => {
  const name = unique('Before')
  await makePortal(await person(ADMIN), name)
  const page = await pageAs(ADMIN)
  await page.goto('/provider/portals')
  await page.getByRole('button', { name: `Edit ${name}` }).click()
  const drawer = page.getByRole('dialog', { name: 'Edit portal' })
  const renamed = unique('After')
  await drawer.getByLabel('Name', { exact: true }).fill(renamed)
  await drawer.getByRole('button', { name: 'Save changes' }).click()
  await expect(drawer).toBeHidden()
  await expect(page.getByRole('button', { name: `Edit ${renamed}` })).toBeVisible()
})

test('shared portals can be looked at but not changed', async ({ pageAs }) => {
  const page = await pageAs(ADMIN)
  await page.goto('/provider/portals')
  const shared = page.getByRole('list', { name: 'Shared portals' }).getByRole('listitem')
  await expect(shared.first()).toContainText('Shared')
  await expect(shared.getByRole('button')).toHaveCount(0)
  await expect(shared.first().getByRole('link', { name: /^View/ })).toBeVisible()
})

test('zones are added and renamed, and a name is used once', async ({ pageAs }) => {
  const page = await pageAs(ADMIN)
  await page.goto('/provider/portals')
  await page.getByRole('button', { name: 'Zones' }).click()
  const drawer = page.getByRole('dialog', { name: 'Zones' })
  const name = unique('Canal')
  await drawer.getByLabel('Name of a new zone').fill(name)
  await drawer.getByRole('button', { name: 'Add' }).click()
  await expect(drawer.getByLabel(`Name of ${name}`)).toHaveValue(name)
  // The zone may stand in the list a moment before the field is cleared for the next one.
  await expect(drawer.getByLabel('Name of a new zone')).toHaveValue('')
  await drawer.getByLabel('Name of a new zone').fill(name)
  await drawer.getByRole('button', { name: 'Add' }).click()
  await expect(drawer.getByText('There is a zone of this name already.')).toBeVisible()
  const renamed = unique('Lock')
  await drawer.getByLabel(`Name of ${name}`).fill(renamed)
  await drawer.getByRole('button', { name: 'Rename' }).click()
  await expect(drawer.getByLabel(`Name of ${renamed}`)).toHaveValue(renamed)
})
