import type { Page } from '@playwright/test'
import { expectAccessible, expectFits } from '../fixtures/accessibility'
import { person, rows } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { keepDocument, NORTHQUAY } from '../fixtures/documents'
import { expect, test } from '../fixtures/test'

const WIDTHS = [320, 375, 1280]

async function check(page: Page, options = {}): Promise<void> {
  await expectAccessible(page, options)
  for (const width of WIDTHS) await expectFits(page, width)
}

test('a list that is empty, full, or has uploads and a menu open', async ({ pageAs }) => {
  test.slow()
  const olivia = await person('olivia@harbour.example')
  const { id: clientId } = await makeClient(olivia)
  const page = await pageAs('olivia@harbour.example')
  await page.goto(`/clients/${clientId}/documents`)
  await expect(page.getByRole('heading', { name: /^Keep what belongs to/ })).toBeVisible()
  await check(page)
  const long = `${'An-uncommonly-long-name-without-any-blank-'.repeat(4)}.csv`
  await keepDocument(olivia, { clientId, name: long, type: 'text/csv', content: 'a,b\n1,2' })
  await keepDocument(olivia, { clientId, name: 'تقرير.txt', visibility: 'client' })
  await page.reload()
  await page.getByLabel('Files to upload').setInputFiles([
    { name: 'Page.html', mimeType: 'text/html', buffer: Buffer.from('<p>') },
    { name: 'Fine.txt', mimeType: 'text/plain', buffer: Buffer.from('fine') },
  ])
  await expect(page.getByText('1 of 2 uploaded')).toBeVisible()
  await page
    .getByRole('list', { name: 'Documents' })
    .getByRole('button', { name: 'Actions for Fine.txt' })
    .click()
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible()
  await check(page, { hasMenu: true })
})

test('a list that is narrowed, of what was deleted, and the dialogs over it', async ({ pageAs }) => {
  test.slow()
  const olivia = await person('olivia@harbour.example')
  const { id: clientId } = await makeClient(olivia)
  const note = await keepDocument(olivia, { clientId, name: 'Note.txt' })
  const deleted = await keepDocument(olivia, { clientId, name: 'Old.txt' })
  await rows(olivia, 'POST', 'rpc/delete_document', { document_id: deleted.id })
  const page = await pageAs('olivia@harbour.example')
  for (const [state, words] of [
    ['?show=deleted', deleted.name],
    ['?q=nothing-has-this-name', 'No document matches'],
    [`?doc=${note.id}`, 'Words'],
    ['?link=1', 'Begins with https://'],
  ] as const) {
    await page.goto(`/clients/${clientId}/documents${state}`)
    await expect(page.getByText(words).first()).toBeVisible()
    await check(page)
  }
})

test('the page of the client’s own people, too', async ({ pageAs }) => {
  const page = await pageAs('vera@northquay.example')
  await page.goto(`/clients/${NORTHQUAY}/documents`)
  await expect(page.getByRole('list', { name: 'Documents' })).toBeVisible()
  await check(page)
})
