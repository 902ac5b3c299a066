import { raise, change } from '../fixtures/alerts'
import { person } from '../fixtures/backend'
import { logEntry, makeClient } from '../fixtures/client-work'
import { keepDocument } from '../fixtures/documents'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { makeTicket } from '../fixtures/tickets'

const STAFF = 'tara@harbour.example'

test('staff turn the pages of a client as its people do, and find there what is shared and nothing else', async ({
  pageAs,
}) => {
  const [admin, tara] = await Promise.all([person('adam@harbour.example'), person(STAFF)])
  const client = await makeClient(admin)
  for (const visibility of ['client', 'internal'] as const) {
    const title = visibility === 'client' ? 'For both' : 'For us'
    await makeTicket(tara, { client_id: client.id, title: `Ticket ${title}`, visibility })
    await logEntry(tara, client, { subject: `Message ${title}`, visibility })
    await keepDocument(tara, { clientId: client.id, name: `Paper ${title}.txt`, visibility })
    const alert = await raise(tara, client.id, `Trouble ${title}`)
    await change(tara, alert, { visibility })
  }
  const page = await pageAs(STAFF)
  await page.goto(`/clients/${client.id}/preview`)
  const pages = page.getByRole('navigation', { name: 'What the client sees' })
  await expect(page.getByText(/^You are looking as somebody of/)).toBeVisible()
  for (const [list, row] of [
    ['Communications', 'Message For both'],
    ['Alerts', 'Trouble For both'],
    ['Tickets', 'Ticket For both'],
    ['Documents', 'Paper For both.txt'],
  ] as const) {
    await pages.getByRole('link', { name: `${list} 1` }).click()
    await expect(page).toHaveURL(`/clients/${client.id}/preview?tab=${list.toLowerCase()}`)
    const rows = page.getByRole('list', { name: list }).getByRole('listitem')
    await expect(rows).toHaveCount(1)
    await expect(rows).toContainText(row)
    // Nothing of it leads anywhere.
    await expect(rows.getByRole('link')).toHaveCount(0)
    await expect(page.getByText('For us')).toHaveCount(0)
  }
  await expectAccessible(page)
  await expectFits(page, 375)
  await page.getByRole('link', { name: 'Back to your view' }).click()
  await expect(page).toHaveURL(`/clients/${client.id}/overview`)
})
