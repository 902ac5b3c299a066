import type { Page } from '@playwright/test'
import { makeAgencyOfTwo } from '../fixtures/agency-of-two'
import { raise } from '../fixtures/alerts'
import { rows, type Person } from '../fixtures/backend'
import { makeClient, makeViewer } from '../fixtures/client-work'
import { expect, expectListening, test } from '../fixtures/test'
import { ticketDrawer, ticketLinks } from '../fixtures/tickets'

const REPORT = 'supabase/demo-files/footfall-october.csv'

const call = (who: Person, name: string) => rows(who, 'PATCH', `users?id=eq.${who.id}`, { full_name: name })
const bell = (page: Page) => page.getByRole('button', { name: /^Notifications/ }).filter({ visible: true })
const latest = (page: Page) => page.getByRole('dialog', { name: 'Latest notifications' })

test('a day: an alert in the morning becomes a ticket, the client is asked and answers, it is resolved and reported', async ({
  pageAs,
}) => {
  test.slow()
  const { owner, member } = await makeAgencyOfTwo()
  const client = await makeClient(owner, 'Quay Kitchen')
  const viewer = await makeViewer(owner, client.id)
  await Promise.all([call(member, 'Ines Moreau'), call(viewer, 'Theo Brandt')])
  // What came in overnight, through a colleague.
  await raise(owner, client.id, 'Banner is a little blurred', { severity: 'low' })
  await raise(owner, client.id, 'Checkout is down', { severity: 'critical', description: 'Since four.' })
  const [ines, theo] = await Promise.all([pageAs(member), pageAs(viewer)])
  let number = 0

  await test.step('in the morning home says which client needs somebody, and why', async () => {
    await ines.goto('/home')
    const glance = ines.getByRole('region', { name: 'Who needs you now' }).getByRole('listitem')
    await expect(glance.first()).toContainText('Quay Kitchen')
    await expect(glance.first()).toContainText('1 critical alert is open')
    await glance.first().getByRole('link', { name: '1 critical' }).click()
  })

  await test.step('the critical alert is acknowledged and becomes a ticket', async () => {
    const alerts = ines.getByRole('list', { name: 'Alerts' })
    await expect(alerts.getByRole('link')).toHaveText(['Checkout is down'])
    await alerts.getByRole('link', { name: 'Checkout is down' }).click()
    const alert = ines.getByRole('dialog', { name: 'Checkout is down' })
    await alert.getByRole('button', { name: 'Acknowledge' }).click()
    await expect(alert.getByText('Ines Moreau acknowledged it')).toBeVisible()
    await alert.getByRole('button', { name: 'Make a ticket' }).click()
    await alert.getByRole('link', { name: /^Ticket #\d+$/ }).click()
    await expect(ines).toHaveURL(new RegExp(`/clients/${client.id}/tickets\\?.*ticket=\\d+`))
    number = Number(new URL(ines.url()).searchParams.get('ticket'))
  })

  const ticket = ticketDrawer(ines, number)
  await test.step('it is taken on, shared, and the client is asked', async () => {
    await expect(ticket.getByLabel('Title')).toHaveValue('Checkout is down')
    await expect(ticket.getByRole('button', { name: /^Priority/ })).toContainText('Urgent')
    await ticket.getByRole('button', { name: /^Assignee/ }).click()
    await ines.getByRole('option', { name: 'Ines Moreau' }).click()
    await expect(ticket.getByRole('button', { name: /^Assignee/ })).toContainText('Ines Moreau')
    await ticket.getByRole('textbox', { name: 'Internal note' }).fill('The certificate ran out.')
    await ticket.getByRole('button', { name: 'Add internal note' }).click()
    await expect(ticket.getByRole('article', { name: /^Internal note by Ines/ })).toBeVisible()
    await ticket.getByRole('button', { name: 'Share with the client' }).click()
    await ticket.getByRole('radio', { name: 'Client' }).check()
    await ticket.getByLabel('Comment to Quay Kitchen').fill('May we renew the certificate now?')
    await ticket.getByRole('button', { name: 'Send to client' }).click()
    await expect(ticket.getByRole('article', { name: /^Comment by Ines/ })).toContainText('May we renew')
    await ticket.getByRole('button', { name: /^Status/ }).click()
    await ines.getByRole('option', { name: 'Waiting for client' }).click()
    await expect(ticket.getByRole('button', { name: /^Status/ })).toContainText('Waiting for client')
    // Said when it is saved: before that the client would find nothing.
    await expect(ines.getByText(`#${number} is waiting for client`)).toBeVisible()
  })

  await test.step('the client finds what waits for them, reads what is meant for them, and answers', async () => {
    await theo.goto('/home')
    await expect(theo).toHaveURL(`/clients/${client.id}/overview`)
    const waiting = theo.getByRole('region', { name: 'Waiting for you' })
    await waiting.getByRole('link', { name: 'Checkout is down' }).click()
    const seen = ticketDrawer(theo, number)
    await expect(seen.getByText('May we renew the certificate now?')).toBeVisible()
    await expect(seen.getByText('The certificate ran out.')).toHaveCount(0)
    await expect(seen.getByText('Priority')).toHaveCount(0)
    await expectListening(seen.getByLabel('Your comment'))
    await seen.getByLabel('Your comment').fill('Yes, please do.')
    await seen.getByRole('button', { name: 'Send' }).click()
    await expect(seen.getByRole('article').filter({ hasText: 'Yes, please do.' })).toBeVisible()
  })

  await test.step('the answer reaches the bell and the inbox, and leads to the ticket', async () => {
    await ines.goto('/home')
    await expectListening(bell(ines))
    await bell(ines).click()
    const answer = latest(ines).getByRole('link', { name: new RegExp(`Theo Brandt commented on #${number}`) })
    await expect(answer).toBeVisible()
    await ines.keyboard.press('Escape')
    await ines.goto('/notifications')
    await ines.getByRole('link', { name: new RegExp(`Theo Brandt commented on #${number}`) }).click()
    await expect(ticket.getByRole('article').filter({ hasText: 'Yes, please do.' })).toBeVisible()
  })

  await test.step('the ticket is resolved, and the alert it came from with it', async () => {
    await ticket.getByRole('button', { name: /^Status/ }).click()
    await ines.getByRole('option', { name: 'Resolved' }).click()
    await ines.getByRole('button', { name: 'Resolve the alert too' }).click()
    await expect(ines.getByText('The alert is resolved, too')).toBeVisible()
    await ticket.getByRole('button', { name: 'Close' }).click()
    await ines.goto(`/clients/${client.id}/alerts`)
    await expect(ines.getByRole('list', { name: 'Alerts' }).getByRole('link')).toHaveText([
      'Banner is a little blurred',
    ])
  })

  await test.step('the report is uploaded for the client', async () => {
    await ines
      .getByRole('navigation', { name: 'Client' })
      .getByRole('link', { name: /^Documents/ })
      .click()
    await ines.getByRole('radio', { name: 'Shared with client' }).check()
    await ines.getByLabel('Files to upload').setInputFiles(REPORT)
    const row = ines.getByRole('list', { name: 'Documents' }).getByRole('listitem')
    await expect(row).toContainText('footfall-october.csv')
    await expect(row).toContainText('Shared with client')
  })

  await test.step('the client is told of it, reads it and takes it along', async () => {
    await theo.goto('/notifications')
    await theo.getByRole('link', { name: /Ines Moreau shared footfall-october\.csv/ }).click()
    await theo
      .getByRole('list', { name: 'Documents' })
      .getByRole('link', { name: 'footfall-october.csv' })
      .click()
    const document = theo.getByRole('dialog', { name: 'footfall-october.csv' })
    await expect(document.getByRole('columnheader', { name: 'takings' })).toBeVisible()
    const download = theo.waitForEvent('download')
    await document.getByRole('button', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toBe('footfall-october.csv')
  })

  await test.step('in the evening both see it settled', async () => {
    await theo.goto(`/clients/${client.id}/tickets?tab=resolved`)
    await expect(ticketLinks(theo)).toHaveText([/Checkout is down/])
    await ines.goto('/home')
    const glance = ines.getByRole('region', { name: 'Who needs you now' }).getByRole('listitem').first()
    await expect(glance).toContainText('Quay Kitchen')
    await expect(glance).not.toContainText('critical')
  })
})
