import { rows } from '../fixtures/backend'
import { withDatabase } from '../fixtures/database'
import { inboxOf, makeFollower, signInFollower, tell } from '../fixtures/followers'
import { invite } from '../fixtures/invitations'
import { waitForMailAbout } from '../fixtures/mailbox'
import { expect, test } from '../fixtures/test'

// What moves on screen must not be in the way of the next press.
test.use({ reducedMotion: 'no-preference' })

test('an update reaches the inbox and the mailbox of who follows the run, and opening it is reading it', async ({
  page,
  context,
  baseURL,
}) => {
  const follower = await makeFollower()
  await tell(follower, 'Bring gloves', 'The quay is cold in the morning.')
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications')
  const item = page.getByRole('link', { name: `Unread: ${follower.runName}: Bring gloves` })
  await expect(item).toBeVisible()
  await expect(page.getByText('The quay is cold in the morning.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()

  // Who has read it in the app gets no mail about it any more, so it has to leave before that. The invitation's own mail is
  // no measure: claimed at once, it may or may not have been sent.
  const mail = await waitForMailAbout(follower.who.email, 'Bring gloves')
  expect(mail.subject).toContain(follower.runName)

  await item.click()
  await page.waitForURL(`**/shared/${follower.runId}`)
  await expect.poll(async () => (await inboxOf(follower))[0]?.read_at).not.toBeNull()
  await page.goBack()
  await expect(
    page.getByRole('link', { name: `${follower.runName}: Bring gloves`, exact: true }),
  ).toBeVisible()
})

test('several updates about one run stand together, the newest on top', async ({
  page,
  context,
  baseURL,
}) => {
  const follower = await makeFollower()
  for (const subject of ['First', 'Second', 'Third']) await tell(follower, subject)
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications')
  await expect(page.getByRole('link', { name: /: Third/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /: First/ })).toBeHidden()
  await page.getByRole('button', { name: /Show 2 earlier/ }).click()
  await expect(page.getByRole('link', { name: /: First/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /: Second/ })).toBeVisible()
})

test('everything can be marked as read at once, and that taken back exactly', async ({
  page,
  context,
  baseURL,
}) => {
  const follower = await makeFollower()
  await tell(follower, 'Read before')
  const [before] = await inboxOf(follower)
  await rows(follower.who, 'PATCH', `cc_notifications?id=eq.${before?.id ?? ''}`, {
    read_at: new Date().toISOString(),
  })
  await tell(follower, 'One')
  await tell(follower, 'Two')
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications?show=unread')
  await expect(page.getByRole('radio', { name: 'Unread 2' })).toBeChecked()
  await page.getByRole('button', { name: 'Mark all read' }).click()
  await expect(page.getByText('2 marked as read')).toBeVisible()
  await expect
    .poll(async () => (await inboxOf(follower)).filter((row) => row.read_at === null).length)
    .toBe(0)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('radio', { name: 'Unread 2' })).toBeVisible()
  const unread = (await inboxOf(follower)).filter((row) => row.read_at === null)
  expect(unread.map(({ subject }) => subject)).toEqual([
    `${follower.runName}: Two`,
    `${follower.runName}: One`,
  ])
})

test('a long inbox is read page by page, there and back, and by one category alone', async ({
  page,
  context,
  baseURL,
}) => {
  const follower = await makeFollower()
  await tell(follower, 'Newest')
  // Each a minute before the one above it, in groups of their own; every tenth is about a ticket.
  await withDatabase(async (sql) => {
    await sql`insert into cc_notifications
      (sender_tenant_id, recipient_individual_id, type, category, subject, body, action_url, dedupe_key, group_key, created_at)
      select n.sender_tenant_id, n.recipient_individual_id, n.type, case when i % 10 = 0 then 'tickets' else 'runs' end,
        'Earlier ' || i, 'Please read.', n.action_url, 'earlier:' || i, 'earlier:' || i, n.created_at - i * interval '1 minute'
      from cc_notifications n, generate_series(1, 40) i where n.recipient_individual_id = ${follower.who.id}`
  })
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications')
  const items = page.getByRole('main').getByRole('link', { name: /^Unread: / })
  const pages = page.getByRole('navigation', { name: 'Pages' })
  await expect(items).toHaveCount(30)
  await expect(items.last()).toHaveAccessibleName('Unread: Earlier 29')
  await expect(pages.getByRole('link')).toHaveText(['Next'])
  await pages.getByRole('link', { name: 'Next' }).click()
  await expect(items).toHaveCount(11)
  await expect(items.first()).toHaveAccessibleName('Unread: Earlier 30')
  await expect(items.last()).toHaveAccessibleName('Unread: Earlier 40')
  await expect(pages.getByRole('link')).toHaveText(['Previous'])
  await pages.getByRole('link', { name: 'Previous' }).click()
  await expect(items).toHaveCount(30)
  await expect(items.first()).toHaveAccessibleName(`Unread: ${follower.runName}: Newest`)

  await page.getByLabel('Category').selectOption('Tickets')
  await expect(items).toHaveCount(4)
  await expect(items.first()).toHaveAccessibleName('Unread: Earlier 10')
  await expect(page).toHaveURL(/category=tickets/)
  await expect(pages).toHaveCount(0)
})

test('what is archived leaves the inbox, and Undo brings it back', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  await tell(follower, 'Put me away')
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications')
  const item = page.getByRole('link', { name: /Put me away/ })
  await page.getByRole('button', { name: /^Archive: / }).click()
  await expect(item).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Nothing needs you' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(item).toBeVisible()

  await page.getByRole('button', { name: /^Archive: / }).click()
  await page.getByRole('radio', { name: 'Archived' }).check()
  await expect(page).toHaveURL(/show=archived/)
  await expect(item).toBeVisible()
  await page.getByRole('button', { name: /^Move to inbox: / }).click()
  await expect(page.getByRole('heading', { name: 'Nothing is archived' })).toBeVisible()
  await page.goBack()
  await expect(item).toBeVisible()
})

test('the whole inbox works from the keyboard', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  const other = { ...follower, ...(await anotherRun(follower)) }
  await tell(follower, 'Lower')
  await tell(other, 'Upper')
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications')
  const upper = page.getByRole('link', { name: /: Upper/ })
  const lower = page.getByRole('link', { name: /: Lower/ })
  await expect(upper).toBeVisible()
  await page.keyboard.press('j')
  await expect(upper).toBeFocused()
  await page.keyboard.press('u')
  await expect(upper).toHaveAccessibleName(/^(?!Unread)/)
  await page.keyboard.press('u')
  await expect(upper).toHaveAccessibleName(/^Unread/)
  await page.keyboard.press('e')
  await expect(upper).toHaveCount(0)
  await expect(lower).toBeFocused()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByText('Archive')).toBeVisible()
  await expect(sheet.getByText('Mark as read or unread')).toBeVisible()
  await page.keyboard.press('Escape')
  // As long as it is open the sheet keeps the focus to itself.
  await expect(sheet).toHaveCount(0)
  await lower.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/shared/${follower.runId}`)
})

test('a muted run is heard of no more, and Undo ends that', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  await tell(follower, 'Heard')
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications')
  await page.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Mute this run' }).click()
  await expect(page.getByText('This run is muted')).toBeVisible()
  await tell(follower, 'Not heard')
  expect((await inboxOf(follower)).map(({ subject }) => subject)).toEqual([`${follower.runName}: Heard`])

  await page.goto('/settings/notifications')
  await expect(page.getByRole('region', { name: 'Muted runs' })).toContainText(follower.runName)
  await page.getByRole('button', { name: `Unmute ${follower.runName}` }).click()
  await expect(page.getByText('No run is muted.')).toBeVisible()
  await tell(follower, 'Heard again')
  expect(await inboxOf(follower)).toHaveLength(2)
})

test('one can ask why something came', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  await tell(follower, 'Why')
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications')
  await page.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Why did I get this?' }).click()
  const dialog = page.getByRole('dialog', { name: 'Why did I get this?' })
  await expect(dialog.getByText('You got this because you take part in this run')).toBeVisible()
  await expect(dialog.getByText('at once, which is how it is unless you choose otherwise.')).toHaveCount(2)
})

test('a change that the server refuses is taken back and said so', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  await tell(follower, 'Stubborn')
  await signInFollower(context, baseURL, follower)
  await page.goto('/notifications')
  await page.route('**/rest/v1/cc_notifications?*', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 403, json: { code: '42501', message: 'permission denied' } })
      : route.continue(),
  )
  await page.getByRole('button', { name: /^Archive: / }).click()
  await expect(page.getByText('You may not do this')).toBeVisible()
  await expect(page.getByRole('link', { name: /Stubborn/ })).toBeVisible()
})

test('nobody reads or marks the notifications of anybody else', async () => {
  const [one, other] = await Promise.all([makeFollower(), makeFollower()])
  await tell(one, 'Private')
  const [mine] = await inboxOf(one)
  expect(await inboxOf(other)).toEqual([])
  await rows(other.who, 'PATCH', `cc_notifications?id=eq.${mine?.id ?? ''}`, {
    archived_at: new Date().toISOString(),
  })
  expect((await inboxOf(one))[0]?.archived_at).toBeNull()
})

/** A second run that the same person follows. */
async function anotherRun(follower: Awaited<ReturnType<typeof makeFollower>>) {
  const invitation = await invite(follower.staff, { email: follower.who.email })
  await rows(follower.who, 'POST', 'rpc/claim_invitation', { token: invitation.token })
  return { runId: invitation.runId }
}
