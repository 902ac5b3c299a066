import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { person } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { KASTANIENHOF, makeTicket, OLD_MILL, ticketLinks, ticketOf } from '../fixtures/tickets'

const STAFF = 'mika@linden.example'

test('many tickets are changed at once and taken back; the one that is refused says why', async ({
  pageAs,
}) => {
  const mika = await person(STAFF)
  const client = await makeClient(await person('lena@linden.example'))
  const made = [
    await makeTicket(mika, { client_id: client.id }),
    await makeTicket(mika, { client_id: client.id }),
    await makeTicket(mika, { client_id: client.id, status: 'closed' }),
  ]
  const page = await pageAs(STAFF)
  await page.goto(`/clients/${client.id}/tickets?tab=all`)
  await ticketLinks(page).first().focus()
  const bar = page.getByRole('toolbar', { name: 'Selected tickets' })
  await expect(async () => {
    await page.keyboard.press('x')
    await expect(bar).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await expect(bar).toContainText('3 selected')
  await expectAccessible(page)
  await expectFits(page, 375)
  await page.setViewportSize({ width: 1280, height: 720 })

  await bar.getByRole('button', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'In progress' }).click()
  await expect(page.getByText('2 tickets changed')).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: '1 ticket was not changed' })).toContainText(
    'This ticket is closed',
  )
  await expect(bar).toContainText('1 selected')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('2 tickets as before')).toBeVisible()
  for (const ticket of made.slice(0, 2)) {
    await expect.poll(async () => (await ticketOf(mika, ticket.id)).status).toBe('open')
  }
})

test('many tickets that were closed at once are opened again, whatever they were before', async ({
  pageAs,
}) => {
  const mika = await person(STAFF)
  const client = await makeClient(await person('lena@linden.example'))
  const made = [
    await makeTicket(mika, { client_id: client.id, status: 'in_progress' }),
    await makeTicket(mika, { client_id: client.id, status: 'waiting', waiting_for: 'client' }),
  ]
  const page = await pageAs(STAFF)
  await page.goto(`/clients/${client.id}/tickets?tab=all`)
  await expect(ticketLinks(page)).toHaveCount(2)
  for (const ticket of made) {
    await page.getByRole('checkbox', { name: `Select #${ticket.number}` }).click()
  }
  const bar = page.getByRole('toolbar', { name: 'Selected tickets' })
  await expect(bar).toContainText('2 selected')
  await bar.getByRole('button', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Closed' }).click()
  await expect(page.getByText('2 tickets changed')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Open again' }).click()
  // Once they are open, that can be undone: they may be closed again.
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  for (const ticket of made) expect((await ticketOf(mika, ticket.id)).status).toBe('open')
})

test('a filter is saved as a view, used, renamed, deleted and brought back', async ({ pageAs }) => {
  const word = randomUUID().slice(0, 8)
  const page = await pageAs(STAFF)
  await page.goto('/tickets?priority=urgent&assignee=00000000-0000-4000-8000-00000000dead')
  const dialog = page.getByRole('dialog', { name: 'Saved views' })
  const open = async () => {
    await page.getByRole('button', { name: 'Views' }).click()
    await expect(dialog).toBeVisible()
  }
  await open()
  await dialog.getByLabel('Save the present filter as').fill(`Gone ${word}`)
  await dialog.getByRole('button', { name: 'Save view' }).click()
  const row = dialog.getByRole('listitem').filter({ hasText: word })
  await expect(row).toContainText('Filters by somebody who left')
  await expectAccessible(page)
  await page.goto('/tickets?due=week')
  await open()
  await row.getByRole('button', { name: new RegExp(`^Gone ${word}`) }).click()
  await expect(page).toHaveURL(/priority=urgent/)
  await expect(page).not.toHaveURL(/due=/)

  await open()
  await row.getByRole('button', { name: `Rename Gone ${word}` }).click()
  // Escape ends the renaming, and not the dialog with it.
  await page.keyboard.press('Escape')
  await row.getByRole('button', { name: `Rename Gone ${word}` }).click()
  await dialog.getByLabel(`New name of Gone ${word}`).fill(`Urgent ${word}`)
  await page.keyboard.press('Enter')
  await row.getByRole('button', { name: `Delete Urgent ${word}` }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toContainText(`Urgent ${word}`)
})

test('the file holds what the list shows, computes nothing, and is only for whoever may read it', async ({
  pageAs,
  request,
}) => {
  const mika = await person(STAFF)
  const word = `w${randomUUID().slice(0, 8)}`
  await makeTicket(mika, { title: `=HYPERLINK("x") ${word}`, visibility: 'client', priority: 'urgent' })
  await makeTicket(mika, { title: `Plain, ${word}` })
  const fileOf = async (page: Page) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^tickets-\d{4}-\d\d-\d\d\.csv$/)
    return readFile(await download.path(), 'utf8')
  }
  const page = await pageAs(STAFF)
  await page.goto(`/tickets?q=${word}`)
  await expect(ticketLinks(page)).toHaveCount(2)
  const file = await fileOf(page)
  expect(file.charCodeAt(0)).toBe(0xfeff)
  const lines = file.trim().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toMatch(/Priority,.*Created \(\w+\/?\w*\)/)
  expect(file).toContain(`"'=HYPERLINK(""x"") ${word}"`)
  expect(file).toContain(`"Plain, ${word}"`)

  await page.goto(`/tickets?q=${word}&priority=urgent`)
  await expect(ticketLinks(page)).toHaveCount(1)
  const urgent = (await fileOf(page)).trim().split('\r\n')
  expect(urgent).toHaveLength(2)
  expect(urgent[1]).toContain('=HYPERLINK')

  const viewer = await pageAs('clara@kastanienhof.example')
  await viewer.goto(`/clients/${KASTANIENHOF}/tickets?q=${word}`)
  const seen = await fileOf(viewer)
  expect(seen.trim().split('\r\n')).toHaveLength(2)
  expect(seen).not.toMatch(/Plain|Priority|Urgent|Visible to/)
  // Whichever client they name, theirs is the only one there is.
  expect((await viewer.request.get(`/clients/${OLD_MILL}/tickets/export.csv`)).status()).toBe(404)
  expect(await (await viewer.request.get(`/tickets/export.csv?q=${word}`)).text()).toBe(seen)
  const stranger = await request.get('/tickets/export.csv', { maxRedirects: 0 })
  expect(stranger.status()).toBe(401)
  expect(stranger.headers()['cache-control']).toContain('no-store')
})
