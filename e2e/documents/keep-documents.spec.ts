import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { person } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { keepDocument } from '../fixtures/documents'
import { expect, expectListening, test } from '../fixtures/test'

const OWNER = 'olivia@harbour.example'
const MEMBER = 'tara@harbour.example'
const FILES = 'supabase/demo-files'

const list = (page: Page) => page.getByRole('list', { name: 'Documents' })
const row = (page: Page, name: string) => list(page).getByRole('listitem').filter({ hasText: name })
const toast = (page: Page, words: string | RegExp) => page.getByRole('listitem').filter({ hasText: words })
const addFiles = (page: Page, ...files: Parameters<ReturnType<Page['getByLabel']>['setInputFiles']>) =>
  page.getByLabel('Files to upload').setInputFiles(...files)

async function openClient(page: Page): Promise<{ id: string; name: string }> {
  const client = await makeClient(await person(OWNER))
  await page.goto(`/clients/${client.id}/documents`)
  return client
}

/** Browsers without a window have no viewer for PDFs, and save what is in a frame instead. */
async function haveViewer(page: Page, value: boolean): Promise<void> {
  await page.addInitScript(
    (has) => Object.defineProperty(navigator, 'pdfViewerEnabled', { value: has }),
    value,
  )
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: `Actions for ${name}` })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('several files are uploaded at once, looked at, renamed, shared, deleted and brought back', async ({
  pageAs,
}) => {
  test.slow()
  const page = await pageAs(MEMBER)
  await haveViewer(page, true)
  const client = await openClient(page)
  await expect(page.getByRole('heading', { name: `Keep what belongs to ${client.name} here` })).toBeVisible()
  await addFiles(page, [
    `${FILES}/lantern-nights-brief.pdf`,
    `${FILES}/lantern-nights-poster.png`,
    `${FILES}/footfall-october.csv`,
    `${FILES}/house-style.md`,
  ])
  await expect(page.getByText('4 of 4 uploaded')).toBeVisible()
  await expect(list(page).getByRole('listitem')).toHaveCount(4)
  await page.getByRole('button', { name: 'Clear finished' }).click()
  await expect(page.getByRole('region', { name: 'Uploads' })).toBeHidden()
  await expect(row(page, 'lantern-nights-brief.pdf')).toContainText('PDF · 28 KB')
  await expect(row(page, 'lantern-nights-brief.pdf')).toContainText('Internal')
  await expect(row(page, 'lantern-nights-brief.pdf')).toContainText('You')

  await row(page, 'footfall-october.csv').getByRole('link').click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('columnheader', { name: 'takings' })).toBeVisible()
  await expect(drawer.getByRole('cell', { name: '2026-10-28' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/doc=/)

  await row(page, 'house-style.md').getByRole('link').click()
  await expect(drawer.getByText('No exclamation marks in headlines.')).toBeVisible()
  await page.keyboard.press('Escape')

  await row(page, 'lantern-nights-poster.png').getByRole('link').click()
  const image = drawer.getByRole('img', { name: 'lantern-nights-poster.png' })
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(900)
  await page.keyboard.press('Escape')

  await row(page, 'lantern-nights-brief.pdf').getByRole('link').click()
  const frame = drawer.locator('iframe[title="Preview of lantern-nights-brief.pdf"]')
  await expect(frame).toHaveAttribute('src', /^blob:/)
  // What the storage serves, not the preview that a browser without a viewer saves.
  const download = page.waitForEvent('download', (one) => one.url().includes('/storage/v1/'))
  await drawer.getByRole('button', { name: 'Download' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('lantern-nights-brief.pdf')
  expect(readFileSync(await saved.path())).toEqual(readFileSync(`${FILES}/lantern-nights-brief.pdf`))
  // Saving leaves the page where it is, and the document open.
  await expect(drawer).toBeVisible()
  await drawer.getByRole('button', { name: 'Rename' }).click()
  const rename = page.getByRole('dialog', { name: 'Rename document' })
  await rename.getByLabel('Name').fill('Brief.exe')
  await rename.getByRole('button', { name: 'Rename' }).click()
  await expect(rename.getByText('Keep .pdf at the end: it says what kind of file this is.')).toBeVisible()
  await rename.getByLabel('Name').fill('Brief, final.pdf')
  await rename.getByRole('button', { name: 'Rename' }).click()
  await expect(rename).toBeHidden()
  await expect(page.getByRole('dialog', { name: 'Brief, final.pdf' })).toBeVisible()
  await page.keyboard.press('Escape')

  await choose(page, 'Brief, final.pdf', 'Share with the client')
  await expect(row(page, 'Brief, final.pdf')).toContainText('Shared with client')
  // The row shows it at once; to delete it meanwhile would be to share what is gone.
  await expect(page.getByText(`${client.name} sees “Brief, final.pdf” now`)).toBeVisible()
  await choose(page, 'Brief, final.pdf', 'Delete')
  await expect(row(page, 'Brief, final.pdf')).toBeHidden()
  await toast(page, 'is deleted').getByRole('button', { name: 'Undo' }).click()
  await expect(row(page, 'Brief, final.pdf')).toContainText('Shared with client')

  await choose(page, 'house-style.md', 'Delete')
  await expect(row(page, 'house-style.md')).toBeHidden()
  await page.getByText('Deleted', { exact: true }).click()
  await expect(page).toHaveURL(/show=deleted/)
  await expect(list(page).getByRole('listitem')).toHaveCount(1)
  await page.getByRole('button', { name: 'Restore house-style.md' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing was deleted' })).toBeVisible()
  await page.getByText('Current', { exact: true }).click()
  await expect(row(page, 'house-style.md')).toBeVisible()
})

test('a browser without a viewer for PDFs offers the file instead of a frame', async ({ pageAs }) => {
  const page = await pageAs(MEMBER)
  await haveViewer(page, false)
  await openClient(page)
  await addFiles(page, `${FILES}/lantern-nights-brief.pdf`)
  await row(page, 'lantern-nights-brief.pdf').getByRole('link').click()
  const drawer = page.getByRole('dialog', { name: 'lantern-nights-brief.pdf' })
  await expect(drawer.getByRole('heading', { name: 'No preview for this file' })).toBeVisible()
  await expect(drawer.locator('iframe')).toHaveCount(0)
})

test('what is searched and filtered for stands in the address', async ({ pageAs }) => {
  const olivia = await person(OWNER)
  const page = await pageAs(OWNER)
  const client = await openClient(page)
  await keepDocument(olivia, { clientId: client.id, name: 'Minutes.txt', visibility: 'client' })
  await keepDocument(olivia, { clientId: client.id, name: 'Budget.csv', type: 'text/csv', content: 'a,b' })
  await page.reload()
  await expect(list(page).getByRole('listitem')).toHaveCount(2)
  await page.getByLabel('Search documents by name').fill('min')
  await expect(page).toHaveURL(/q=min/)
  await expect(list(page).getByRole('listitem')).toHaveCount(1)
  await page.getByLabel('Type').selectOption('Spreadsheets')
  await expect(page.getByRole('heading', { name: 'No document matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByLabel('Who sees it').selectOption('Shared with client')
  await expect(page).toHaveURL(/visibility=client/)
  await page.reload()
  await expect(list(page).getByRole('listitem')).toHaveCount(1)
  await expect(row(page, 'Minutes.txt')).toBeVisible()
})

test('a long list is read page by page', async ({ pageAs }) => {
  const olivia = await person(OWNER)
  const page = await pageAs(OWNER)
  const client = await openClient(page)
  for (let n = 1; n <= 33; n++)
    await keepDocument(olivia, { clientId: client.id, name: `Note ${String(n).padStart(2, '0')}.txt` })
  await page.reload()
  await expect(list(page).getByRole('listitem')).toHaveCount(30)
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(list(page).getByRole('listitem')).toHaveCount(3)
  await expect(row(page, 'Note 01.txt')).toBeVisible()
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(row(page, 'Note 33.txt')).toBeVisible()
})

test('a link says where it leads, and only https is taken', async ({ pageAs }) => {
  const page = await pageAs(MEMBER)
  await openClient(page)
  await page.getByRole('button', { name: 'Add link' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add link' })
  for (const bad of ['http://example.org/', 'javascript:alert(1)', 'https://bank.example@evil.example/']) {
    await dialog.getByLabel('Address').fill(bad)
    await dialog.getByRole('button', { name: 'Add link' }).click()
    await expect(dialog.getByText('Enter a whole address that begins with https://.')).toBeVisible()
  }
  await dialog.getByLabel('Address').fill('https://www.photos.example/album/7')
  await expect(dialog.getByText('Leads to photos.example')).toBeVisible()
  await dialog.getByLabel('Name').fill('Album')
  await dialog.getByRole('button', { name: 'Add link' }).click()
  await expect(dialog).toBeHidden()
  await expect(row(page, 'Album')).toContainText('photos.example')
  await row(page, 'Album').getByRole('link').click()
  const visit = page
    .getByRole('dialog', { name: 'Album' })
    .getByRole('link', { name: 'Visit photos.example' })
  await expect(visit).toHaveAttribute('href', 'https://www.photos.example/album/7')
  await expect(visit).toHaveAttribute('rel', /noopener noreferrer/)
})

test('an upload can be cancelled, and one that broke off is tried again', async ({ pageAs }) => {
  const page = await pageAs(MEMBER)
  const client = await openClient(page)
  const held: (() => void)[] = []
  let isBroken = true
  await page.route('**/storage/v1/object/documents/**', async (route) => {
    if (isBroken) return route.abort('connectionreset')
    await new Promise<void>((resolve) => held.push(resolve))
    return route.continue().catch(() => undefined)
  })
  const name = `Report ${randomUUID()}.txt`
  await addFiles(page, { name, mimeType: 'text/plain', buffer: Buffer.from('Once more') })
  const uploads = page.getByRole('region', { name: 'Uploads' })
  await expect(uploads.getByText('We cannot reach the server.')).toBeVisible()
  isBroken = false
  await uploads.getByRole('button', { name: `Try ${name} again` }).click()
  await expect(uploads.getByRole('progressbar', { name: `Progress of ${name}` })).toBeVisible()
  await expect.poll(() => held.length).toBe(1)
  await uploads.getByRole('button', { name: `Cancel ${name}` }).click()
  await expect(uploads).toBeHidden()
  for (const release of held) release()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.goto(`/clients/${client.id}/documents`)
  await expect(page.getByRole('heading', { name: `Keep what belongs to ${client.name} here` })).toBeVisible()
  await addFiles(page, { name, mimeType: 'text/plain', buffer: Buffer.from('Once more') })
  await expect(row(page, name)).toBeVisible()
})

test('files may be dropped anywhere on the page', async ({ pageAs }) => {
  const page = await pageAs(MEMBER)
  await openClient(page)
  await page.getByRole('radio', { name: 'Shared with client' }).check()
  const files = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['Dropped'], 'Dropped.txt', { type: 'text/html' }))
    return transfer
  })
  await page.dispatchEvent('main', 'dragover', { dataTransfer: files })
  await expect(page.getByText(/^Drop to upload, shared with/)).toBeVisible()
  await page.dispatchEvent('main', 'drop', { dataTransfer: files })
  await expect(row(page, 'Dropped.txt')).toContainText('Shared with client')
})

test('rows are reached by keyboard', async ({ pageAs }) => {
  const olivia = await person(OWNER)
  const page = await pageAs(OWNER)
  const client = await openClient(page)
  await keepDocument(olivia, { clientId: client.id, name: 'One.txt' })
  await keepDocument(olivia, { clientId: client.id, name: 'Two.txt', content: 'The second one' })
  await page.reload()
  await expectListening(row(page, 'Two.txt').getByRole('link'))
  await page.keyboard.press('j')
  await expect(row(page, 'Two.txt').getByRole('link')).toBeFocused()
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Two.txt' }).getByText('The second one')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})
