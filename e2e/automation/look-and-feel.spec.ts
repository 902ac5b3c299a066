import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

test('rules, forms, trials and the log break no rule of accessibility, fit phones, and are asked for by the server', async ({
  pageAs,
}) => {
  test.setTimeout(120_000)
  const page = await pageAs('ravi@harbour.example')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/rest/v1/')) asked.push(request.url())
  })
  const look = async () => {
    await expectAccessible(page)
    await expectFits(page, 375, 320)
    await page.setViewportSize({ width: 1280, height: 720 })
  }

  await test.step('the rules', async () => {
    await page.goto('/settings/automation')
    await expect(page.getByRole('switch', { name: 'Rule No ticket is forgotten' })).toBeChecked()
    expect(asked).toEqual([])
    await look()
  })

  await test.step('a rule’s menu and its trial', async () => {
    await page.getByRole('button', { name: 'Actions for No client is left alone' }).click()
    await expect(page.getByRole('menuitem', { name: 'What it did' })).toBeVisible()
    await expectAccessible(page, { hasMenu: true })
    await page.getByRole('menuitem', { name: 'Try on the last 30 days' }).click()
    await expect(page.getByRole('dialog').getByRole('status')).toContainText('In the last 30 days')
    await look()
    await page.getByRole('button', { name: 'Leave it off' }).click()
  })

  await test.step('each kind of form, and one with mistakes', async () => {
    await page.goto('/settings/automation?new=1')
    const drawer = page.getByRole('dialog', { name: 'New rule' })
    for (const event of ['ticket.idle', 'client.silent', 'run.published', 'alert.critical']) {
      await drawer.getByLabel('What happens').selectOption(event)
      await look()
    }
    await drawer.getByLabel('Name').fill('')
    await drawer.getByRole('button', { name: 'Save rule' }).click()
    await expect(drawer.getByText('Give the rule a name; what it does stands under it.')).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByText('Discard')).toBeVisible()
  })

  await test.step('the log', async () => {
    asked.length = 0
    await page.goto('/settings/automation?tab=log')
    await expect(page.getByRole('region', { name: 'What rules did' }).getByText('Failed')).toBeVisible()
    expect(asked).toEqual([])
    await look()
  })
})
