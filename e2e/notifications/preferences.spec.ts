import { rows } from '../fixtures/backend'
import { withDatabase } from '../fixtures/database'
import { inboxOf, makeFollower, signInFollower, tell, type Follower } from '../fixtures/followers'
import { waitForMailAbout } from '../fixtures/mailbox'
import { expect, test } from '../fixtures/test'
import { signInAs } from '../fixtures/visitor'

/** What the queue holds for the mails of a follower's updates, the oldest first. */
function deliveriesTo({ who }: Follower) {
  return withDatabase(
    (sql) => sql<{ status: string; skip_reason: string | null }[]>`
      select status, skip_reason from cc_notification_deliveries
      where recipient_individual_id = ${who.id} and template = 'notification' order by created_at`,
  )
}

test('what somebody chooses decides what is sent', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  await signInFollower(context, baseURL, follower)
  await page.goto('/settings/notifications')
  const runs = page.getByRole('group', { name: 'Runs' })
  await runs.getByLabel('By e-mail').selectOption('Off')
  await page.getByRole('button', { name: 'Save choices' }).click()
  await expect(page.getByText('Your choices are saved')).toBeVisible()
  await tell(follower, 'Only in the app')
  expect(await inboxOf(follower)).toHaveLength(1)
  expect(await deliveriesTo(follower)).toMatchObject([{ status: 'skipped', skip_reason: 'switched_off' }])

  await page.reload()
  await expect(runs.getByLabel('By e-mail')).toHaveValue('off')
  await runs.getByLabel('By e-mail').selectOption('Daily digest')
  await page.getByRole('button', { name: 'Save choices' }).click()
  await expect(page.getByText(/^Next daily digest: /)).toBeVisible()
  await tell(follower, 'Gathered')
  expect((await deliveriesTo(follower)).at(-1)).toMatchObject({ status: 'held' })

  // Fresh, because the message of the save before would answer for this one.
  await page.reload()
  await expect(runs.getByLabel('By e-mail')).toHaveValue('daily')
  await runs.getByLabel('In the app').uncheck()
  await page.getByRole('button', { name: 'Save choices' }).click()
  await expect(page.getByText('Your choices are saved')).toBeVisible()
  await tell(follower, 'Not in the app')
  expect(await inboxOf(follower)).toHaveLength(2)
})

test('what must be known cannot be switched off, and says why', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  await signInFollower(context, baseURL, follower)
  await page.goto('/settings/notifications')
  await expect(
    page.getByText('Otherwise you might set out for something that no longer takes place.'),
  ).toBeVisible()
  const runs = page.getByRole('group', { name: 'Runs' })
  await runs.getByLabel('By e-mail').selectOption('Off')
  await runs.getByLabel('In the app').uncheck()
  await page.getByRole('button', { name: 'Save choices' }).click()
  await expect(page.getByText('Your choices are saved')).toBeVisible()
  await rows(follower.staff, 'PATCH', `cc_n3_runs?id=eq.${follower.runId}`, { status: 'cancelled' })
  expect((await inboxOf(follower)).map(({ subject }) => subject)).toEqual([
    `${follower.runName} is cancelled`,
  ])
})

test('quiet hours say when they come next, refuse an end that equals the start, and hold mail back', async ({
  page,
  context,
  baseURL,
}) => {
  const follower = await makeFollower()
  await signInFollower(context, baseURL, follower)
  await page.goto('/settings/notifications')
  await page.getByLabel('Time zone').fill('Middle/Earth')
  await page.getByLabel('Quiet hours').check()
  await page.getByLabel('From', { exact: true }).fill('08:00')
  await page.getByLabel('Until', { exact: true }).fill('08:00')
  await page.getByRole('button', { name: 'Save timing' }).click()
  await expect(page.getByText('The end must differ from the start.')).toBeVisible()
  await expect(page.getByText('Choose a time zone from the list, such as Europe/London.')).toBeVisible()

  await page.getByLabel('Time zone').fill('Asia/Kolkata')
  // From this minute on until a minute ago: it is quiet whenever the test runs.
  const minute = (offset: number) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kolkata', hour: '2-digit', minute: '2-digit' }).format(
      Date.now() + offset * 60_000,
    )
  await page.getByLabel('From', { exact: true }).fill(minute(-1))
  await page.getByLabel('Until', { exact: true }).fill(minute(-2))
  await expect(page.getByText(/^It is quiet now\. What waits is sent on .*GMT\+5:30\.$/)).toBeVisible()
  await page.getByRole('button', { name: 'Save timing' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  const [decided] = await rows(follower.who, 'POST', 'rpc/preference_decision', {
    user: follower.who.id,
    category: 'runs',
    channel: 'email',
  })
  expect(decided).toMatchObject({ decision: 'defer', reason: 'quiet_hours' })
  await page.reload()
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Kolkata')
  await expect(page.getByRole('checkbox', { name: 'Sunday' })).toBeChecked()
})

test('a test mail arrives', async ({ page, context, baseURL }) => {
  const follower = await makeFollower()
  await signInFollower(context, baseURL, follower)
  await page.goto('/settings/notifications')
  await page.getByRole('button', { name: 'Send me a test' }).click()
  await expect(page.getByText('A test mail is on its way')).toBeVisible()
  await waitForMailAbout(follower.who.email, 'Test message')
})

test('staff are asked about what only staff get', async ({ page, context, baseURL }) => {
  await signInAs(context, baseURL ?? '', 'adam@harbour.example')
  await page.goto('/settings/notifications')
  for (const name of ['Runs', 'Invitations', 'Team', 'Delivery']) {
    await expect(page.getByRole('group', { name, exact: true })).toBeVisible()
  }
})
