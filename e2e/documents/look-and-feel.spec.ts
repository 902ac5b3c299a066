import { randomUUID } from 'node:crypto'
import { expectAccessible, expectFits } from '../fixtures/accessibility'
import { person } from '../fixtures/backend'
import { keepDocument, makeClient, NORTHQUAY } from '../fixtures/documents'
import { expect, test } from '../fixtures/test'

const WIDTHS = [320, 375, 1280]

test('every state of the page is accessible in both themes and fits every width', async ({ pageAs }) => {
  const olivia = await person('olivia@harbour.example')
  const { id: clientId } = await makeClient(olivia)
  const page = await pageAs('olivia@harbour.example')
  const check = async (options = {}) => {
    await expectAccessible(page, options)
    for (const width of WIDTHS) await expectFits(page, width)
  }
  await page.goto(`/clients/${clientId}/documents`)
  await expect(page.getByRole('heading', { name: /^Keep what belongs to/ })).toBeVisible()
  await check()

  const long = `${'An-uncommonly-long-name-without-any-blank-'.repeat(4)}.csv`
  await keepDocument(olivia, { clientId, name: `${long}`, type: 'text/csv', content: 'a,b\n1,2' })
  const note = await keepDocument(olivia, { clientId, name: 'تقرير.txt', visibility: 'client' })
  const deleted = await keepDocument(olivia, { clientId, name: 'Old.txt' })
  await page.reload()
  await page
    .getByRole('list', { name: 'Documents' })
    .getByRole('button', { name: 'Actions for Old.txt' })
    .click()
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible()
  await check({ hasMenu: true })
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByLabel('Files to upload').setInputFiles([
    { name: 'Page.html', mimeType: 'text/html', buffer: Buffer.from('<p>') },
    { name: `Fine ${randomUUID()}.txt`, mimeType: 'text/plain', buffer: Buffer.from('fine') },
  ])
  await expect(page.getByText('1 of 2 uploaded')).toBeVisible()
  await check()

  for (const [state, heading] of [
    ['?show=deleted', deleted.name],
    ['?q=nothing-has-this-name', 'No document matches'],
    [`?doc=${note.id}`, 'Words'],
    ['?link=1', 'Add link'],
  ] as const) {
    await page.goto(`/clients/${clientId}/documents${state}`)
    await expect(page.getByText(heading).first()).toBeVisible()
    await check()
  }
})

test('the page of the client’s own people, too', async ({ pageAs }) => {
  const page = await pageAs('vera@northquay.example')
  await page.goto(`/clients/${NORTHQUAY}/documents`)
  await expect(page.getByRole('list', { name: 'Documents' })).toBeVisible()
  await expectAccessible(page)
  for (const width of WIDTHS) await expectFits(page, width)
})
