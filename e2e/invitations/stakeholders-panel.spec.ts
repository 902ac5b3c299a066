import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { rows, type Person } from '../fixtures/backend'
import { withDatabase } from '../fixtures/database'
import {
  OWNER,
  choose,
  failMessages,
  inviteToRun,
  joinTara,
  joinedRun,
  mailedAnHourAgo,
  panelOf,
  rowOf,
  sayAndFail,
  stakeholdersOwner,
} from '../fixtures/stakeholders'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

let owner: Person

test.beforeAll(async () => {
  owner = await stakeholdersOwner()
})

test('copying a link says how long it works, and the link opens the invitation', async ({
  pageAs,
  request,
}) => {
  const { runId } = await inviteToRun(['Ann'])
  const page = await pageAs(OWNER, { permissions: ['clipboard-read', 'clipboard-write'] })
  await page.goto(`/provider/runs/${runId}`)
  await rowOf(page, 'Ann').getByRole('button', { name: 'Copy link for Ann' }).click()
  await expect(page.getByText(/^Copied, expires \d+ \w+$/)).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const answer = await request.get(link)
  expect(await answer.text()).toContain('Harbour')
})

test('revoking takes effect at once, and Undo brings the same links back', async ({ pageAs }) => {
  const { runId, people } = await inviteToRun(['Ann', 'Bob'])
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  await choose(page, 'Ann', 'Revoke')
  await expect(rowOf(page, 'Ann').getByText('Revoked')).toBeVisible()
  const state = async () =>
    (await rows(null, 'POST', 'rpc/open_invitation', { token: people[0]?.token }))[0]?.state
  expect(await state()).toBe('revoked')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone. The links work again.')).toBeVisible()
  await expect(rowOf(page, 'Ann').getByText('Revoked')).toBeHidden()
  expect(await state()).toBe('open')
})

test('groups with counts and the search narrow the list, and the address keeps them', async ({ pageAs }) => {
  const { runId, people } = await inviteToRun(['Ann', 'Bob', 'Cat'])
  await rows(owner, 'POST', 'rpc/revoke_invitation', { invitation_id: people[0]?.id })
  await rows(null, 'POST', 'rpc/decline_invitation', { token: people[1]?.token, reason: 'On holiday' })
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  const show = panelOf(page).getByRole('group', { name: 'Show' })
  await expect(show.getByRole('button', { name: 'All 3' })).toBeVisible()
  await show.getByRole('button', { name: 'Declined 1' }).click()
  const list = panelOf(page).getByRole('list', { name: 'People' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await page.reload()
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await list.getByRole('button', { name: 'Bob', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Bob' }).getByText('On holiday')).toBeVisible()
  await page.keyboard.press('Escape')

  await show.getByRole('button', { name: 'All 3' }).click()
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await panelOf(page)
    .getByLabel('Search people')
    .fill(people[2]?.email ?? '')
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await panelOf(page).getByLabel('Search people').fill('nobody at all')
  await panelOf(page).getByRole('button', { name: 'Show everybody' }).click()
  await expect(list.getByRole('listitem')).toHaveCount(3)
})

test('a role is changed, the time extended and reminders switched off for one invitation', async ({
  pageAs,
}) => {
  const { runId, people } = await inviteToRun(['Ann'])
  const id = people[0]?.id
  const stored = async () =>
    (
      await rows(
        owner,
        'GET',
        `cc_invitations?select=id,invitee_role,reminders_enabled,claim_token_expires_at&id=eq.${id}`,
      )
    )[0]
  const before = await stored()
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  await expect(rowOf(page, 'Ann').getByText(/^Reminder on \d+ \w+, 2 more after$/)).toBeVisible()
  await choose(page, 'Ann', 'Observer')
  await expect(rowOf(page, 'Ann')).toContainText('Observer')
  await choose(page, 'Ann', 'Extend by 30 days')
  await expect(page.getByText(/^Extended to \d+ \w+$/)).toBeVisible()
  await rowOf(page, 'Ann').getByRole('button', { name: 'Ann', exact: true }).click()
  await page.getByRole('dialog', { name: 'Ann' }).getByRole('switch').uncheck()
  await expect(page.getByRole('dialog', { name: 'Ann' }).getByText('Reminders are off')).toBeVisible()
  const after = await stored()
  expect(after).toMatchObject({ invitee_role: 'observer', reminders_enabled: false })
  expect(
    Date.parse(String(after?.claim_token_expires_at)) - Date.parse(String(before?.claim_token_expires_at)),
  ).toBeGreaterThan(29 * 86_400_000)
})

test('a bounced mail is not hidden behind an open invitation: the row says so and the log says why', async ({
  pageAs,
}) => {
  const { runId, people } = await inviteToRun(['Ann'])
  const id = people[0]?.id ?? ''
  await withDatabase(async (sql) => {
    await sql`update cc_notification_deliveries
      set status = 'failed', failure = 'bounced', last_error = '550 no such user', lease_token = null, lease_until = null,
        attempt_log = ${sql.json([{ at: new Date().toISOString(), outcome: 'failed', code: '550', message: 'no such user' }])}
      where invitation_id = ${id}`
  })
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  await expect(rowOf(page, 'Ann').getByText('Bounced')).toBeVisible()
  await panelOf(page).getByRole('button', { name: 'Not delivered 1' }).click()
  await rowOf(page, 'Ann').getByRole('button', { name: 'Ann', exact: true }).click()
  const drawer = page.getByRole('dialog', { name: 'Ann' })
  await expect(drawer.getByRole('list', { name: 'Attempts' })).toContainText('no such user')
})

test('somebody who joined changes role, hears an update, and is taken off again', async ({ pageAs }) => {
  const { runId, who } = await joinedRun()
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  await expect(rowOf(page, 'Joan').getByText('Joined')).toBeVisible()
  await choose(page, 'Joan', 'Contractor')
  await expect(rowOf(page, 'Joan')).toContainText('Contractor')

  await panelOf(page).getByRole('button', { name: 'Send update' }).click()
  const dialog = page.getByRole('dialog', { name: 'Stakeholders' })
  await expect(dialog.getByText('Reaches 1 person')).toBeVisible()
  await dialog.getByRole('button', { name: 'Send update' }).click()
  await expect(dialog.getByText('Say in a few words what it is about.')).toBeVisible()
  await dialog.getByLabel('Subject').fill('New meeting point')
  await dialog.getByLabel('Message').fill('We meet at the lighthouse.')
  await dialog.getByRole('button', { name: 'Send update' }).click()
  await expect(page.getByText('Sent to 1 person')).toBeVisible()
  expect(await rows(who, 'GET', 'cc_notifications?select=id,subject&type=eq.run.update')).toHaveLength(1)

  await choose(page, 'Joan', 'Remove')
  await expect(rowOf(page, 'Joan').getByText('Left')).toBeVisible()
  expect(await rows(who, 'POST', 'rpc/shared_runs', {})).toEqual([])
  expect(await rows(who, 'GET', 'cc_notifications?select=id&type=eq.run.update')).toEqual([])

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Joan is on this run again')).toBeVisible()
  await expect(rowOf(page, 'Joan').getByText('Joined')).toBeVisible()
  expect(await rows(who, 'POST', 'rpc/shared_runs', {})).toMatchObject([{ role: 'contractor' }])
  expect(await rows(who, 'GET', 'cc_notifications?select=id&type=eq.run.update')).toHaveLength(1)
})

test('the log of messages says whom each reached and how, and sends again what failed', async ({
  pageAs,
}) => {
  const { runId, who } = await joinedRun()
  await rows(owner, 'POST', 'rpc/notify_run_stakeholders', {
    run_id: runId,
    subject: 'News',
    body: 'All is well.',
  })
  await failMessages(runId)
  const page = await pageAs(OWNER)
  const asked: string[] = []
  page.on('request', (request) => {
    if (/rpc\/list_(?:run_messages|message_recipients)/.test(request.url())) asked.push(request.url())
  })
  await page.goto(`/provider/runs/${runId}`)
  await expect(rowOf(page, 'Joan').getByText('Joined')).toBeVisible()
  expect(asked).toEqual([])
  await panelOf(page).getByRole('button', { name: 'Messages' }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByText('1 failed')).toBeVisible()
  expect(asked).toHaveLength(1)
  await drawer.getByRole('button', { name: /: News$/ }).click()
  const entry = drawer.getByRole('list', { name: 'Recipients' }).getByRole('listitem').first()
  await expect(entry).toContainText(who.email)
  await expect(entry.getByText('In the app')).toBeVisible()
  await expect(entry.getByText('Failed')).toBeVisible()
  await expect(entry.getByRole('list', { name: 'Attempts' })).toContainText('no such user')
  expect(asked).toHaveLength(2)
  await entry.getByRole('button', { name: /^Send again/ }).click()
  await expect(page.getByText('It goes out again in a moment')).toBeVisible()
  await expect(entry.getByText(/Queued|Mail sent/)).toBeVisible()

  await failMessages(runId)
  // The address names the open message, so it can be sent to a colleague.
  await page.reload()
  await drawer.getByRole('button', { name: 'Send all failed again' }).click()
  await expect(page.getByText('It goes out again in a moment')).toBeVisible()
  await expect(drawer.getByText('1 failed')).toBeHidden()
  await drawer.getByRole('button', { name: 'All messages' }).click()
  await expect(drawer.getByRole('heading', { name: 'Messages' })).toBeVisible()
})

test('sending again needs ten minutes after the last mail, says when, and then goes out', async ({
  pageAs,
}) => {
  const { runId, people } = await inviteToRun(['Ann'])
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  await choose(page, 'Ann', 'Send again')
  await expect(page.getByText(/Possible again at \d\d:\d\d/)).toBeVisible()
  await mailedAnHourAgo(people.map(({ id }) => id))
  await choose(page, 'Ann', 'Send again')
  await expect(page.getByText('1 invitation sent again')).toBeVisible()
  expect(
    await rows(owner, 'GET', `cc_notification_deliveries?select=id&invitation_id=eq.${people[0]?.id ?? ''}`),
  ).toHaveLength(2)
})

type Look = { runId: string; person: string }

const PLACES: Record<string, (page: Page, look: Look) => Promise<unknown>> = {
  'the list of people': async (page, { runId }) => {
    await page.goto(`/provider/runs/${runId}`)
    return expect(panelOf(page).getByRole('listitem')).toHaveCount(3)
  },
  'one invitation': async (page, { runId, person }) => {
    await page.goto(`/provider/runs/${runId}?person=${person}`)
    // The log of its mails comes last.
    return expect(page.getByRole('dialog', { name: 'Cat' }).getByText(/^Invitation \d/)).toBeVisible()
  },
  'the dialog that invites': async (page, { runId }) => {
    await page.goto(`/provider/runs/${runId}?notify=invite`)
    const dialog = page.getByRole('dialog', { name: 'Stakeholders' })
    const box = dialog.getByLabel('People', { exact: true })
    await box.fill(`new-${randomUUID()}@outside.example, wrong@, ${OWNER}`)
    await box.press('Enter')
    await expect(dialog.getByText('1 to fix')).toBeVisible()
    // The database has answered as well.
    return expect(dialog.getByText('1 left out')).toBeVisible()
  },
  'the log of messages': async (page, { runId }) => {
    await sayAndFail(runId)
    await page.goto(`/provider/runs/${runId}?messages=all`)
    return expect(page.getByRole('dialog').getByText('1 failed')).toBeVisible()
  },
  'one message': async (page, { runId }) => {
    await sayAndFail(runId)
    const [message] = await rows(owner, 'POST', 'rpc/list_run_messages', { run_id: runId })
    await page.goto(`/provider/runs/${runId}?messages=${encodeURIComponent(String(message?.message_key))}`)
    return expect(page.getByRole('list', { name: 'Attempts' })).toBeVisible()
  },
  'the dialog that tells people something': async (page, { runId }) => {
    await joinTara(runId)
    await page.goto(`/provider/runs/${runId}?notify=update`)
    const dialog = page.getByRole('dialog', { name: 'Stakeholders' })
    await dialog.getByLabel('Subject').fill('New meeting point')
    await dialog.getByLabel('Message').fill('We meet at the lighthouse.')
    await dialog.getByRole('button', { name: 'Preview the mail' }).click()
    const mail = dialog.frameLocator('iframe[title="Preview of the mail"]')
    await expect(mail.getByRole('paragraph').filter({ hasText: 'We meet at the lighthouse.' })).toBeVisible()
    return expect(dialog.getByText('Reaches 1 person')).toBeVisible()
  },
}

for (const [place, visit] of Object.entries(PLACES)) {
  test(`${place} breaks no rule of accessibility in either theme, and fits phones`, async ({ pageAs }) => {
    const { runId, people } = await inviteToRun(['Ann Example-of-a-rather-long-double-name', 'Bob', 'Cat'])
    await rows(owner, 'POST', 'rpc/revoke_invitation', { invitation_id: people[1]?.id })
    const page = await pageAs(OWNER)
    await visit(page, { runId, person: people[2]?.id ?? '' })
    await expectAccessible(page)
    await expectFits(page, 375, 320)
  })
}
