import { makeAgencyOfTwo } from '../fixtures/agency-of-two'
import { rows } from '../fixtures/backend'
import { expect, test } from '../fixtures/test'

const WORKED_BY_MS = 50_000

test('a rule is made, tried on what has been, switched on, acts once, and each step can be taken back', async ({
  pageAs,
}) => {
  test.setTimeout(150_000)
  const { owner, member } = await makeAgencyOfTwo()
  const [agency] = await rows(owner, 'GET', 'agencies?select=id')
  const [client] = await rows(owner, 'POST', 'clients', { agency_id: agency?.id, name: 'Lantern & Sons' })
  const raise = (title: string) =>
    rows(owner, 'POST', 'rpc/raise_alert', {
      client_id: client?.id,
      dedup_key: null,
      severity: 'critical',
      title,
      description: null,
    })
  await raise('Till is broken')
  const page = await pageAs(owner)
  await page.goto('/settings/automation')
  const rules = page.getByRole('region', { name: 'Rules', exact: true })
  const ruleSwitch = page.getByRole('switch', { name: 'Rule Fire brigade' })

  await test.step('it is filled in as a sentence, and says what it would have done', async () => {
    await page.getByRole('button', { name: 'New rule' }).first().click()
    const drawer = page.getByRole('dialog', { name: 'New rule' })
    await drawer.getByLabel('Client').selectOption({ label: 'Lantern & Sons' })
    await drawer.getByLabel('Due in days').fill('soon')
    await drawer.getByLabel('Name').fill('Fire brigade')
    await drawer.getByRole('button', { name: 'Save rule' }).click()
    await expect(drawer.getByText('Enter whole days, at most 90, or nothing.')).toBeVisible()
    await drawer.getByLabel('Due in days').fill('2')
    await drawer.getByLabel('Who is told').selectOption('nobody')
    await expect(
      drawer.getByText(
        'When an alert becomes critical, if it is about Lantern & Sons, then open an urgent ticket, due in 2 days.',
      ),
    ).toBeVisible()
    await drawer.getByRole('button', { name: 'Try it on the last 30 days' }).click()
    await expect(drawer.getByRole('status')).toHaveText(
      'In the last 30 days it would have opened one ticket.',
    )
    await drawer.getByRole('button', { name: 'Save rule' }).click()
  })

  await test.step('before it is switched on it shows what it would have done, and nothing has been done yet', async () => {
    const trial = page.getByRole('dialog', { name: 'Switch on “Fire brigade”?' })
    await expect(trial.getByText('Till is broken')).toBeVisible()
    expect(await rows(owner, 'GET', 'tickets?select=id')).toEqual([])
    await trial.getByRole('button', { name: 'Switch on' }).click()
    await expect(page.getByText('“Fire brigade” is on')).toBeVisible()
    await expect(ruleSwitch).toBeChecked()
  })

  await test.step('it acts once on what happens from then on, and the log says so', async () => {
    await raise('Shop is down')
    await expect
      .poll(() => rows(owner, 'GET', 'tickets?select=title,priority'), { timeout: WORKED_BY_MS })
      .toEqual([{ title: 'Shop is down', priority: 'urgent' }])
    await page.getByRole('link', { name: 'Log', exact: true }).click()
    const log = page.getByRole('region', { name: 'What rules did' })
    await expect(log.getByRole('listitem')).toHaveCount(1)
    await expect(log.getByRole('listitem')).toContainText('Done')
    await page.getByLabel('Outcome').selectOption('failed')
    await expect(log.getByText('Nothing matches')).toBeVisible()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await log.getByRole('link', { name: /^#\d+ Shop is down$/ }).click()
    const ticket = page.getByRole('dialog')
    await expect(ticket.getByText(/Rule “Fire brigade” opened this ticket/)).toBeVisible()
  })

  await test.step('switching off, changing and deleting are undone', async () => {
    await page.goto('/settings/automation')
    await ruleSwitch.click()
    await expect(page.getByText('“Fire brigade” is off')).toBeVisible()
    await expect(ruleSwitch).not.toBeChecked()
    await page.getByRole('button', { name: 'Undo' }).first().click()
    // A switch and a sentence show at once what a message says only when the server has answered.
    await expect(page.getByText('“Fire brigade” is on again')).toBeVisible()
    await expect(ruleSwitch).toBeChecked()

    await rules.getByRole('button', { name: 'Fire brigade', exact: true }).click()
    const drawer = page.getByRole('dialog', { name: 'Edit rule' })
    await drawer.getByLabel('Priority').selectOption('high')
    await drawer.getByRole('button', { name: 'Save changes' }).click()
    await expect(rules.getByText(/open a high ticket/)).toBeVisible()
    await page
      .getByRole('listitem')
      .filter({ hasText: 'is changed' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await expect(page.getByText('“Fire brigade” is as it was')).toBeVisible()
    await expect(rules.getByText(/open an urgent ticket, due in 2 days/)).toBeVisible()

    await page.getByRole('button', { name: 'Actions for Fire brigade' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await expect(ruleSwitch).toHaveCount(0)
    await page
      .getByRole('listitem')
      .filter({ hasText: 'is deleted' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await expect(page.getByText('“Fire brigade” is back')).toBeVisible()
    await expect(ruleSwitch).toBeChecked()
  })

  await test.step('one switch stops all of them', async () => {
    await page.getByRole('switch', { name: 'Automation', exact: true }).click()
    await expect(page.getByText('Automation is off: no rule acts')).toBeVisible()
    await expect(rules.getByText('Waits until automation is on')).toBeVisible()
    const [setting] = await rows(owner, 'GET', 'workflow_settings?select=is_enabled')
    expect(setting).toEqual({ is_enabled: false })
  })

  await test.step('to a colleague without the right none of it exists', async () => {
    const theirs = await pageAs(member)
    const answer = await theirs.goto('/settings/automation')
    expect(answer?.status()).toBe(404)
    await theirs.goto('/settings/team')
    await expect(theirs.getByRole('link', { name: 'Automation' })).toHaveCount(0)
    expect(await rows(member, 'GET', 'workflow_triggers?select=id')).toEqual([])
    // With the right, the same page is there.
    await rows(owner, 'PATCH', `users?id=eq.${member.id}`, { permissions: ['billing'] })
    await theirs.goto('/settings/automation')
    await expect(theirs.getByRole('switch', { name: 'Rule Fire brigade' })).toBeVisible()
  })
})
