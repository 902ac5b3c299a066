import { rows, stranger } from '../fixtures/backend'
import {
  OWNER,
  inviteToRun,
  mailedAnHourAgo,
  panelOf,
  rowOf,
  stakeholdersOwner,
  statusOf,
} from '../fixtures/stakeholders'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

test('many are selected by keyboard and revoked together, and all come back together', async ({ pageAs }) => {
  const { runId, people } = await inviteToRun(['Ann', 'Bob', 'Cat'])
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  const first = panelOf(page).getByRole('list', { name: 'People' }).getByRole('listitem').first()
  await expect(async () => {
    await page.keyboard.press('j')
    await expect(first.locator('[data-row]')).toBeFocused({ timeout: 1_000 })
  }).toPass()
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  const bar = page.getByRole('toolbar', { name: 'Selected people' })
  await expect(bar.getByText('2 selected')).toBeVisible()
  await bar.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('2 invitations revoked')).toBeVisible()
  const revoked = async () =>
    (await Promise.all(people.map(({ id }) => statusOf(id)))).filter((status) => status === 'revoked').length
  expect(await revoked()).toBe(2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(revoked).toBe(0)
})

test('whom a mail is refused for stays selected and it is said why; all of them can be given more time', async ({
  pageAs,
}) => {
  const { runId, people } = await inviteToRun(['Ann', 'Bob', 'Cat'])
  await mailedAnHourAgo(people.slice(0, 2).map(({ id }) => id))
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  await rowOf(page, 'Bob').getByRole('button', { name: 'Actions for Bob' }).click()
  await expect(page.getByRole('menuitem', { name: 'Send again' })).toBeVisible()
  await expectAccessible(page, { hasMenu: true })
  await page.keyboard.press('Escape')

  await panelOf(page).getByLabel('Select all 3').check()
  const bar = page.getByRole('toolbar', { name: 'Selected people' })
  await bar.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('2 invitations sent again')).toBeVisible()
  const why = panelOf(page).getByRole('alert')
  await expect(why).toContainText('Not done for 1 person, still selected')
  await expect(why.getByRole('listitem')).toHaveText(
    /^This address has just had mail from you: Cat\. Possible again at \d\d:\d\d\./,
  )
  await expect(bar.getByText('1 selected')).toBeVisible()
  await expect(rowOf(page, 'Cat').getByRole('checkbox')).toBeChecked()
  await expect(rowOf(page, 'Ann').getByRole('checkbox')).not.toBeChecked()
  const mails = await rows(
    await stakeholdersOwner(),
    'GET',
    `cc_notification_deliveries?select=id,invitation_id&invitation_id=in.(${people.map(({ id }) => id).join()})`,
  )
  expect(people.map(({ id }) => mails.filter((mail) => mail.invitation_id === id).length)).toEqual([2, 2, 1])
  await expectAccessible(page)
  await expectFits(page, 320, 1280)

  const ends = async () =>
    (
      await rows(
        await stakeholdersOwner(),
        'GET',
        `cc_invitations?select=id,claim_token_expires_at&run_id=eq.${runId}&order=invitee_email`,
      )
    ).map((row) => Date.parse(String(row.claim_token_expires_at)))
  const before = await ends()
  await panelOf(page).getByLabel('Select all 3').check()
  await bar.getByRole('button', { name: 'Extend' }).click()
  await expect(page.getByText('3 invitations extended by 30 days')).toBeVisible()
  await expect(bar).toBeHidden()
  for (const [index, end] of (await ends()).entries())
    expect(end - (before[index] ?? 0)).toBeGreaterThan(29 * 86_400_000)
})

test('people who joined are offered what can be done about them: another role, and to leave together', async ({
  pageAs,
}) => {
  const { runId } = await inviteToRun(['Ann'])
  const owner = await stakeholdersOwner()
  for (const name of ['Joan', 'Jack']) {
    // Whoever is signed in and holds such a link may claim it.
    const phone = `+4420${1_000_000 + Math.floor(Math.random() * 8_999_999)}`
    const [made] = await rows(owner, 'POST', 'rpc/create_run_invitations', {
      run_id: runId,
      rows: [{ phone, name }],
    })
    await rows(await stranger(), 'POST', 'rpc/claim_invitation', { token: made?.token })
  }
  const onRun = async () =>
    (await rows(owner, 'GET', `cc_run_stakeholders?select=id,role&run_id=eq.${runId}`)).map(
      ({ role }) => role,
    )
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  const bar = page.getByRole('toolbar', { name: 'Selected people' })
  const selectJoined = async () => {
    for (const name of ['Joan', 'Jack']) await rowOf(page, name).getByRole('checkbox').check()
    await expect(bar.getByText('2 selected')).toBeVisible()
  }
  await selectJoined()
  await expect(bar.getByRole('button')).toHaveText(['', 'Remove', 'Role', 'CSV'])
  await rowOf(page, 'Ann').getByRole('checkbox').check()
  await expect(bar.getByRole('button')).toHaveText([
    '',
    'Send again (1)',
    'Extend (1)',
    'Revoke (1)',
    'Remove (2)',
    'Role',
    'CSV',
  ])
  await bar.getByRole('button', { name: 'Role' }).click()
  await expect(page.getByRole('menuitem', { name: 'Contractor' })).toBeVisible()
  await expectAccessible(page, { hasMenu: true })
  await page.getByRole('menuitem', { name: 'Contractor' }).click()
  await expect(page.getByText('3 people have the role contractor now')).toBeVisible()
  await expect(rowOf(page, 'Ann')).toContainText('Contractor')
  expect(await onRun()).toEqual(['contractor', 'contractor'])

  await selectJoined()
  await bar.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('2 people are no longer on this run')).toBeVisible()
  expect(await onRun()).toEqual([])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('2 people are on this run again')).toBeVisible()
  await expect(rowOf(page, 'Jack').getByText('Joined')).toBeVisible()
  expect(await onRun()).toEqual(['contractor', 'contractor'])
})

test('the list comes with the page, further people on demand', async ({ pageAs }) => {
  const { runId } = await inviteToRun(
    Array.from({ length: 53 }, (_, index) => `Person ${String(index).padStart(2, '0')}`),
  )
  const page = await pageAs(OWNER)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/rest/v1/')) asked.push(request.url())
  })
  await page.goto(`/provider/runs/${runId}`)
  const list = panelOf(page).getByRole('list', { name: 'People' })
  await expect(list.getByRole('listitem')).toHaveCount(50)
  await panelOf(page).getByLabel('Select all 50 shown of 53').check()
  const bar = page.getByRole('toolbar', { name: 'Selected people' })
  await expect(bar.getByText('50 of 53 selected')).toBeVisible()
  expect(asked).toEqual([])
  await panelOf(page).getByRole('button', { name: 'Show more' }).click()
  await expect(list.getByRole('listitem')).toHaveCount(53)
  await panelOf(page).getByLabel('Select all 53').check()
  await expect(bar.getByText('53 selected')).toBeVisible()
})
