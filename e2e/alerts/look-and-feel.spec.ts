import { randomUUID } from 'node:crypto'
import { change, raise } from '../fixtures/alerts'
import { person } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { NORTHQUAY } from '../fixtures/documents'
import { expect, expectAccessible, expectFits, test } from '../fixtures/test'

const LONG = 'Averylongwordthathasnoplacewhereitcouldbebrokenintotwolines'.repeat(2)

test('list and drawer break no accessibility rule and fit 375 px', async ({ pageAs }) => {
  const [adam, tara] = await Promise.all([person('adam@harbour.example'), person('tara@harbour.example')])
  const client = await makeClient(adam)
  const id = await raise(tara, client.id, LONG, { severity: 'critical', description: LONG })
  await raise(tara, client.id, 'Feed is late', { severity: 'low' })
  // The client's tabs tell screen readers how many are snoozed.
  const asleep = await raise(tara, client.id, 'Shop is slow')
  await change(tara, asleep, { snoozed_until: new Date(Date.now() + 3_600_000).toISOString() })
  const page = await pageAs('tara@harbour.example')
  await page.goto('/alerts')
  await expect(page.getByRole('list', { name: 'Alerts' })).toBeVisible()
  await expectAccessible(page)
  await page.goto(`/clients/${client.id}/alerts`)
  await page.getByRole('checkbox', { name: 'Select Feed is late' }).check()
  await expectAccessible(page)
  await expectFits(page, 320, 375)
  await page.goto(`/clients/${client.id}/alerts?alert=${id}`)
  const drawer = page.getByRole('dialog', { name: LONG })
  await expect(drawer.getByText('Tara Lindqvist').last()).toBeVisible()
  await expectAccessible(page)
  await expectFits(page, 320, 375)
})

test('what is asked of people breaks no accessibility rule: snooze, resolve, raise', async ({ pageAs }) => {
  const [adam, tara] = await Promise.all([person('adam@harbour.example'), person('tara@harbour.example')])
  const client = await makeClient(adam)
  const id = await raise(tara, client.id, 'Shop is down', { severity: 'critical' })
  const page = await pageAs('tara@harbour.example')
  await page.goto(`/clients/${client.id}/alerts?status=snoozed&alert=${id}`)
  const drawer = page.getByRole('dialog', { name: 'Shop is down' })
  await drawer.getByRole('button', { name: 'Snooze' }).click()
  await expect(page.getByText('Snooze (critical: 24 hours at most)')).toBeVisible()
  await expectAccessible(page, { hasMenu: true })
  await page.getByRole('menuitem', { name: 'Date and time…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Snooze alert' })
  // Two hours from now is tomorrow when it is late.
  await expect(dialog.getByText(/^Back (in|tomorrow)/)).toBeVisible()
  await dialog.getByLabel('Until').fill('2020-01-01T10:00')
  await expect(page.getByText('This is in the past. Choose a time to come.')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await drawer.getByRole('button', { name: 'Resolve' }).click()
  const resolving = page.getByRole('dialog', { name: 'Resolve alert' })
  await expect(resolving).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(resolving).toBeHidden()
  await page.keyboard.press('Escape')
  // The list stood behind it all the time, and its shortcuts count only once nothing lies over it.
  await expect(drawer).toBeHidden()
  await expect(page.getByText('Nothing is snoozed')).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog', { name: 'Raise alert' })).toBeVisible()
  await expectAccessible(page)
})

test("a client's own people see what is shared with them, in calm words, and can do nothing to it", async ({
  pageAs,
}) => {
  const tara = await person('tara@harbour.example')
  const title = `Pixel ${randomUUID().slice(0, 8)}`
  const shared = await raise(tara, NORTHQUAY, `${title} shared`, { severity: 'high' })
  const secret = await raise(tara, NORTHQUAY, `${title} internal`)
  const until = new Date(Date.now() + 3_600_000).toISOString()
  await change(tara, shared, { visibility: 'client', status: 'acknowledged' })
  // Put off by the agency is not gone for the client.
  await change(tara, shared, { snoozed_until: until })
  const page = await pageAs('vera@northquay.example')
  await page.goto(`/clients/${NORTHQUAY}/alerts?q=${encodeURIComponent(title)}`)
  const row = page.getByRole('list', { name: 'Alerts' }).getByRole('listitem')
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('Being looked after')
  await expect(row).not.toContainText('Snoozed')
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Acknowledge|Actions|Raise/ })).toHaveCount(0)
  await row.getByRole('link').click()
  const drawer = page.getByRole('dialog', { name: `${title} shared` })
  await expect(drawer.getByText('by Tara Lindqvist')).toBeVisible()
  await expect(drawer.getByRole('button', { name: /Resolve|Acknowledge|Snooze|ticket/i })).toHaveCount(0)
  await expectAccessible(page)
  await page.goto(`/clients/${NORTHQUAY}/alerts?alert=${secret}`)
  await expect(page.getByText('This alert is not here')).toBeVisible()
  await page.keyboard.press('Escape')
  await expectAccessible(page)
  await expectFits(page, 320, 375)
})

test('other addresses of alerts do not exist: across clients for a viewer, of another client, of another agency', async ({
  pageAs,
}) => {
  const lena = await person('lena@linden.example')
  const kastanienhof = '20000000-0000-4000-8000-000000000012'
  const foreign = await raise(lena, kastanienhof, 'Boiler')
  const viewer = await pageAs('vera@northquay.example')
  const statusOf = async (page: typeof viewer, path: string) => (await page.goto(path))?.status()
  expect(await statusOf(viewer, '/alerts')).toBe(404)
  expect(await statusOf(viewer, '/clients/20000000-0000-4000-8000-000000000003/alerts')).toBe(404)
  const staff = await pageAs('tara@harbour.example')
  expect(await statusOf(staff, `/clients/${kastanienhof}/alerts`)).toBe(404)
  expect(await statusOf(staff, `/clients/${randomUUID()}/alerts`)).toBe(404)
  expect(await statusOf(staff, `/alerts?alert=${foreign}`)).toBe(200)
  await expect(staff.getByText('This alert is not here')).toBeVisible()
  expect(await statusOf(staff, `/alerts?client=${kastanienhof}`)).toBe(200)
  await expect(staff.getByText('Boiler')).toHaveCount(0)
})
