import { readFileSync } from 'node:fs'
import { person, rows } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { expect, test } from '../fixtures/test'

test('an invoice is written by keyboard, sent, paid, taken back and voided, and its numbers are the database’s', async ({
  pageAs,
}) => {
  const [adam, ravi] = await Promise.all([person('adam@harbour.example'), person('ravi@harbour.example')])
  const client = await makeClient(adam)
  const page = await pageAs('ravi@harbour.example')
  await page.goto('/settings/billing')
  await expect(page.getByRole('list', { name: 'Invoices' })).toBeVisible()
  await page.getByRole('button', { name: 'New invoice' }).click()
  const drawer = page.getByRole('dialog', { name: 'New invoice' })

  await test.step('lines are typed without the mouse, and add up while they are typed', async () => {
    await drawer.getByLabel('Client', { exact: true }).selectOption({ label: client.name })
    await drawer.getByLabel('Description of line 1').fill('Stewards')
    await drawer.getByLabel('Quantity of line 1').fill('1,5')
    await drawer.getByLabel('Price of line 1').fill('9.99')
    await page.keyboard.press('Enter')
    await expect(drawer.getByLabel('Description of line 2')).toBeFocused()
    await page.keyboard.type('Maps')
    await drawer.getByLabel('Quantity of line 2').fill('3')
    await drawer.getByLabel('Price of line 2').fill('3.33')
    await drawer.getByLabel('Tax % of line 2').fill('7')
    // 14.99 and 9.99 before tax; 3.00 and 0.70 of tax, each rounded in its line.
    const totals = drawer.getByLabel('Totals')
    await expect(totals).toContainText('£24.98')
    await expect(totals).toContainText('£3.00')
    await expect(totals).toContainText('£0.70')
    await expect(totals).toContainText('£28.68')
    await page.keyboard.press('Alt+ArrowUp')
    await expect(drawer.getByLabel('Description of line 1')).toHaveValue('Maps')
  })

  await test.step('what is wrong is said where it is, and nothing is saved', async () => {
    await drawer.getByLabel('Price of line 1').fill('3.333')
    await drawer.getByRole('button', { name: 'Save draft' }).click()
    await expect(drawer.getByText('An amount with at most 2 places.')).toBeVisible()
    await drawer.getByLabel('Price of line 1').fill('3.33')
    await drawer.getByRole('button', { name: 'Save draft' }).click()
    await expect(page.getByText('Draft saved')).toBeVisible()
  })

  const draft = page.getByRole('dialog', { name: 'Draft invoice' })
  await test.step('sending asks, because it is for good, and gives a number', async () => {
    const [saved] = await rows(ravi, 'GET', `invoices?client_id=eq.${client.id}&select=id,total_minor,status`)
    expect(saved).toMatchObject({ total_minor: 2868, status: 'draft' })
    await draft.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(draft.getByRole('alert')).toContainText('stays as it is from then on')
    await draft.getByRole('button', { name: 'Send now' }).click()
    await expect(page.getByText(/^HM-\d{4} is sent$/)).toBeVisible()
  })

  const [sent] = await rows(ravi, 'GET', `invoices?client_id=eq.${client.id}&select=id,number`)
  const number = String(sent?.number)
  const view = page.getByRole('dialog', { name: number })
  await test.step('a payment can be taken back at once', async () => {
    await expect(view.getByText('£28.68').first()).toBeVisible()
    await view.getByRole('button', { name: 'Mark as paid' }).click()
    await expect(page.getByText(`${number} is paid`)).toBeVisible()
    await expect(view.getByRole('button', { name: 'Take payment back' })).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(view.getByRole('button', { name: 'Mark as paid' })).toBeVisible()
  })

  await test.step('its file is a PDF of this invoice', async () => {
    const coming = page.waitForEvent('download')
    await view.getByRole('link', { name: 'Download PDF' }).click()
    const file = await coming
    expect(file.suggestedFilename()).toBe(`invoice-${number}.pdf`)
    const bytes = readFileSync(await file.path())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytes.length).toBeGreaterThan(5000)
  })

  await test.step('voiding asks, too, and is the end', async () => {
    await view.getByRole('button', { name: 'Void', exact: true }).click()
    await view.getByRole('button', { name: 'Keep it' }).click()
    await view.getByRole('button', { name: 'Void', exact: true }).click()
    await view.getByRole('button', { name: 'Void', exact: true }).click()
    await expect(page.getByText(`${number} is void`)).toBeVisible()
    await expect(view.getByRole('button', { name: /paid|Void|payment/ })).toHaveCount(0)
  })

  await test.step('the list finds it by its number, and a deleted draft comes back', async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('searchbox').fill(number)
    await expect(page.getByRole('list', { name: 'Invoices' }).getByRole('listitem')).toHaveCount(1)
    await page.goto(`/clients/${client.id}/invoices?new=1`)
    const fresh = page.getByRole('dialog', { name: 'New invoice' })
    await fresh.getByLabel('Description of line 1').fill('To be deleted')
    await fresh.getByLabel('Price of line 1').fill('1')
    await fresh.getByRole('button', { name: 'Save draft' }).click()
    await draft.getByRole('button', { name: 'Delete draft' }).click()
    await expect(page.getByText('Draft deleted')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('link', { name: 'Draft invoice' })).toBeVisible()
  })
})
