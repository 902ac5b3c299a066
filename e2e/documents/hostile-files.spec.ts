import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { person, rest } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { announce, HARBOUR, keepDocument, storage } from '../fixtures/documents'
import { expect, test } from '../fixtures/test'

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
const HTML = '<!doctype html><script>document.title = "taken over"</script>'

test('what would run, or is not what it says, is refused with its reason and never leaves the browser', async ({
  pageAs,
}) => {
  const olivia = await person('olivia@harbour.example')
  const client = await makeClient(olivia)
  const page = await pageAs('tara@harbour.example')
  const sent: string[] = []
  page.on('request', (request) => {
    if (/storage\/v1|rest\/v1\/documents/.test(request.url()) && request.method() === 'POST')
      sent.push(request.url())
  })
  await page.goto(`/clients/${client.id}/documents`)
  const directory = mkdtempSync(join(tmpdir(), 'audienceos-hostile-'))
  const large = join(directory, 'Film.pdf')
  writeFileSync(large, Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(51 * 1024 * 1024)]))
  const write = (name: string, content: string) => {
    writeFileSync(join(directory, name), content)
    return join(directory, name)
  }
  const runs = 'This kind of file can run code, so it cannot be kept here.'
  const differs = 'What is in the file is not what its ending says.'
  const files = {
    'Logo.svg': [SVG, runs],
    'Page.html': [HTML, runs],
    'Page.txt': [HTML, runs],
    'Picture.png': [SVG, differs],
    'Invoice.pdf': ['MZ\u0090 not a PDF', differs],
    'Invoice.pdf.exe': ['MZ', runs],
    'Invoice.html.pdf': ['%PDF-1.7', 'The name has a second ending that hides what the file is.'],
    'Film.mov': ['x', 'This kind of file cannot be kept here.'],
    'Nothing.pdf': ['', 'This file is empty.'],
  } as const
  await page
    .getByLabel('Files to upload')
    .setInputFiles([large, ...Object.entries(files).map(([name, [content]]) => write(name, content))])
  const uploads = page.getByRole('list', { name: 'Files being uploaded' })
  const said = (name: string) => uploads.getByRole('listitem').filter({ hasText: name })
  await expect(said('Film.pdf')).toContainText('Files can have up to 50 MB.')
  for (const [name, [, words]] of Object.entries(files))
    await expect(
      uploads.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) }),
    ).toContainText(words)
  await expect(page.getByText('0 of 10 uploaded')).toBeVisible()
  expect(sent).toEqual([])
  rmSync(directory, { recursive: true })
})

test('a program of one’s own cannot bring in what the page refuses', async () => {
  const tara = await person('tara@harbour.example')
  const { id: clientId } = await makeClient(await person('olivia@harbour.example'))
  const row = { agency_id: HARBOUR, client_id: clientId, kind: 'file', size_bytes: 5 }
  for (const lie of [
    { name: 'a.svg', type: 'image/svg+xml' },
    { name: 'a.html', type: 'text/html' },
    { name: 'a.html', type: 'text/plain' },
    { name: 'a.pdf', type: 'application/pdf', size_bytes: 51 * 1024 * 1024 },
  ])
    expect((await rest(tara, 'POST', 'documents', { ...row, ...lie })).status, lie.name).toBe(400)

  const meant = await announce(tara, { clientId, name: 'a.txt', content: 'Words' })
  const put = async (type: string, body: string, path = meant.path) =>
    storage(tara, 'POST', `object/documents/${path}`, { headers: { 'content-type': type }, body })
  expect(await (await put('text/html', HTML)).json()).toMatchObject({ statusCode: '415' })
  expect(await (await put('text/plain', 'x', `${meant.path}.html`)).json()).toMatchObject({
    statusCode: '403',
  })
  expect(
    await (await put('text/plain', 'x', meant.path.replace(meant.id, randomUUID()))).json(),
  ).toMatchObject({
    statusCode: '403',
  })
  // The bytes may come, but a document of another size than was announced is never shown.
  expect((await put('text/plain', 'More than five')).status).toBe(200)
  const done = await rest(tara, 'POST', 'rpc/finalize_document', { document_id: meant.id })
  expect(done.status).toBe(409)
  expect(done.body).toContain('upload_differs')
  expect(await (await put('text/plain', 'Words')).json()).toMatchObject({ statusCode: '409' })
})

test('content that lies about itself is stored at most, never shown', async ({ pageAs }) => {
  const tara = await person('tara@harbour.example')
  const { id: clientId } = await makeClient(await person('olivia@harbour.example'))
  const picture = await keepDocument(tara, { clientId, name: 'Picture.png', type: 'image/png', content: SVG })
  const paper = await keepDocument(tara, {
    clientId,
    name: 'Paper.pdf',
    type: 'application/pdf',
    content: HTML,
  })
  const page = await pageAs('tara@harbour.example')
  for (const { id, name } of [picture, paper]) {
    await page.goto(`/clients/${clientId}/documents?doc=${id}`)
    const drawer = page.getByRole('dialog', { name })
    await expect(drawer.getByText('This file is not what its name says')).toBeVisible()
    await expect(drawer.locator('img, iframe, object, embed')).toHaveCount(0)
  }
  await expect(page).not.toHaveTitle(/taken over/)
})

test('markup in texts, tables and names stays text', async ({ pageAs }) => {
  const tara = await person('tara@harbour.example')
  const { id: clientId } = await makeClient(await person('olivia@harbour.example'))
  const attack = '<img src=x onerror="document.title=1">'
  const note = await keepDocument(tara, { clientId, name: `${attack}.txt`, content: `Look: ${attack}` })
  const table = await keepDocument(tara, {
    clientId,
    name: 'T.csv',
    type: 'text/csv',
    content: `a,b\n${attack},=cmd()`,
  })
  const page = await pageAs('tara@harbour.example')
  await page.goto(`/clients/${clientId}/documents?doc=${note.id}`)
  await expect(page.getByText(`Look: ${attack}`)).toBeVisible()
  await page.goto(`/clients/${clientId}/documents?doc=${table.id}`)
  await expect(page.getByRole('cell', { name: attack })).toBeVisible()
  await expect(page.locator('img[src="x"]')).toHaveCount(0)
})
