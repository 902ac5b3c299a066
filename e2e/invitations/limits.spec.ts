import { randomUUID } from 'node:crypto'
import { rows, type Person } from '../fixtures/backend'
import { withDatabase } from '../fixtures/database'
import { invite } from '../fixtures/invitations'
import { mailsTo } from '../fixtures/mailbox'
import { makeRun } from '../fixtures/portal-world'
import { OWNER, choose, inviteToRun, rowOf, stakeholdersOwner } from '../fixtures/stakeholders'
import { expect, test } from '../fixtures/test'

const newcomerEmail = () => `joan-${randomUUID().slice(0, 8)}@acme.example`

let owner: Person

test.beforeAll(async () => {
  owner = await stakeholdersOwner()
})

test('a link without an address cannot be used to have codes sent to anybody', async ({ page }) => {
  const { link } = await invite(owner, { phone: '+44 7700 900124' })
  await page.goto(link)
  for (let sent = 0; sent < 5; sent++) {
    await page.getByLabel('Your e-mail address').fill(newcomerEmail())
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByRole('button', { name: 'Change the address' }).click()
  }
  const spared = newcomerEmail()
  await page.getByLabel('Your e-mail address').fill(spared)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.getByText('Too many codes for this invitation')).toBeVisible()
  await expect(page.getByText(/You can try again at/)).toBeVisible()
  expect(await mailsTo(spared)).toEqual([])
})

test('sending again to many tells those it reaches from those who want no mail', async ({ pageAs }) => {
  const { runId, people } = await inviteToRun(['Ann', 'Bob', 'Cat'])
  await withDatabase(async (sql) => {
    await sql`update cc_notification_deliveries set status = 'failed', lease_token = null, lease_until = null
      where invitation_id in ${sql(people.map(({ id }) => id))}`
    await sql`insert into cc_suppressions (tenant_id, address_hash, category, reason)
      select inviter_tenant_id, sha256(convert_to(email_norm, 'UTF8')),
        case invitee_name when 'Bob' then 'invitations' end, case invitee_name when 'Bob' then 'unsubscribe' else 'bounce' end
      from cc_invitations where run_id = ${runId} and invitee_name <> 'Cat'`
  })
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}`)
  await choose(page, 'Bob', 'Send again')
  await expect(page.getByText('This address does not want mail from you')).toBeVisible()
  await expect(page.getByText(/Copy the link and send it another way/)).toBeVisible()
  for (const name of ['Ann', 'Bob', 'Cat']) await rowOf(page, name).getByRole('checkbox').check()
  await page
    .getByRole('toolbar', { name: 'Selected people' })
    .getByRole('button', { name: /^Send again/ })
    .click()
  await expect(page.getByText('2 invitations sent again')).toBeVisible()
  expect(
    await rows(
      owner,
      'GET',
      `cc_notification_deliveries?select=id&payload=cs.${encodeURIComponent('{"resend":true}')}&invitation_id=in.(${people.map(({ id }) => id).join(',')})`,
    ),
  ).toHaveLength(2)
})

test('a list longer than one sending is judged as a whole', async ({ pageAs }) => {
  const runId = await makeRun(owner)
  const page = await pageAs(OWNER)
  await page.goto(`/provider/runs/${runId}?notify=invite`)
  const dialog = page.getByRole('dialog', { name: 'Stakeholders' })
  // The day's limit as the database counts it in one call: 1,100 more.
  await page.route('**/rpc/create_run_invitations', (route) => {
    const { rows: asked } = route.request().postDataJSON() as { rows: unknown[] }
    const answers = asked.map((_, index) => ({
      row_no: index + 1,
      outcome: index < 1_100 ? 'invited' : 'over_limit',
      invitation_id: null,
      token: null,
    }))
    return route.fulfill({ json: answers })
  })
  const box = dialog.getByLabel('People', { exact: true })
  await box.fill(Array.from({ length: 1_200 }, (_, index) => `p${index}@outside.example`).join('\n'))
  await box.press('Enter')
  await expect(dialog.getByText('1,100 ready')).toBeVisible()
  await expect(dialog.getByText('100 left out')).toBeVisible()
})
