import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DOCUMENT_TYPES, MAX_FILE_BYTES } from '../../lib/rules/document-types'
import { openDocumentStage, SIZE, type DocumentStage, type Row } from './document-stage'
import { anon, type Somebody } from './stage'

let world: DocumentStage

beforeAll(async () => {
  world = await openDocumentStage()
})
afterAll(() => world.stage.stop())

describe('adding', () => {
  test('a file is kept a place that names its row; who and when are stamped', async () => {
    const { nordlicht, announce } = world
    const made = await announce(nordlicht.member, {
      name: '../Angebot (final) “2026”.PDF',
      type: 'application/pdf',
    })
    expect(made.storage_path).toBe(`${nordlicht.id}/${nordlicht.client}/${made.id}/angebot-final-2026-.pdf`)
    expect(made).toMatchObject({ status: 'pending', uploaded_by: nordlicht.member.id })
    for (const forged of [
      { uploaded_by: nordlicht.owner.id },
      { status: 'ready' },
      { storage_path: 'x' },
      { deleted_at: new Date() },
      { created_at: new Date() },
      { id: randomUUID() },
    ])
      await expect(announce(nordlicht.member, forged)).rejects.toMatchObject({ code: '42501' })
  })

  test('people of a client add shared files to their own client, and nothing else', async () => {
    const { nordlicht, kai, announce } = world
    expect(await announce(nordlicht.viewer)).toMatchObject({ uploaded_by: nordlicht.viewer.id })
    const link = { kind: 'link', type: null, size_bytes: null, url: 'https://example.org/' }
    for (const row of [
      { visibility: 'internal' },
      { client_id: nordlicht.sibling },
      { client_id: nordlicht.house },
      { agency_id: kai.id, client_id: kai.client },
      link,
    ])
      await expect(announce(nordlicht.viewer, row)).rejects.toMatchObject({ code: '42501' })
    await expect(announce(kai.owner)).rejects.toMatchObject({ code: '42501' })
    await expect(announce(anon)).rejects.toMatchObject({ code: '42501' })
    // One's own agency with the client of another one is a pair that does not exist.
    await expect(announce(nordlicht.owner, { client_id: kai.client })).rejects.toMatchObject({
      code: '23503',
    })
  })

  test.each([
    ['an ending that is not of its type', { name: 'Report.html' }],
    ['a type that a browser would run', { name: 'a.svg', type: 'image/svg+xml' }],
    ['HTML that says it is text', { name: 'a.html', type: 'text/plain' }],
    ['more than 50 MB', { size_bytes: MAX_FILE_BYTES + 1 }],
    ['nothing in it', { size_bytes: 0 }],
    ['a name that reads backwards', { name: 'Report\u202efdp.pdf' }],
    ['no name', { name: '  ' }],
    ['a link beside the file', { url: 'https://example.org/' }],
    ['a link that is none', { kind: 'link', type: null, size_bytes: null }],
    ['a link without https', { kind: 'link', type: null, size_bytes: null, url: 'http://example.org/' }],
    ['a link that runs', { kind: 'link', type: null, size_bytes: null, url: 'javascript:alert(1)' }],
    [
      'a link dressed up as another',
      { kind: 'link', type: null, size_bytes: null, url: 'https://bank.example@evil.example/' },
    ],
  ])('refused: %s', async (_, row) => {
    const { nordlicht, announce } = world
    await expect(announce(nordlicht.owner, row)).rejects.toMatchObject({ code: '23514' })
  })

  test('bucket, table and interface know the same types and the same limit', async () => {
    const { stage, nordlicht, announce } = world
    const [bucket] =
      await stage.sql`select public, file_size_limit::int as size, allowed_mime_types as types from storage.buckets where id = 'documents'`
    expect(bucket).toMatchObject({ public: false, size: MAX_FILE_BYTES })
    expect([...(bucket?.types as string[])].sort()).toEqual(DOCUMENT_TYPES.map(({ type }) => type).sort())
    for (const { type, endings } of DOCUMENT_TYPES)
      for (const ending of endings)
        await announce(nordlicht.member, {
          name: `A.${ending.toUpperCase()}`,
          type,
          size_bytes: MAX_FILE_BYTES,
        })
  })
})

describe('uploading', () => {
  test('only to the place of one’s own pending document, once', async () => {
    const { stage, nordlicht, kai, colleague, announce, put, finalize } = world
    const made = await announce(nordlicht.member)
    const { storage_path: path } = made
    for (const who of [colleague, nordlicht.owner, nordlicht.viewer, kai.owner, anon])
      await expect(put(who, path)).rejects.toMatchObject({ code: '42501' })
    for (const other of [`${path}x`, path.replace(made.id, randomUUID()), `${nordlicht.id}/x`, 'x'])
      await expect(put(nordlicht.member, other)).rejects.toMatchObject({ code: '42501' })
    await put(nordlicht.member, path)
    await expect(put(nordlicht.member, path)).rejects.toMatchObject({ code: '23505' })
    await finalize(nordlicht.member, made.id)
    await stage.sql`delete from storage.objects where name = ${path}`
    // Ready: what people have read cannot be exchanged, even when its object is gone.
    await expect(put(nordlicht.member, path)).rejects.toMatchObject({ code: '42501' })
  })

  test('nobody changes, moves or removes an object by hand', async () => {
    const { stage, nordlicht, upload } = world
    const { storage_path: path } = await upload(nordlicht.owner)
    const change = await stage.as(
      nordlicht.owner,
      (tx) => tx`update storage.objects set metadata = '{}' where name = ${path}`,
    )
    const removal = await stage.as(
      nordlicht.owner,
      (tx) => tx`delete from storage.objects where name = ${path}`,
    )
    expect([change.count, removal.count]).toEqual([0, 0])
  })

  test('it shows only when its object is there, whole and the uploader’s', async () => {
    const { nordlicht, kai, colleague, announce, put, finalize, sees } = world
    const made = await announce(nordlicht.member)
    expect(await sees(nordlicht.viewer, made.id)).toBe(false)
    await expect(finalize(nordlicht.member, made.id)).rejects.toMatchObject({ message: 'upload_missing' })
    await put(nordlicht.member, made.storage_path)
    for (const who of [colleague, nordlicht.admin, nordlicht.viewer, kai.owner])
      await expect(finalize(who, made.id)).rejects.toMatchObject({
        message: expect.stringMatching(/document_/) as string,
      })
    expect(await finalize(nordlicht.member, made.id)).toEqual([{ status: 'ready' }])
    expect(await finalize(nordlicht.member, made.id)).toEqual([{ status: 'ready' }])
    expect(await sees(nordlicht.viewer, made.id)).toBe(true)
    for (const metadata of [
      { size: SIZE - 1, mimetype: 'application/pdf' },
      { size: SIZE, mimetype: 'text/html' },
      {},
    ]) {
      const other = await announce(nordlicht.member)
      await put(nordlicht.member, other.storage_path, metadata)
      await expect(finalize(nordlicht.member, other.id)).rejects.toMatchObject({
        code: 'PT409',
        message: 'upload_differs',
      })
    }
  })
})

describe('reading', () => {
  test('staff read all of their agency, people of a client what is shared with them', async () => {
    const { nordlicht, kai, colleague, upload, sees, reads } = world
    const shared = await upload(nordlicht.member)
    const internal = await upload(nordlicht.member, { visibility: 'internal' })
    const siblings = await upload(nordlicht.member, { client_id: nordlicht.sibling })
    const readers = [nordlicht.owner, colleague, nordlicht.viewer, nordlicht.siblingViewer, kai.owner]
    const table = async (row: Row) =>
      Promise.all(readers.map(async (who) => [await sees(who, row.id), await reads(who, row.storage_path)]))
    const yes = [true, true]
    const no = [false, false]
    expect(await table(shared)).toEqual([yes, yes, yes, no, no])
    expect(await table(internal)).toEqual([yes, yes, no, no, no])
    expect(await table(siblings)).toEqual([yes, yes, no, yes, no])
  })

  test('making it internal again closes the object as well', async () => {
    const { stage, nordlicht, upload, sees, reads } = world
    const { id, storage_path: path } = await upload(nordlicht.member)
    expect(await reads(nordlicht.viewer, path)).toBe(true)
    await stage.as(
      nordlicht.member,
      (tx) => tx`update documents set visibility = 'internal' where id = ${id}`,
    )
    expect([await sees(nordlicht.viewer, id), await reads(nordlicht.viewer, path)]).toEqual([false, false])
  })

  test('who left reads nothing', async () => {
    const { nordlicht, upload, sees, reads } = world
    const { id, storage_path: path } = await upload(nordlicht.member)
    const gone = { id: randomUUID(), role: 'authenticated' } as const
    expect([await sees(gone, id), await reads(gone, path)]).toEqual([false, false])
  })

  test('names of uploaders are those one may know', async () => {
    const { stage, nordlicht, upload } = world
    const { id } = await upload(nordlicht.member)
    const name = (who: Somebody) =>
      stage.as(
        who,
        (tx) => tx<{ name: string }[]>`select uploader_name(d) as name from documents d where id = ${id}`,
      )
    expect(await name(nordlicht.viewer)).toEqual([{ name: 'member' }])
  })
})

describe('changing', () => {
  const rename = (who: Somebody, id: string, name = 'Other.pdf') =>
    world.stage.as(who, (tx) => tx`update documents set name = ${name} where id = ${id}`)

  test('staff change their own, admins all, people of a client none', async () => {
    const { nordlicht, kai, colleague, upload, stored } = world
    const { id } = await upload(nordlicht.member)
    for (const who of [colleague, nordlicht.viewer, kai.owner]) expect((await rename(who, id)).count).toBe(0)
    expect((await rename(nordlicht.member, id)).count).toBe(1)
    expect((await rename(nordlicht.admin, id, 'Admin.pdf')).count).toBe(1)
    await expect(rename(nordlicht.owner, id, 'Report.exe')).rejects.toMatchObject({ code: '23514' })
    expect(await stored(id)).toMatchObject({ name: 'Admin.pdf' })
    const own = await upload(nordlicht.viewer)
    expect((await rename(nordlicht.viewer, own.id)).count).toBe(0)
  })

  test('place, type, size and stamps never change', async () => {
    const { stage, nordlicht, upload } = world
    const { id } = await upload(nordlicht.owner)
    for (const column of [
      'client_id',
      'agency_id',
      'storage_path',
      'type',
      'size_bytes',
      'uploaded_by',
      'status',
      'deleted_at',
    ])
      await expect(
        stage.as(nordlicht.owner, (tx) => tx`update documents set ${tx(column)} = null where id = ${id}`),
      ).rejects.toMatchObject({ code: '42501' })
    await expect(
      stage.as(nordlicht.owner, (tx) => tx`delete from documents where id = ${id}`),
    ).rejects.toMatchObject({ code: '42501' })
  })
})
