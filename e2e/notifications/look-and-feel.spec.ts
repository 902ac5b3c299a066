import { makeFollower, signInFollower, tell } from '../fixtures/followers'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { signInAs } from '../fixtures/visitor'
import { EVENTS } from '../../lib/notifications/registry'

const LONG = 'Unload at the side door on Customs Lane and park behind the ferry office. '.repeat(8)

for (const address of ['/notifications', '/notifications?show=archived', '/settings/notifications']) {
  test(`${address} breaks no accessibility rule in either theme and fits 320 px`, async ({
    page,
    context,
    baseURL,
  }) => {
    const follower = await makeFollower()
    await tell(follower, 'Parking', LONG)
    await tell(follower, 'Averylongwordthathasnoplacewhereitcouldbebrokenintotwolines'.repeat(2))
    await signInFollower(context, baseURL, follower)
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page)
    await expectFits(page, 320, 375)
  })
}

test('the panel under the bell breaks no accessibility rule', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  await tell(follower, 'Parking', LONG)
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications')
  await page.getByRole('button', { name: 'Notifications, 1 unread' }).click()
  const panel = page.getByRole('dialog', { name: 'Latest notifications' })
  await expect(panel.getByRole('link', { name: /Parking/ })).toBeVisible()
  await expectAccessible(page, { hasMenu: true })
})

test('menu and dialog of a notification break no accessibility rule', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  await tell(follower, 'Parking', LONG)
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications')
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(page.getByRole('button', { name: 'Show less' })).toBeVisible()
  await page.getByRole('button', { name: /^Actions for/ }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page, { hasMenu: true })
  await page.getByRole('menuitem', { name: 'Why did I get this?' }).click()
  await expect(page.getByText('By e-mail')).toBeVisible()
  await expectAccessible(page)
})

test('settings of staff with quiet hours open break no accessibility rule and fit 320 px', async ({
  page,
  context,
  baseURL,
}) => {
  await signInAs(context, baseURL ?? '', 'adam@harbour.example')
  await page.goto('/settings/notifications')
  await page.getByLabel('Quiet hours').check()
  await expect(page.getByText(/^Next from|^It is quiet now/)).toBeVisible()
  await expectAccessible(page)
  await expectFits(page, 320, 375)
})

test('the page of all mails has the codes and every event, and breaks no accessibility rule', async ({
  page,
}) => {
  await page.goto('/dev/mails')
  await expect(page.getByRole('heading', { level: 1, name: 'Mails' })).toBeVisible()
  const names = await page.getByRole('heading', { level: 2 }).allTextContents()
  expect(names).toEqual(expect.arrayContaining(['Code: magic link', 'Summary', 'Reminder of an invitation']))
  const mailed = EVENTS.filter(({ channels }) => channels.includes('email')).map(({ type }) => type)
  expect(names).toEqual(expect.arrayContaining(mailed))
  await expect(page.getByText('Your sign-in code: 123456')).toBeVisible()
  await expect(page.locator('main')).not.toContainText('{{')
  await expectAccessible(page)
})
