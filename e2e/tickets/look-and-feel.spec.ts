import { randomUUID } from 'node:crypto'
import { person, rows } from '../fixtures/backend'
import { agencyOf } from '../fixtures/portal-world'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { KASTANIENHOF, makeTicket, ticketDrawer, ticketLinks } from '../fixtures/tickets'

const STAFF = 'mika@linden.example'

test('list, drawer, pickers and forms break no rule of accessibility in either theme, and fit phones', async ({
  pageAs,
}) => {
  test.slow()
  const mika = await person(STAFF)
  const word = randomUUID().slice(0, 8)
  const ticket = await makeTicket(mika, {
    title: `${'A title as long as people write them '.repeat(5)}${word}`,
    description: 'One\n\nTwo',
    visibility: 'client',
    due_on: '2020-01-01',
    assignee_id: mika.id,
  })
  for (const visibility of ['internal', 'client']) {
    await rows(mika, 'POST', 'ticket_comments', {
      agency_id: await agencyOf(mika),
      client_id: KASTANIENHOF,
      ticket_id: ticket.id,
      body: `A comment ${'without-a-blank'.repeat(12)}`,
      visibility,
    })
  }
  const page = await pageAs(STAFF)
  await page.goto('/tickets')
  await page.getByRole('button', { name: 'Filters' }).click()
  await expect(page.getByLabel('Assignee')).toBeVisible()
  await expectAccessible(page)
  await expectFits(page, 375, 320)

  // The list behind what is opened is looked at again each time, so from here on it is a short one.
  await page.goto(`/tickets?q=${word}&ticket=${ticket.number}`)
  const drawer = ticketDrawer(page, ticket.number)
  await expect(drawer.getByRole('article')).toHaveCount(2)
  await expectAccessible(page)
  await drawer.getByRole('radio', { name: 'Client' }).check()
  await expectAccessible(page)
  await expectFits(page, 375, 320)
  await drawer.getByRole('button', { name: /^Assignee/ }).click()
  await expect(page.getByRole('option', { name: /Mika/ })).toBeVisible()
  await expectAccessible(page)

  await page.goto(`/tickets?q=${word}&new=1`)
  await page.getByRole('button', { name: 'Open ticket' }).click()
  await expect(page.getByText('Give the ticket a title.')).toBeVisible()
  await expectAccessible(page)

  const viewer = await pageAs('clara@kastanienhof.example')
  await viewer.goto(`/clients/${KASTANIENHOF}/tickets?ticket=${ticket.number}`)
  await expect(ticketDrawer(viewer, ticket.number).getByRole('article')).toHaveCount(1)
  await expectAccessible(viewer)
  await expectFits(viewer, 375)
})

test('a page of tickets comes whole from the server; the drawer asks once, when it opens', async ({
  pageAs,
}) => {
  const ticket = await makeTicket(await person(STAFF), { visibility: 'client' })
  for (const [email, path] of [
    [STAFF, '/tickets'],
    [STAFF, `/clients/${KASTANIENHOF}/tickets`],
    ['clara@kastanienhof.example', `/clients/${KASTANIENHOF}/tickets`],
  ] as const) {
    const page = await pageAs(email)
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/rest/v1/')) asked.push(request.method())
    })
    await page.goto(path)
    await expect(ticketLinks(page).first()).toBeVisible()
    await page.waitForFunction(() => document.readyState === 'complete')
    expect(asked, path).toEqual([])
    await ticketLinks(page).filter({ hasText: ticket.title }).click()
    await expect(ticketDrawer(page, ticket.number).getByRole('heading', { name: ticket.title })).toBeVisible()
    expect(
      asked.filter((method) => method !== 'OPTIONS'),
      path,
    ).toHaveLength(1)
  }
})
