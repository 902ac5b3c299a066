import { person, sessionCookie } from '../fixtures/backend'
import { NORTHQUAY } from '../fixtures/documents'
import { countOf, sendInvoice, writeInvoice } from '../fixtures/invoices'
import { expect, test } from '../fixtures/test'

const KASTANIENHOF = '20000000-0000-4000-8000-000000000012'

test('people of a client see what was sent to them and take its file; drafts and others’ do not exist', async ({
  pageAs,
  baseURL,
}) => {
  const ravi = await person('ravi@harbour.example')
  const [sent, draft] = [await sendInvoice(ravi, NORTHQUAY), await writeInvoice(ravi, NORTHQUAY)]
  const page = await pageAs('vera@northquay.example')
  await page.goto('/home')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Invoices' }).click()
  await page.getByRole('link', { name: sent.number }).click()
  const view = page.getByRole('dialog', { name: sent.number })
  await expect(view.getByRole('link', { name: 'Download PDF' })).toBeVisible()
  await expect(view.getByRole('button', { name: /paid|Void|Send/ })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'New invoice' })).toHaveCount(0)
  await expect(page.getByText('Draft invoice')).toHaveCount(0)

  const file = async (email: string | null, id: string) => {
    const headers = email
      ? { cookie: Object.values(sessionCookie(await person(email))).join('=') }
      : undefined
    const answer = await fetch(`${baseURL ?? ''}/invoices/${id}/pdf`, { ...(headers ? { headers } : {}) })
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() }
  }
  const own = await file('vera@northquay.example', sent.id)
  expect([own.status, own.type]).toEqual([200, 'application/pdf'])
  const unknown = await file('vera@northquay.example', '00000000-0000-4000-8000-00000000dead')
  expect(unknown.status).toBe(404)
  // Exactly as one that nobody wrote: a draft, another client's, another agency's, and for staff without the permission.
  expect(await file('vera@northquay.example', draft.id)).toEqual(unknown)
  expect(await file('simon@castlestreet.example', sent.id)).toEqual(unknown)
  expect(await file('lena@linden.example', sent.id)).toEqual(unknown)
  expect(await file('tara@harbour.example', sent.id)).toEqual(unknown)
  expect((await file(null, sent.id)).status).toBe(401)
})

test('a team member finds nothing of billing until an admin allows it, and nothing again once it is taken back', async ({
  pageAs,
}) => {
  const mika = await person('mika@linden.example')
  const page = await pageAs('mika@linden.example')
  const statusOf = async (path: string) => (await page.goto(path))?.status()
  expect(await statusOf('/settings/billing')).toBe(404)
  expect(await statusOf(`/clients/${KASTANIENHOF}/invoices`)).toBe(404)
  await page.goto(`/clients/${KASTANIENHOF}/tickets`)
  await expect(page.getByRole('link', { name: 'Invoices' })).toHaveCount(0)
  for (const table of [
    'invoices',
    'invoice_lines',
    'billing_settings',
    'activity_log?table_name=eq.invoices',
  ])
    expect(await countOf(mika, table)).toBe(0)

  const admin = await pageAs('jonas@linden.example')
  await admin.goto('/settings/team')
  const allowed = admin.getByRole('switch', { name: 'Billing for Mika Sørensen' })
  await allowed.check()
  await expect(admin.getByText('Mika Sørensen looks after billing now')).toBeVisible()
  expect(await statusOf('/settings/billing')).toBe(200)
  await expect(page.getByRole('link', { name: 'LP-0001' })).toBeVisible()
  await allowed.uncheck()
  await expect(admin.getByText('Mika Sørensen does not see billing any more')).toBeVisible()
  expect(await statusOf('/settings/billing')).toBe(404)
  expect(await countOf(mika, 'invoices')).toBe(0)
})
