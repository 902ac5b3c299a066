import { randomUUID } from 'node:crypto'
import { makeAgencyOfTwo } from '../fixtures/agency-of-two'
import { rows } from '../fixtures/backend'
import { withDatabase } from '../fixtures/database'
import { agencyOf } from '../fixtures/portal-world'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

test('the notice of a mail that failed leads to its attempts, and from there it goes out again', async ({
  pageAs,
}) => {
  const { owner, member } = await makeAgencyOfTwo()
  const agencyId = await agencyOf(owner)
  const [client] = await rows(owner, 'POST', 'clients', { agency_id: agencyId, name: 'Old Mill' })
  await rows(owner, 'POST', 'tickets', {
    agency_id: agencyId,
    client_id: client?.id,
    title: 'Paint the door',
    assignee_id: member.id,
  })
  await withDatabase(async (sql) => {
    await sql`update cc_notification_deliveries
      set status = 'failed', failure = 'rejected', last_error = '550 no such user', lease_token = null, lease_until = null,
        attempt_log = ${sql.json([{ at: new Date().toISOString(), outcome: 'failed', code: '550', message: 'no such user' }])}
      where recipient_individual_id = ${member.id} and category = 'tickets'`
    await sql`select private.tell_of_failure(d, '550 no such user') from cc_notification_deliveries d
      where d.recipient_individual_id = ${member.id} and d.category = 'tickets'`
  })

  const page = await pageAs(owner)
  await page.goto('/notifications')
  await page.getByRole('link', { name: `A message to ${member.email} could not be delivered` }).click()
  const drawer = page.getByRole('dialog', { name: '#1 is yours' })
  const entry = drawer.getByRole('list', { name: 'Recipients' }).getByRole('listitem').first()
  await expect(entry).toContainText(member.email)
  await expect(entry.getByText('Failed')).toBeVisible()
  await expect(entry.getByRole('list', { name: 'Attempts' })).toContainText('no such user')
  await expectAccessible(page)
  await expectFits(page, 320, 375)
  await entry.getByRole('button', { name: /^Send again/ }).click()
  await expect(page.getByText('It goes out again in a moment')).toBeVisible()
  await expect(entry.getByText(/Queued|Mail sent/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(page).toHaveURL(/\/notifications$/)
})

test('a mail that is not there, or another agency’s, is said to be gone', async ({ pageAs }) => {
  const [{ owner }, elsewhere] = await Promise.all([makeAgencyOfTwo(), makeAgencyOfTwo()])
  const [foreign] = await rows(elsewhere.owner, 'GET', 'cc_notification_deliveries?select=id&limit=1')
  const page = await pageAs(owner)
  for (const id of [foreign?.id ?? '', randomUUID()]) {
    await page.goto(`/notifications?delivery=${id}`)
    await expect(page.getByRole('dialog').getByText('This message is no longer there')).toBeVisible()
  }
})
