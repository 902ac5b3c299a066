import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { person, rows } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'
import { makeTicket, ticketDrawer, ticketOf } from '../fixtures/tickets'

// A card is dragged while others still make way for it.
test.use({ reducedMotion: 'no-preference' })

const STAFF = 'mika@linden.example'

/** A client of its own with a small board: two open tickets, one in progress. */
async function makeBoard() {
  const mika = await person(STAFF)
  const client = await makeClient(await person('lena@linden.example'))
  const word = randomUUID().slice(0, 8)
  const make = (title: string, fields: object = {}) =>
    makeTicket(mika, { client_id: client.id, title: `${title} ${word}`, ...fields })
  const lamp = await make('Lamp')
  const door = await make('Door')
  const gate = await make('Gate', { status: 'in_progress', assignee_id: mika.id, due_on: '2020-01-01' })
  return { mika, client, lamp, door, gate, path: `/clients/${client.id}/tickets?view=board` }
}

const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const cards = (page: Page, name: string) => column(page, name).getByRole('list').getByRole('link')

test('a card is dragged to another column, can be put back, and Escape lets it be', async ({ pageAs }) => {
  const { mika, lamp, door, gate, path } = await makeBoard()
  const page = await pageAs(STAFF)
  await page.goto(path)
  // New ones come on top.
  await expect(cards(page, 'Open')).toHaveText([door.title, lamp.title])
  const carry = async (title: string, to: string) => {
    const from = await page.getByRole('link', { name: title }).boundingBox()
    const target = await column(page, to).boundingBox()
    await page.mouse.move((from?.x ?? 0) + 20, (from?.y ?? 0) + 5)
    await page.mouse.down()
    await page.mouse.move((from?.x ?? 0) + 60, (from?.y ?? 0) + 30, { steps: 4 })
    await page.mouse.move((target?.x ?? 0) + 60, (target?.y ?? 0) + 200, { steps: 8 })
  }
  await carry(lamp.title, 'In progress')
  await expect(cards(page, 'In progress')).toHaveText([gate.title, lamp.title])
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(cards(page, 'In progress')).toHaveText([gate.title])
  expect(await ticketOf(mika, lamp.id)).toMatchObject({ status: 'open', version: 1 })

  await carry(lamp.title, 'Waiting')
  await page.mouse.up()
  await expect(cards(page, 'Waiting')).toHaveText([lamp.title])
  // Nothing is asked; the card says for whom.
  await expect(column(page, 'Waiting')).toContainText('Waiting for client')
  await expect(page).not.toHaveURL(/ticket=/)
  await expect.poll(async () => (await ticketOf(mika, lamp.id)).status).toBe('waiting')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(cards(page, 'Open')).toHaveText([door.title, lamp.title])
  await expect.poll(async () => (await ticketOf(mika, lamp.id)).status).toBe('open')

  await cards(page, 'Open').first().click()
  await expect(ticketDrawer(page, door.number)).toBeVisible()
})

test('by keyboard a card is lifted, carried, said and dropped, or moved by its menu', async ({ pageAs }) => {
  const { mika, lamp, door, gate, path } = await makeBoard()
  const page = await pageAs(STAFF)
  await page.goto(path)
  const said = page.getByRole('status').filter({ hasText: lamp.title })
  const card = page.getByRole('link', { name: lamp.title })
  await card.focus()
  await expect(async () => {
    await page.keyboard.press('Space')
    await expect(said).toContainText(`${lamp.title}, Open, 2 of 2, lifted`, { timeout: 1_000 })
  }).toPass()
  await page.keyboard.press('ArrowRight')
  await expect(said).toHaveText(`${lamp.title}, In progress, 2 of 2`)
  await page.keyboard.press('ArrowUp')
  await expect(said).toHaveText(`${lamp.title}, In progress, 1 of 2`)
  await expect(card).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(said).toContainText(`${lamp.title}, Open, 2 of 2, moving cancelled`)
  await expect(card).toBeFocused()

  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await expect(said).toContainText('In progress, 2 of 2, dropped')
  await expect(cards(page, 'In progress')).toHaveText([gate.title, lamp.title])
  await expect.poll(async () => (await ticketOf(mika, lamp.id)).status).toBe('in_progress')

  await page.getByRole('link', { name: door.title }).focus()
  await page.keyboard.press('m')
  await expect(page.getByRole('dialog', { name: `Move #${door.number}` }).getByRole('combobox')).toBeFocused()
  await page.keyboard.type('resol')
  await page.keyboard.press('Enter')
  await expect(cards(page, 'Resolved')).toHaveText([door.title])
  await expect.poll(async () => (await ticketOf(mika, door.id)).status).toBe('resolved')
})

test('whoever moves a card second is told who moved it where; refusals put it back', async ({ pageAs }) => {
  const { mika, lamp, door, path } = await makeBoard()
  const jonas = await person('jonas@linden.example')
  const page = await pageAs(STAFF)
  await page.goto(path)
  const moveTo = async (title: string, to: string) => {
    await page
      .getByRole('listitem')
      .filter({ hasText: title })
      .getByRole('button', { name: /^Move #/ })
      .click()
    await page.getByRole('option', { name: to }).click()
  }
  await expect(cards(page, 'Open')).toHaveCount(2)
  await rows(jonas, 'POST', 'rpc/move_ticket', {
    ticket_id: lamp.id,
    status: 'resolved',
    after_id: null,
    expected_version: 1,
  })
  await moveTo(lamp.title, 'In progress')
  await expect(page.getByText(`Jonas Weiß moved #${lamp.number} to Resolved`)).toBeVisible()
  await expect(cards(page, 'Resolved')).toHaveText([lamp.title])
  expect(await ticketOf(mika, lamp.id)).toMatchObject({ status: 'resolved', version: 2 })

  // What somebody else changed of it beside its place does not stand in the way.
  await rows(jonas, 'PATCH', `tickets?id=eq.${door.id}`, { priority: 'urgent' })
  await page.route('**/rest/v1/rpc/move_ticket', (route) => route.abort())
  await moveTo(door.title, 'In progress')
  await expect(page.getByText('We cannot reach the server')).toBeVisible()
  await expect(cards(page, 'Open')).toHaveText([door.title])
  await page.unroute('**/rest/v1/rpc/move_ticket')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(cards(page, 'In progress').filter({ hasText: door.title })).toBeVisible()
  await expect
    .poll(() => ticketOf(mika, door.id))
    .toMatchObject({ status: 'in_progress', priority: 'urgent' })
})

test('the board keeps its shape: filters, columns, phones, and both themes', async ({ pageAs }) => {
  const { gate, lamp, path } = await makeBoard()
  const page = await pageAs(STAFF)
  await page.goto(`${path}&order=priority`)
  await expect(cards(page, 'Open')).toHaveCount(2)
  await page.getByRole('button', { name: /^Closed/ }).click()
  await expect(column(page, 'Closed')).toContainText('Nothing here')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Mine' }).click()
  await expect(cards(page, 'In progress')).toHaveText([gate.title])
  await expect(column(page, 'Open')).toContainText('Nothing here')
  await expect(page).toHaveURL(/tab=mine/)
  await page.goBack()
  await page.setViewportSize({ width: 375, height: 720 })
  await expect(cards(page, 'Open')).toHaveCount(2)
  await expectFits(page, 375, 320)
  // On phones the menu is the way.
  await page
    .getByRole('listitem')
    .filter({ hasText: lamp.title })
    .getByRole('button', { name: /^Move #/ })
    .click()
  await page.getByRole('option', { name: 'In progress' }).click()
  await expect(cards(page, 'In progress').filter({ hasText: lamp.title })).toHaveCount(1)

  const viewer = await pageAs('clara@kastanienhof.example')
  await viewer.goto('/clients/20000000-0000-4000-8000-000000000012/tickets?view=board')
  await expect(viewer.getByRole('list', { name: 'Tickets' })).toBeVisible()
  await expect(viewer.getByRole('radio', { name: 'Board' })).toHaveCount(0)
})
