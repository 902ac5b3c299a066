import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { JWT_SECRET, startConformance, type Conformance } from './harness'
import { signJwt } from './sign-jwt'

// The part of Supabase Storage that the app uses, asked through Supabase's own client. Each answer is that of the hosted one.
const MB = 1024 * 1024
const FIXTURE = `
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('papers', 'papers', false, ${String(MB)}, array['text/plain', 'application/pdf']), ('open', 'open', true, null, null);
create policy "People add in their own folder" on storage.objects for insert to authenticated
with check (bucket_id = 'papers' and (storage.foldername(name))[1] = auth.uid()::text);
create policy "People read their own objects" on storage.objects for select to authenticated
using (bucket_id = 'papers' and owner_id = auth.uid()::text);
`
type Person = Awaited<ReturnType<Conformance['person']>>
let api: Conformance
let ada: Person
let bo: Person
let next = 0

beforeAll(async () => {
  api = await startConformance(FIXTURE)
  ada = await api.person()
  bo = await api.person()
})
afterAll(() => api.stop())

const papers = (person?: Person) => api.client(person?.token).storage.from('papers')
const fresh = (person: Person) => `${person.userId}/note-${String(++next)}.txt`
const text = (words: string) => new TextEncoder().encode(words)
const PLAIN = { contentType: 'text/plain' }
const upload = (person: Person, path: string, words = 'hello') =>
  papers(person).upload(path, text(words), PLAIN)
const filesOnDisk = () => readdirSync(join(api.storageDirectory, 'objects')).length
const raw = (method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array) =>
  fetch(`${api.url}/storage/v1${path}`, {
    method,
    headers: { apikey: 'sb_publishable_conformance', ...headers },
    ...(body ? { body: new Uint8Array(body), duplex: 'half' as const } : {}),
  })
const bearer = (person: Person) => ({ authorization: `Bearer ${person.token}` })

describe('uploading', () => {
  it('keeps bytes, owner, size and type', async () => {
    const path = fresh(ada)
    const { data, error } = await upload(ada, path, 'grüße')
    expect(error).toBeNull()
    expect(data).toMatchObject({ path, fullPath: `papers/${path}` })
    const [row] = await api.sql(`select owner_id, metadata from storage.objects where name = '${path}'`)
    expect(row).toMatchObject({ owner_id: ada.userId, metadata: { size: 7, mimetype: 'text/plain' } })
    const { data: back } = await papers(ada).download(path)
    expect(await back?.text()).toBe('grüße')
  })

  it('is refused where no policy allows it, and keeps nothing', async () => {
    const before = filesOnDisk()
    for (const [who, path] of [
      [ada, fresh(bo)],
      [ada, 'note.txt'],
      [undefined, fresh(ada)],
    ] as const) {
      const { error } = await papers(who).upload(path, text('x'), PLAIN)
      expect(error).toMatchObject({ statusCode: '403' })
    }
    expect(filesOnDisk()).toBe(before)
  })

  it('never writes over an object, in whichever way', async () => {
    const path = fresh(ada)
    await upload(ada, path, 'first')
    expect((await upload(ada, path, 'second')).error).toMatchObject({ statusCode: '409' })
    expect((await papers(ada).upload(path, text('x'), { ...PLAIN, upsert: true })).error).not.toBeNull()
    expect((await papers(ada).update(path, text('x'), PLAIN)).error).not.toBeNull()
    expect((await papers(ada).move(path, fresh(ada))).error).not.toBeNull()
    expect((await papers(ada).copy(path, fresh(ada))).error).not.toBeNull()
    expect(await (await papers(ada).download(path)).data?.text()).toBe('first')
  })

  it('lets exactly one of many at once win', async () => {
    const path = fresh(ada)
    const before = filesOnDisk()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, number) => upload(ada, path, `writer ${String(number)}`)),
    )
    expect(answers.filter(({ error }) => error === null)).toHaveLength(1)
    expect(filesOnDisk()).toBe(before + 1)
  })

  it('refuses types and sizes that the bucket does not take, whatever the sender announces', async () => {
    const before = filesOnDisk()
    const html = await papers(ada).upload(fresh(ada), text('<script>'), { contentType: 'text/html' })
    expect(html.error).toMatchObject({ statusCode: '415' })
    const big = new Uint8Array(MB + 1)
    const announced = await papers(ada).upload(fresh(ada), big, PLAIN)
    expect(announced.error).toMatchObject({ statusCode: '413' })
    // In pieces, with no length told beforehand.
    const stream = new ReadableStream({
      start: (controller) => {
        for (let n = 0; n < 5; n++) controller.enqueue(new Uint8Array(MB / 4))
        controller.close()
      },
    })
    const untold = await fetch(`${api.url}/storage/v1/object/papers/${fresh(ada)}`, {
      method: 'POST',
      headers: { apikey: 'x', ...bearer(ada), 'content-type': 'text/plain' },
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect(await untold.json()).toMatchObject({ statusCode: '413' })
    expect(filesOnDisk()).toBe(before)
    expect(readdirSync(join(api.storageDirectory, 'arriving'))).toEqual([])
  })

  it.each([
    '../../escape.txt',
    '%2e%2e/%2e%2e/escape.txt',
    'a/%2e%2e/b.txt',
    'a//b.txt',
    'a/./b.txt',
    'a%00b.txt',
    'a%5c..%5cb',
    '%zz',
  ])('refuses the name %s', async (name) => {
    const { request } = await import('node:http')
    const { hostname, port } = new URL(api.url)
    // fetch would tidy the address up before it is sent.
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        {
          hostname,
          port,
          method: 'POST',
          path: `/storage/v1/object/papers/${name}`,
          headers: { ...bearer(ada), 'content-type': 'text/plain' },
        },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        },
      )
      sent.on('error', reject)
      sent.end('x')
    })
    expect(status).toBeGreaterThanOrEqual(400)
  })
})

describe('reading', () => {
  it('answers a hidden object, an unknown one and an unknown bucket alike', async () => {
    const path = fresh(ada)
    await upload(ada, path)
    const answers = await Promise.all(
      [`papers/${path}`, `papers/${fresh(ada)}`, `nowhere/${path}`].map(async (place) => {
        const answer = await raw('GET', `/object/authenticated/${place}`, bearer(bo))
        return [answer.status, await answer.text()]
      }),
    )
    expect(answers[0]).toEqual([400, '{"statusCode":"404","error":"not_found","message":"Object not found"}'])
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect((await papers(bo).createSignedUrl(path, 60)).error).toMatchObject({ statusCode: '404' })
    expect((await papers().createSignedUrl(path, 60)).error).toMatchObject({ statusCode: '404' })
  })

  it('has no public address, not even by guessing, and no list', async () => {
    const path = fresh(ada)
    await upload(ada, path)
    const { publicUrl } = papers().getPublicUrl(path).data
    expect((await fetch(publicUrl)).status).toBe(400)
    expect((await raw('GET', `/object/papers/${path}`)).status).toBe(400)
    expect((await papers(bo).list(ada.userId)).error).not.toBeNull()
    expect((await raw('GET', '/bucket', bearer(ada))).status).toBe(400)
  })

  it('opens a signed address until it ends, for that object alone', async () => {
    const path = fresh(ada)
    await upload(ada, path, 'secret')
    const { data } = await papers(ada).createSignedUrl(path, 60)
    const address = new URL(data?.signedUrl ?? '')
    const answer = await fetch(address)
    expect([answer.status, await answer.text()]).toEqual([200, 'secret'])
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')

    const other = fresh(ada)
    await upload(ada, other)
    const swapped = new URL(address.href.replace(path, other))
    expect((await fetch(swapped)).status).toBe(400)
    const token = address.searchParams.get('token') ?? ''
    expect((await fetch(`${address.origin}${address.pathname}?token=${token}x`)).status).toBe(400)
    expect((await fetch(`${address.origin}${address.pathname}`)).status).toBe(400)
    // A session opens no address, and an address no session.
    expect((await fetch(`${address.origin}${address.pathname}?token=${ada.token}`)).status).toBe(400)
    const asSession = { authorization: `Bearer ${token}` }
    expect((await raw('GET', `/object/authenticated/papers/${path}`, asSession)).status).toBe(400)
    const forged = signJwt({ url: `papers/${path}` }, JWT_SECRET)
    expect((await fetch(`${address.origin}${address.pathname}?token=${forged}`)).status).toBe(400)
  })

  it('names a download as asked and can do nothing else with that name', async () => {
    const path = fresh(ada)
    await upload(ada, path)
    const { data } = await papers(ada).createSignedUrl(path, 60)
    const address = new URL(data?.signedUrl ?? '')
    address.searchParams.set('download', 'Bericht “Mai”\r\nX: y.txt')
    const answer = await fetch(address)
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('Bericht “Mai”\r\nX: y.txt')}`,
    )
    expect(answer.headers.get('x')).toBeNull()
  })

  it('refuses tokens that are forged, over or of no request role', async () => {
    const path = fresh(ada)
    await upload(ada, path)
    const tokens = [
      'garbage',
      signJwt({ sub: ada.userId, role: 'authenticated' }, 'another secret that is long enough'),
      signJwt({ sub: ada.userId, role: 'authenticated', exp: 1 }, JWT_SECRET),
      signJwt({ sub: ada.userId, role: 'postgres' }, JWT_SECRET),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ sub: ada.userId, role: 'service_role', exp: 9e9 })).toString('base64url')}.`,
    ]
    for (const token of tokens) {
      const answer = await raw('GET', `/object/authenticated/papers/${path}`, {
        authorization: `Bearer ${token}`,
      })
      expect(await answer.json()).toMatchObject({ statusCode: '403' })
    }
  })
})

describe('removing', () => {
  it('does nothing for people, and takes row and file for the service', async () => {
    const path = fresh(ada)
    await upload(ada, path)
    expect((await papers(ada).remove([path])).data).toEqual([])
    expect((await papers().remove([path])).data).toEqual([])
    expect((await papers(ada).download(path)).error).toBeNull()
    const before = filesOnDisk()
    const answer = await fetch(`${api.url}/storage/v1/object/papers`, {
      method: 'DELETE',
      headers: { apikey: 'sb_secret_conformance', 'content-type': 'application/json' },
      body: JSON.stringify({ prefixes: [path, 'never-there'] }),
    })
    expect(await answer.json()).toMatchObject([{ name: path }])
    expect(filesOnDisk()).toBe(before - 1)
    expect((await papers(ada).download(path)).error).not.toBeNull()
  })
})

it('lets another origin ask, as a browser will', async () => {
  const answer = await raw('OPTIONS', '/object/papers/x', {
    origin: 'http://localhost:3000',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,apikey,content-type,x-upsert',
  })
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('access-control-allow-headers')).toMatch(/authorization.*x-upsert/)
  const refused = await raw('POST', '/object/papers/x', { 'content-type': 'text/plain' }, text('x'))
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
})
