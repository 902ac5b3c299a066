import { person } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { NORTHQUAY } from '../fixtures/documents'
import { sendInvoice, writeInvoice } from '../fixtures/invoices'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

test('billing breaks no accessibility rule in either theme and fits 375 px: lists, draft, sent, settings', async ({
  pageAs,
}) => {
  const [adam, ravi] = await Promise.all([person('adam@harbour.example'), person('ravi@harbour.example')])
  const client = await makeClient(adam)
  const [sent, draft] = [await sendInvoice(ravi, client.id), await writeInvoice(ravi, client.id)]
  const page = await pageAs('ravi@harbour.example')
  const look = async () => {
    await expectAccessible(page)
    await expectFits(page, 320, 375, 1280)
  }
  await page.goto('/settings/billing')
  await expect(page.getByRole('list', { name: 'Invoices' })).toBeVisible()
  await look()
  await page.getByRole('link', { name: 'From suppliers' }).click()
  await expect(page.getByRole('link', { name: '2026-1187' })).toBeVisible()
  await page.getByRole('link', { name: /^Overdue/ }).click()
  await expect(page.getByRole('list', { name: 'Invoices' }).getByRole('listitem')).toHaveCount(1)
  await page.getByRole('link', { name: 'Billing settings' }).click()
  await expect(page.getByLabel('Legal name')).toHaveValue('Harbour & Main Ltd')
  await look()
  await page.goto(`/clients/${client.id}/invoices?invoice=${sent.id}`)
  await expect(page.getByRole('dialog', { name: sent.number }).getByText('£120.00').first()).toBeVisible()
  await look()
  await page.goto(`/clients/${client.id}/invoices?invoice=${draft.id}`)
  await expect(page.getByRole('dialog', { name: 'Draft invoice' }).getByLabel('Price of line 1')).toHaveValue(
    '100.00',
  )
  await look()
})

test('the pages of people of a client break no accessibility rule and fit 375 px', async ({ pageAs }) => {
  const { number, id } = await sendInvoice(await person('ravi@harbour.example'), NORTHQUAY)
  const page = await pageAs('vera@northquay.example')
  await page.goto(`/clients/${NORTHQUAY}/invoices`)
  await expect(page.getByRole('link', { name: number })).toBeVisible()
  await expectAccessible(page)
  await expectFits(page, 320, 375)
  await page.goto(`/clients/${NORTHQUAY}/invoices?invoice=${id}`)
  await expect(
    page.getByRole('dialog', { name: number }).getByRole('link', { name: 'Download PDF' }),
  ).toBeVisible()
  await expectAccessible(page)
  await expectFits(page, 320, 375)
})
