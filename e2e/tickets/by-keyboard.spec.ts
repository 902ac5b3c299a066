import { randomUUID } from 'node:crypto'
import { person } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { expect, test } from '../fixtures/test'
import { makeTicket, pressUntil, ticketDrawer, ticketLinks, ticketOf } from '../fixtures/tickets'

test('a ticket is opened, found, changed, discussed and resolved without a pointer', async ({ pageAs }) => {
  const lena = await person('lena@linden.example')
  const client = await makeClient(lena)
  const word = randomUUID().slice(0, 8)
  const page = await pageAs('lena@linden.example')
  await page.goto(`/clients/${client.id}/tickets`)

  const form = page.getByRole('dialog', { name: 'New ticket' })
  await pressUntil(page, 'c', () => expect(form).toBeVisible({ timeout: 2_000 }))
  await expect(form.getByLabel('Title')).toBeFocused()
  await page.keyboard.type(`Cellar light ${word}`)
  await page.keyboard.press('Tab')
  await page.keyboard.type('It stays on all night.')
  await page.keyboard.press('Control+Enter')

  // It opens beside the list, in the address.
  await expect(page).toHaveURL(/[?&]ticket=\d+/)
  const number = Number(new URL(page.url()).searchParams.get('ticket'))
  const drawer = ticketDrawer(page, number)
  await expect(drawer.getByText('It stays on all night.')).toBeVisible()
  await drawer.getByLabel('Internal note').focus()
  await page.keyboard.type('Ask @jon')
  await expect(drawer.getByRole('option', { name: 'Jonas Weiß' })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.type('about the timer.')
  await page.keyboard.press('Control+Enter')
  await expect(drawer.getByRole('article', { name: /Internal note by Lena/ })).toContainText(
    'Ask @Jonas Weiß about the timer.',
  )
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(page).not.toHaveURL(/ticket=/)

  await pressUntil(page, 'j', () => expect(ticketLinks(page).first()).toBeFocused({ timeout: 500 }))
  const row = page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').first()
  await page.keyboard.press('p')
  await expect(page.getByRole('combobox', { name: 'Set the priority' })).toBeFocused()
  await page.keyboard.type('urg')
  await page.keyboard.press('Enter')
  await expect(row).toContainText('Urgent')
  await expect(ticketLinks(page).first()).toBeFocused()
  await page.keyboard.press('i')
  await expect(row).toContainText('Lena Brandt')
  await page.keyboard.press('a')
  await expect(page.getByRole('combobox', { name: 'Assign to' })).toBeFocused()
  await page.keyboard.type('mik')
  await expect(page.getByRole('option', { name: 'Mika Sørensen' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(row).toContainText('Mika Sørensen')
  await expect(ticketLinks(page).first()).toBeFocused()
  await page.keyboard.press('x')
  await expect(row.getByRole('checkbox')).toBeChecked()
  await page.keyboard.press('x')
  await expect(row.getByRole('checkbox')).not.toBeChecked()

  await page.keyboard.press('s')
  await expect(page.getByRole('combobox', { name: 'Set the status' })).toBeFocused()
  await page.keyboard.type('third')
  await page.keyboard.press('Enter')
  await expect(row).toContainText('Waiting for a third party')
  await expect(ticketLinks(page).first()).toBeFocused()
  await expect(page.getByText(`#${number} is waiting for a third party`)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(drawer).toBeVisible()
  await drawer.getByRole('button', { name: /^Status/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Set the status' })).toBeFocused()
  await page.keyboard.type('resol')
  await page.keyboard.press('Enter')
  await expect(drawer.getByRole('button', { name: /^Status/ })).toContainText('Resolved')
  await expect(drawer.getByText(/set it to Resolved/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('No tickets yet')).toBeVisible()
})

test('every change is shown at once, can be undone, and is put back when the server refuses', async ({
  pageAs,
}) => {
  const mika = await person('mika@linden.example')
  const client = await makeClient(await person('lena@linden.example'))
  const ticket = await makeTicket(mika, { client_id: client.id })
  const page = await pageAs('mika@linden.example')
  await page.goto(`/clients/${client.id}/tickets?tab=all`)
  const row = page.getByRole('list', { name: 'Tickets' }).getByRole('listitem')
  await row.getByTitle('Change the status').click()
  await page.getByRole('option', { name: 'In progress' }).click()
  await expect(row).toContainText('In progress')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toContainText('Open')
  await expect(page.getByText(`#${ticket.number} is as it was before`)).toBeVisible()

  await page.route('**/rest/v1/tickets*', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await row.getByTitle('Change the priority').click()
  await page.getByRole('option', { name: 'High' }).click()
  await expect(page.getByText('We cannot reach the server')).toBeVisible()
  await expect(row).toContainText('Normal')
  await page.unroute('**/rest/v1/tickets*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(row).toContainText('High')
  await expect.poll(async () => (await ticketOf(mika, ticket.id)).priority).toBe('high')
})
