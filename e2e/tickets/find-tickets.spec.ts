import { randomUUID } from 'node:crypto'
import { person, rows } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { agencyOf } from '../fixtures/portal-world'
import { expect, test } from '../fixtures/test'
import { makeTicket, ticketDrawer, ticketLinks } from '../fixtures/tickets'

const OWNER = 'lena@linden.example'

test('tabs count exactly what they open; filters, search and the opened ticket live in the address', async ({
  pageAs,
}) => {
  const lena = await person(OWNER)
  const client = await makeClient(lena)
  const word = `w${randomUUID().slice(0, 8)}`
  const make = (title: string, fields: object) =>
    makeTicket(lena, { client_id: client.id, title: `${title} ${word}`, ...fields })
  const gate = await make('Gate', { priority: 'urgent', assignee_id: lena.id, due_on: '2020-01-01' })
  await make('Fence', { status: 'in_progress', assignee_id: lena.id })
  await make('Hedge', {})
  await make('Roof', { status: 'resolved' })
  const page = await pageAs(OWNER)
  await page.goto(`/clients/${client.id}/tickets`)

  const tabs = page.getByRole('navigation', { name: 'Lists of tickets' })
  for (const [tab, count] of Object.entries({
    Live: 3,
    Mine: 2,
    Unassigned: 1,
    Overdue: 1,
    Resolved: 1,
    All: 4,
  })) {
    await tabs.getByRole('link', { name: new RegExp(`^${tab} ?${count}$`) }).click()
    await expect(tabs.getByRole('link', { name: tab })).toHaveAttribute('aria-current', 'page')
    await expect(ticketLinks(page)).toHaveCount(count)
  }
  await tabs.getByRole('link', { name: /^Closed/ }).click()
  await expect(page.getByText('Nothing is closed yet')).toBeVisible()

  await page.goto(`/tickets?client=${client.id}`)
  await expect(ticketLinks(page)).toHaveCount(3)
  await expect(page.getByRole('listitem').filter({ hasText: 'Gate' })).toContainText('days overdue')
  await page.getByLabel('Priority').selectOption('Urgent')
  await expect(ticketLinks(page)).toHaveText([gate.title])
  await expect(page).toHaveURL(/priority=urgent/)
  await ticketLinks(page).click()
  await expect(page).toHaveURL(new RegExp(`ticket=${gate.number}`))
  await page.reload()
  await expect(ticketDrawer(page, gate.number)).toBeVisible()
  await page.goBack()
  await expect(ticketDrawer(page, gate.number)).toBeHidden()
  await page.goForward()
  await expect(ticketDrawer(page, gate.number)).toBeVisible()
  await page.goBack()
  // Two steps at once may count from the same entry: each is seen before the next.
  await expect(ticketDrawer(page, gate.number)).toBeHidden()
  await page.goBack()
  await expect(ticketLinks(page)).toHaveCount(3)

  await page.goto('/tickets')
  const search = page.getByRole('searchbox')
  // The page is there before its script listens.
  await expect(async () => {
    await search.fill('')
    await search.fill(`hed ${word}`)
    await expect(ticketLinks(page)).toHaveText([`Hedge ${word}`], { timeout: 3_000 })
  }).toPass()
  await search.fill(`#${gate.number}`)
  await expect(ticketLinks(page)).toHaveText([gate.title])
  await search.fill(`nothing ${word}`)
  await expect(page.getByText('No ticket matches')).toBeVisible()
})

test('pages lead forth and back over every ticket once, in every order', async ({ pageAs }) => {
  const lena = await person(OWNER)
  const client = await makeClient(lena)
  const agency = await agencyOf(lena)
  const priorities = ['urgent', 'high', 'normal', 'low']
  await rows(
    lena,
    'POST',
    'tickets',
    // Several share a due date and a priority, so that the id has to decide; a few have no date.
    Array.from({ length: 105 }, (_, index) => ({
      agency_id: agency,
      client_id: client.id,
      title: `Stop ${String(index).padStart(3, '0')}`,
      priority: priorities[index % 4],
      due_on: index < 7 ? null : `2032-01-${String(1 + (index % 9)).padStart(2, '0')}`,
    })),
  )
  const page = await pageAs(OWNER)
  for (const sort of ['', 'priority', 'due']) {
    await page.goto(`/clients/${client.id}/tickets?sort=${sort}`)
    await expect(ticketLinks(page)).toHaveCount(50)
    const seen = await ticketLinks(page).allTextContents()
    for (const count of [50, 5]) {
      const last = seen.at(-1) ?? ''
      await page.getByRole('link', { name: 'Next' }).click()
      await expect(page.getByRole('link', { name: last, exact: true })).toBeHidden()
      await expect(ticketLinks(page)).toHaveCount(count)
      seen.push(...(await ticketLinks(page).allTextContents()))
    }
    expect(new Set(seen).size, sort).toBe(105)
    await page.getByRole('link', { name: 'Previous' }).click()
    await expect(ticketLinks(page)).toHaveText(seen.slice(50, 100))
  }
})

test('tickets that cannot be read again stay where they are, and it is said above them', async ({
  pageAs,
}) => {
  const lena = await person(OWNER)
  const client = await makeClient(lena)
  const ticket = await makeTicket(lena, { client_id: client.id })
  const page = await pageAs(OWNER)
  await page.goto(`/clients/${client.id}/tickets?tab=all`)
  const row = page.getByRole('list', { name: 'Tickets' }).getByRole('listitem')
  await expect(row).toContainText(ticket.title)
  await page.route('**/rest/v1/clients?*', (route) => route.abort())
  // A change asks for the list again.
  await row.getByTitle('Change the status').click()
  await page.getByRole('option', { name: 'In progress' }).click()
  const notice = page.getByRole('alert').filter({ hasText: 'What you see is as it was before.' })
  await expect(notice).toBeVisible()
  await expect(row).toContainText(ticket.title)
  await page.unroute('**/rest/v1/clients?*')
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(notice).toHaveCount(0)
  await expect(row).toContainText('In progress')
})
