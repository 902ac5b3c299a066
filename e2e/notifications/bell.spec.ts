import { inboxOf, makeFollower, signInFollower, tell } from '../fixtures/followers'
import { listening } from '../fixtures/listening'
import { expect, expectListening, test } from '../fixtures/test'

test('the bell says how much is unread, in every tab at once', async ({ context, baseURL }) => {
  const follower = await makeFollower()
  await tell(follower, 'One')
  await tell(follower, 'Two')
  await signInFollower(context, baseURL, follower)
  // The count is there before the script that hears of the other tab.
  const first = listening(await context.newPage())
  await first.goto('/notifications')
  const second = listening(await context.newPage())
  await second.goto('/home')
  const bell = (page: typeof first) =>
    page.getByRole('button', { name: /^Notifications/ }).filter({ visible: true })
  await expect(bell(first)).toHaveAccessibleName('Notifications, 2 unread')
  await expect(bell(second)).toHaveAccessibleName('Notifications, 2 unread')

  await first.getByRole('button', { name: 'Mark all read' }).click()
  await expect(bell(first)).toHaveAccessibleName('Notifications')
  await expect(bell(second)).toHaveAccessibleName('Notifications')
  await first.getByRole('button', { name: 'Undo' }).click()
  await expect(bell(second)).toHaveAccessibleName('Notifications, 2 unread')
})

test('behind the bell stand the newest, and opening one leads to it', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  await tell(follower, 'Look here')
  await signInFollower(context, baseURL, follower)
  await page.goto('/home')
  const bell = page.getByRole('button', { name: 'Notifications, 1 unread' })
  await bell.click()
  const panel = page.getByRole('dialog', { name: 'Latest notifications' })
  await expect(panel.getByRole('link', { name: /Look here/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(bell).toBeFocused()
  await page.keyboard.press('Enter')
  await panel.getByRole('link', { name: /Look here/ }).click()
  await page.waitForURL(`**/shared/${follower.runId}`)
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible()
})

for (const [clock, minutes] of [
  ['slow', -10],
  ['fast', 10],
] as const) {
  test(`by a ${clock} clock, all that stood there is marked as read, and nothing that came after the look`, async ({
    page,
    context,
    baseURL,
  }) => {
    const follower = await makeFollower()
    await tell(follower, 'One')
    await tell(follower, 'Two')
    await signInFollower(context, baseURL, follower)
    await page.clock.setFixedTime(Date.now() + minutes * 60_000)
    const unread = async () =>
      (await inboxOf(follower)).filter((row) => row.read_at === null).map(({ subject }) => subject)
    await page.goto('/home')
    await page.getByRole('button', { name: 'Notifications, 2 unread' }).click()
    const panel = page.getByRole('dialog', { name: 'Latest notifications' })
    await expect(panel.getByRole('link', { name: /: Two/ })).toBeVisible()
    await tell(follower, 'Three')
    await panel.getByRole('button', { name: 'Mark all read' }).click()
    await expect(page.getByText('2 marked as read')).toBeVisible()
    expect(await unread()).toEqual([`${follower.runName}: Three`])

    await page.goto('/notifications')
    await expect(page.getByRole('link', { name: /: Three/ })).toBeVisible()
    await tell(follower, 'Four')
    await page.getByRole('button', { name: 'Mark all read' }).click()
    await expect(page.getByText('1 marked as read')).toBeVisible()
    expect(await unread()).toEqual([`${follower.runName}: Four`])
  })
}

test('what arrives later is noticed without a reload and spoken once; less is not spoken', async ({
  page,
  context,
  baseURL,
}) => {
  const follower = await makeFollower()
  await signInFollower(context, baseURL, follower)
  await page.clock.install()
  await page.goto('/notifications')
  await expect(page.getByRole('heading', { name: 'Nothing needs you' })).toBeVisible()
  // A minute that passes before the page listens is none that it waited.
  await expectListening(page.getByRole('button', { name: 'Notifications', exact: true }))
  await tell(follower, 'News')
  await page.clock.fastForward('01:05')
  const spoken = page.getByRole('status').filter({ hasText: 'new notification' })
  await expect(spoken).toHaveText('1 new notification')
  await expect(page.getByRole('button', { name: 'Notifications, 1 unread' })).toBeVisible()
  await expect(page.getByRole('link', { name: /News/ })).toBeVisible()
  await page.getByRole('button', { name: 'Mark all read' }).click()
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible()
  await expect(spoken).toHaveCount(0)
})

test('what was read on another device is no longer counted once one looks here again', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const follower = await makeFollower()
  await tell(follower, 'Read elsewhere')
  await signInFollower(context, baseURL, follower)
  // Time passes only when told, so that no poll is what brings the news.
  await page.clock.install()
  await page.goto('/notifications')
  await expect(page.getByRole('button', { name: 'Notifications, 1 unread' })).toBeVisible()

  const phone = await browser.newContext({ ...(baseURL ? { baseURL } : {}) })
  await signInFollower(phone, baseURL, follower)
  const other = listening(await phone.newPage())
  await other.goto('/notifications')
  await other.getByRole('button', { name: 'Mark all read' }).click()
  await expect(other.getByText('1 marked as read')).toBeVisible()
  await phone.close()

  await expect(page.getByRole('button', { name: 'Notifications, 1 unread' })).toBeVisible()
  await page.clock.fastForward('00:06')
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Unread: / })).toHaveCount(0)
})
