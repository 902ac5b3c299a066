import { makeAgencyOfTwo } from '../fixtures/agency-of-two'
import { withDatabase } from '../fixtures/database'
import { expect, expectAccessible, expectFits, expectListening, test } from '../fixtures/test'

test('an owner names the agency, sees what it lacks, and sees it whole again once it was completed', async ({
  pageAs,
}) => {
  const { owner } = await makeAgencyOfTwo()
  const page = await pageAs(owner)
  await page.goto('/settings/profile')
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Agency' }).click()
  await expect(page).toHaveURL('/settings/agency')

  const health = page.getByRole('region', { name: 'Organisation health' })
  await expect(health.getByText('Complete', { exact: true })).toBeVisible()
  await expect(health.getByText('Not audited yet')).toBeVisible()
  const shortName = page.getByRole('region', { name: 'Short name' })
  await expect(shortName.getByText(/^two-/)).toBeVisible()
  await expect(shortName.getByRole('textbox')).toHaveCount(0)
  const slug = await shortName.getByText(/^two-/).innerText()

  const name = page.getByRole('textbox', { name: 'Name' })
  await expectListening(name)
  await name.fill('Two & Company')
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Asia/Tokyo')
  await page.getByRole('button', { name: 'Save agency' }).click()
  await expect(page.getByText('Agency saved')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Two & Company')
  await expectAccessible(page)

  // Somebody removed the portals, words went missing, and the operator looked.
  await withDatabase(async (sql) => {
    const [agency] = await sql<{ id: string }[]>`select id from agencies where slug = ${slug}`
    const id = agency?.id ?? ''
    await sql`delete from cc_portals where owning_tenant_id = ${id}`
    await sql`delete from cc_notification_templates where tenant_id = ${id} and type in ('run.published', 'run.changed')`
    await sql`insert into org_schema_ledger (command, layout, target, agency_id, status, findings, version)
      values ('audit', 'shared', ${slug}, ${id}, 'drift', 3, '20261121130400')`
  })
  await page.reload()
  await expect(health.getByText('2 things are missing')).toBeVisible()
  const points = health.getByRole('list', { name: 'What is missing' }).getByRole('listitem')
  await expect(points).toHaveCount(2)
  await expect(points.nth(0)).toContainText('There is no portal')
  await expect(points.nth(0).getByRole('link', { name: 'Open portals' })).toHaveAttribute(
    'href',
    '/provider/portals',
  )
  await expect(points.nth(1)).toContainText('2 notifications have no words of your own')
  await expect(health.getByText(`npm run org -- provision --org ${slug}`)).toBeVisible()
  await expect(health.getByText('3 things were found')).toBeVisible()
  await expectAccessible(page)
  await expectFits(page, 375, 320)

  // What that command does.
  await withDatabase(
    (sql) => sql`select private.provision_agency((select id from agencies where slug = ${slug}))`,
  )
  await page.reload()
  await expect(health.getByText('Complete', { exact: true })).toBeVisible()
  await expect(health.getByRole('list', { name: 'What is missing' })).toHaveCount(0)
})

test('a team member reads it, and to a client it does not exist', async ({ pageAs }) => {
  const tara = await pageAs('tara@harbour.example')
  await tara.goto('/settings/agency')
  const agency = tara.getByRole('region', { name: 'Agency', exact: true })
  await expect(agency.getByText('Harbour & Main')).toBeVisible()
  await expect(agency.getByText('Europe/London')).toBeVisible()
  await expect(tara.getByText('Only owners and admins change these.')).toBeVisible()
  await expect(tara.getByRole('button', { name: 'Save agency' })).toHaveCount(0)
  await expect(tara.getByRole('region', { name: 'Organisation health' })).toContainText(
    'Owners and admins of Harbour & Main see this.',
  )
  await expectAccessible(tara)
  await expectFits(tara, 375)

  const vera = await pageAs('vera@northquay.example')
  expect((await vera.goto('/settings/agency'))?.status()).toBe(404)
  await vera.goto('/settings/profile')
  await expect(
    vera.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Agency' }),
  ).toHaveCount(0)
  const noor = await pageAs('noor@crew.example')
  expect((await noor.goto('/settings/agency'))?.status()).toBe(404)
})
