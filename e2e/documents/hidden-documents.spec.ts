import { randomUUID } from 'node:crypto'
import { person, rest, rows, sessionCookie, stranger, type Person } from '../fixtures/backend'
import { makeClient } from '../fixtures/client-work'
import { keepDocument, NORTHQUAY, storage, type KeptDocument } from '../fixtures/documents'
import { withoutIdentity } from '../fixtures/same-bytes'
import { expect, test } from '../fixtures/test'

const SECRET = 'Between us alone'

/** Every way in which a document could come out: row, list, search, counts, object, signed address, list of the bucket. */
async function seen(who: Person | null, document: KeptDocument, clientId: string): Promise<string> {
  const found: string[] = []
  const look = async (what: string, work: () => Promise<string>) => {
    const body = await work()
    if (body.includes(document.id) || body.includes(document.name) || body.includes(SECRET)) found.push(what)
  }
  const read = (method: string, path: string, body?: unknown) => async () =>
    (await rest(who, method, path, body)).body
  await look('row', read('GET', `documents?id=eq.${document.id}&select=name`))
  await look('embedded', read('GET', `clients?id=eq.${clientId}&select=id,documents(name)`))
  await look(
    'search',
    read('POST', 'rpc/search_all', { query: document.name.split('.')[0], client_id: null }),
  )
  await look(
    'timeline',
    read('POST', 'rpc/client_timeline', { client_id: clientId, before: null, kinds: null, page_size: 50 }),
  )
  const object =
    (prefix: string, method = 'GET', init = {}) =>
    async () =>
      (await storage(who, method, `${prefix}/documents/${document.path}`, init)).text()
  await look('object', object('object'))
  await look('object as caller', object('object/authenticated'))
  await look('public', object('object/public'))
  await look('listed', async () =>
    (
      await storage(who, 'POST', 'object/list/documents', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ prefix: document.path.split('/').slice(0, 2).join('/') }),
      })
    ).text(),
  )
  await look('signed', async () => {
    const answer = await storage(who, 'POST', `object/sign/documents/${document.path}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expiresIn: 60 }),
    })
    if (!answer.ok) return ''
    const { signedURL } = (await answer.json()) as { signedURL: string }
    return (await storage(null, 'GET', signedURL.slice(1))).text()
  })
  return found.join(', ')
}

const ALL = 'row, embedded, search, timeline, object, object as caller, signed'

test('a document comes out for those whom it is meant for, and for nobody else by any way', async () => {
  test.slow()
  const tara = await person('tara@harbour.example')
  const people: Record<string, Person | null> = {
    colleague: await person('ravi@harbour.example'),
    viewer: await person('vera@northquay.example'),
    'viewer of another client': await person('simon@castlestreet.example'),
    'owner of another agency': await person('lena@linden.example'),
    stakeholder: await person('noor@crew.example'),
    stranger: await stranger(),
    nobody: null,
  }
  const keep = (visibility: 'internal' | 'client') =>
    keepDocument(tara, {
      clientId: NORTHQUAY,
      name: `Secret${randomUUID().replaceAll('-', '')}.txt`,
      visibility,
      content: SECRET,
    })
  const table = async (document: KeptDocument) => {
    const answers = Object.entries(people).map(
      async ([name, who]) => [name, await seen(who, document, NORTHQUAY)] as const,
    )
    return Object.fromEntries(await Promise.all(answers))
  }
  const nobody = Object.fromEntries(Object.keys(people).map((name) => [name, '']))
  const internal = await keep('internal')
  const shared = await keep('client')
  expect(await table(internal)).toEqual({ ...nobody, colleague: ALL })
  expect(await table(shared)).toEqual({ ...nobody, colleague: ALL, viewer: ALL })

  await rows(tara, 'POST', 'rpc/delete_document', { document_id: shared.id })
  // Staff find the row, to bring it back; what is in it nobody reaches any more.
  expect(await table(shared)).toEqual({ ...nobody, colleague: 'row, embedded' })
})

test('people of the client see what is shared, upload, and take their own back', async ({ pageAs }) => {
  const tara = await person('tara@harbour.example')
  const name = `Plan ${randomUUID()}`
  await keepDocument(tara, { clientId: NORTHQUAY, name: `${name} shared.txt`, visibility: 'client' })
  await keepDocument(tara, { clientId: NORTHQUAY, name: `${name} internal.txt` })
  const vera = await pageAs('vera@northquay.example')
  await vera.goto(`/clients/${NORTHQUAY}/documents?q=${encodeURIComponent(name)}`)
  const list = vera.getByRole('list', { name: 'Documents' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list).toContainText('shared.txt')
  await expect(list).toContainText('Tara Lindqvist')
  for (const absent of ['Add link', 'Deleted', 'Internal'])
    await expect(vera.getByText(absent, { exact: true })).toHaveCount(0)
  await list.getByRole('button', { name: `Actions for ${name} shared.txt` }).click()
  await expect(vera.getByRole('menuitem')).toHaveText(['Open', 'Download'])
  await vera.keyboard.press('Escape')

  const own = `${name} from the client.txt`
  await vera
    .getByLabel('Files to upload')
    .setInputFiles({ name: own, mimeType: 'text/plain', buffer: Buffer.from('Ours') })
  await expect(list).toContainText(own)
  const staff = await pageAs('tara@harbour.example')
  await staff.goto(`/clients/${NORTHQUAY}/documents?q=${encodeURIComponent(own)}`)
  const staffRow = staff.getByRole('list', { name: 'Documents' }).getByRole('listitem')
  await expect(staffRow).toContainText('Vera Coombes')
  await expect(staffRow).toContainText('Shared with client')

  await list.getByRole('button', { name: `Actions for ${own}` }).click()
  await vera.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(list.getByText(own)).toBeHidden()
  await vera.getByRole('button', { name: 'Undo' }).click()
  await expect(list.getByText(own)).toBeVisible()
})

test('the page of a foreign client is that of one that never was', async ({ request }) => {
  const { id } = await makeClient(await person('olivia@harbour.example'))
  const look = async (who: Person, clientId: string) => {
    const cookie = sessionCookie(who)
    const answer = await request.get(`/clients/${clientId}/documents`, {
      headers: { cookie: `${cookie.name}=${cookie.value}` },
      maxRedirects: 0,
    })
    return [answer.status(), withoutIdentity(await answer.text(), clientId)] as const
  }
  for (const email of ['lena@linden.example', 'vera@northquay.example', 'noor@crew.example']) {
    const who = await person(email)
    const foreign = await look(who, id)
    expect(foreign[0], email).toBe(404)
    expect(foreign, email).toEqual(await look(who, randomUUID()))
  }
  expect((await look(await person('tara@harbour.example'), id))[0]).toBe(200)
})
