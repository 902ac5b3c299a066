import { randomUUID } from 'node:crypto'
import { person, rows } from '../fixtures/backend'
import { agencyOf } from '../fixtures/portal-world'
import { expect, test } from '../fixtures/test'
import { KASTANIENHOF, makeTicket, ticketDrawer, ticketLinks, ticketOf } from '../fixtures/tickets'

const STAFF = 'mika@linden.example'
const VIEWER = 'clara@kastanienhof.example'

test('staff and client talk on a ticket: what is internal stays so, and an answer opens it again', async ({
  pageAs,
}) => {
  const mika = await person(STAFF)
  const word = randomUUID().slice(0, 8)
  const ticket = await makeTicket(mika, { title: `Lift noise ${word}`, description: 'Third floor.' })
  const staff = await pageAs(STAFF)
  await staff.goto(`/tickets?ticket=${ticket.number}`)
  const drawer = ticketDrawer(staff, ticket.number)

  // While it is internal nothing can be said to the client.
  await expect(drawer.getByRole('radio', { name: 'Client' })).toHaveCount(0)
  await drawer.getByLabel('Internal note').fill(`Fitter is booked ${word}`)
  await drawer.getByRole('button', { name: 'Add internal note' }).click()
  await expect(drawer.getByRole('article', { name: /^Internal note by Mika/ })).toBeVisible()
  await drawer.getByRole('button', { name: 'Share with the client' }).click()
  // Every change is shown at once. What it is said of afterwards, the server has answered.
  await expect(staff.getByText(`The client sees #${ticket.number} now`)).toBeVisible()
  await drawer.getByRole('radio', { name: 'Client' }).check()
  await drawer.getByLabel('Comment to Wohnbau Kastanienhof eG').fill(`We are on it ${word}`)
  await drawer.getByRole('button', { name: 'Send to client' }).click()
  await expect(drawer.getByRole('article', { name: /^Comment by Mika/ })).toContainText(word)
  // The next one is internal again.
  await expect(drawer.getByRole('textbox', { name: 'Internal note' })).toBeVisible()
  await drawer.getByRole('button', { name: /^Status/ }).click()
  await staff.getByRole('option', { name: 'Resolved' }).click()
  await expect(drawer.getByRole('button', { name: /^Status/ })).toContainText('Resolved')
  await expect(staff.getByText(`#${ticket.number} is resolved`)).toBeVisible()

  const viewer = await pageAs(VIEWER)
  await viewer.goto(`/clients/${KASTANIENHOF}/tickets?tab=resolved&q=${word}`)
  await ticketLinks(viewer).click()
  const seen = ticketDrawer(viewer, ticket.number)
  await expect(seen.getByText(`We are on it ${word}`)).toBeVisible()
  await expect(seen.getByText('Fitter is booked')).toHaveCount(0)
  await expect(seen.getByText('Priority')).toHaveCount(0)
  await expect(seen.getByText('Your comment opens this ticket again.')).toBeVisible()
  await seen.getByLabel('Your comment').fill('It is back.')
  await seen.getByRole('button', { name: 'Send' }).click()
  await expect(seen.getByRole('article').filter({ hasText: 'It is back.' })).toBeVisible()
  await expect(seen.getByText('Open', { exact: true })).toBeVisible()
  expect(await ticketOf(mika, ticket.id)).toMatchObject({ status: 'open', visibility: 'client' })
})

test('the client opens a ticket, and another one about what is closed', async ({ pageAs }) => {
  const mika = await person(STAFF)
  const word = randomUUID().slice(0, 8)
  const page = await pageAs(VIEWER)
  await page.goto(`/clients/${KASTANIENHOF}/tickets`)
  await page.getByRole('button', { name: 'New ticket' }).first().click()
  const form = page.getByRole('dialog', { name: 'New ticket' })
  await expect(form.getByLabel('Priority')).toHaveCount(0)
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(form.getByText('Give the ticket a title.')).toBeVisible()
  await form.getByLabel('What is it about?').fill(`Doorbell ${word}`)

  // What was typed survives that the server is out of reach.
  await page.route('**/rest/v1/tickets*', (route) => route.abort())
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(form.getByRole('alert')).toContainText('We cannot reach the server')
  await page.unroute('**/rest/v1/tickets*')
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(page).toHaveURL(/[?&]ticket=\d+/)
  const number = Number(new URL(page.url()).searchParams.get('ticket'))
  await expect(ticketDrawer(page, number).getByText(`Doorbell ${word}`)).toBeVisible()

  const [made] = await rows(mika, 'GET', `tickets?number=eq.${number}`)
  expect(made).toMatchObject({ visibility: 'client', status: 'open', priority: 'normal', assignee_id: null })
  await rows(mika, 'PATCH', `tickets?id=eq.${made?.id ?? ''}`, { status: 'closed' })
  await page.reload()
  await ticketDrawer(page, number).getByRole('button', { name: 'Open a new ticket about this' }).click()
  await expect(form.getByText(`About #${number}`)).toBeVisible()
  await form.getByLabel('What is it about?').fill(`Doorbell again ${word}`)
  await form.getByRole('button', { name: 'Send' }).click()
  const next = page.getByRole('dialog').filter({ hasText: 'Carries on' })
  await next.getByRole('link', { name: `#${number}` }).click()
  await expect(ticketDrawer(page, number)).toBeVisible()
  await page.goBack()
  await expect(next).toBeVisible()
})

test('two people set the same thing: who comes second decides, and different things merge', async ({
  pageAs,
}) => {
  const jonas = await person('jonas@linden.example')
  const ticket = await makeTicket(jonas)
  const page = await pageAs(STAFF)
  await page.goto(`/tickets?ticket=${ticket.number}`)
  const drawer = ticketDrawer(page, ticket.number)
  const priority = drawer.getByRole('button', { name: /^Priority/ })
  await expect(priority).toContainText('Normal')
  const change = (patch: object) => rows(jonas, 'PATCH', `tickets?id=eq.${ticket.id}`, patch)

  await change({ due_on: '2031-05-04' })
  await priority.click()
  await page.getByRole('option', { name: 'High' }).click()
  await expect(priority).toContainText('High')
  await expect(drawer.getByLabel('Due')).toHaveValue('2031-05-04')
  expect(await ticketOf(jonas, ticket.id)).toMatchObject({ priority: 'high', due_on: '2031-05-04' })
  // The drawer is asked for again after a change. Had it seen the next one of the other, there would be no conflict.
  await expect(drawer.getByText('set the priority to High')).toBeVisible()

  await change({ priority: 'urgent' })
  await priority.click()
  await page.getByRole('option', { name: 'Low' }).click()
  const dialog = page.getByRole('dialog', { name: `Somebody else changed #${ticket.number}` })
  await expect(dialog).toContainText(/Jonas Weiß set the priority to Urgent/)
  await expect(dialog).toContainText('You set it to Low')
  await dialog.getByRole('button', { name: 'Take theirs' }).click()
  await expect(priority).toContainText('Urgent')

  await change({ priority: 'normal' })
  await priority.click()
  await page.getByRole('option', { name: 'Low' }).click()
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await expect(dialog).toBeHidden()
  await expect(priority).toContainText('Low')
  await expect.poll(async () => (await ticketOf(jonas, ticket.id)).priority).toBe('low')
})

test('a comment is edited, deleted and brought back, and a draft outlives its drawer', async ({ pageAs }) => {
  const ticket = await makeTicket(await person(STAFF))
  const page = await pageAs(STAFF)
  await page.goto(`/tickets?ticket=${ticket.number}`)
  const drawer = ticketDrawer(page, ticket.number)
  const box = drawer.getByLabel('Internal note', { exact: true })
  await box.fill('First words')
  await box.press('Control+Enter')
  const comment = drawer.getByRole('article')
  await expect(comment).toContainText('First words')
  await comment.getByRole('button', { name: 'Edit your comment' }).click()
  await comment.getByLabel('Your comment').fill('Better words')
  await comment.getByRole('button', { name: 'Save' }).click()
  await expect(comment).toContainText('Better words')
  await expect(comment).toContainText('edited')
  await comment.getByRole('button', { name: 'Delete your comment' }).click()
  await expect(comment).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(comment).toContainText('Better words')

  await box.fill('Half a thought')
  await drawer.getByRole('button', { name: 'Close' }).click()
  await expect(drawer).toBeHidden()
  await page.goBack()
  await expect(box).toHaveValue('Half a thought')
})

test('a description being written outlives its drawer, and is never written over what somebody else wrote', async ({
  pageAs,
}) => {
  const jonas = await person('jonas@linden.example')
  const ticket = await makeTicket(jonas, { description: 'Third floor.' })
  const page = await pageAs(STAFF)
  await page.goto(`/tickets?ticket=${ticket.number}`)
  const drawer = ticketDrawer(page, ticket.number)
  const box = drawer.getByRole('textbox', { name: 'Description' })
  await drawer.getByRole('button', { name: 'Edit the description' }).click()
  await page.keyboard.press('Escape')
  await expect(box).toBeHidden()
  await expect(drawer).toBeVisible()
  await drawer.getByRole('button', { name: 'Edit the description' }).click()
  await box.fill('Fourth floor, by the stairs.')
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()

  await rows(jonas, 'PATCH', `tickets?id=eq.${ticket.id}`, { description: 'Fifth floor.' })
  await page.goBack()
  await expect(box).toHaveValue('Fourth floor, by the stairs.')
  await drawer.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog', { name: `Somebody else changed #${ticket.number}` })
  await expect(dialog).toContainText('Fifth floor.')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await ticketOf(jonas, ticket.id)).toMatchObject({ description: 'Fifth floor.' })
  await expect(box).toHaveValue('Fourth floor, by the stairs.')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await expect(box).toBeHidden()
  await expect
    .poll(async () => (await ticketOf(jonas, ticket.id)).description)
    .toBe('Fourth floor, by the stairs.')
})

test('resolving what came from an alert offers to resolve the alert, too', async ({ pageAs }) => {
  const mika = await person(STAFF)
  const key = randomUUID()
  const [raised] = await rows(mika, 'POST', 'rpc/raise_alert', {
    client_id: KASTANIENHOF,
    dedup_key: key,
    severity: 'medium',
    title: `Pump ${key.slice(0, 8)}`,
  })
  const alertId = String(raised?.alert_id)
  const [made] = await rows(mika, 'POST', 'rpc/alert_to_ticket', { alert_id: alertId })
  const page = await pageAs(STAFF)
  await page.goto(`/tickets?ticket=${String(made?.number)}`)
  const drawer = ticketDrawer(page, Number(made?.number))
  await expect(drawer.getByRole('link', { name: `Pump ${key.slice(0, 8)}` })).toBeVisible()
  await drawer.getByRole('button', { name: /^Status/ }).click()
  await page.getByRole('option', { name: 'Resolved' }).click()
  await page.getByRole('button', { name: 'Resolve the alert too' }).click()
  await expect(page.getByText('The alert is resolved, too')).toBeVisible()
  const agency = await agencyOf(mika)
  const [alert] = await rows(mika, 'GET', `alerts?agency_id=eq.${agency}&id=eq.${alertId}`)
  expect(alert).toMatchObject({ status: 'resolved' })
})
