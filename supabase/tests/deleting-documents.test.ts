import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDocumentStage, type DocumentStage } from './document-stage'
import type { Somebody } from './stage'

let world: DocumentStage

beforeAll(async () => {
  world = await openDocumentStage()
})
afterAll(() => world.stage.stop())

describe('deleting', () => {
  test('hides row and object from everybody, and can be taken back', async () => {
    const { nordlicht, colleague, upload, remove, restore, sees, reads, stored } = world
    const { id, storage_path: path } = await upload(nordlicht.member)
    await remove(nordlicht.member, id)
    expect(await stored(id)).toMatchObject({ deleted_by: nordlicht.member.id })
    expect([await sees(nordlicht.viewer, id), await reads(nordlicht.viewer, path)]).toEqual([false, false])
    // Staff see the row, to restore it; its content is out of reach for them, too.
    expect([await sees(colleague, id), await reads(colleague, path)]).toEqual([true, false])
    await restore(nordlicht.member, id)
    expect([await sees(nordlicht.viewer, id), await reads(nordlicht.viewer, path)]).toEqual([true, true])
  })

  test('staff delete their own and admins all; hidden ones do not exist', async () => {
    const { stage, nordlicht, kai, colleague, upload, remove, restore } = world
    const { id } = await upload(nordlicht.member)
    await expect(remove(colleague, id)).rejects.toMatchObject({
      code: 'PT403',
      message: 'document_not_yours',
    })
    await expect(remove(nordlicht.viewer, id)).rejects.toMatchObject({
      code: 'PT403',
      message: 'document_not_yours',
    })
    const foreign = await stage.refusal(kai.owner, (tx) => tx`select delete_document(${id})`)
    const unknown = await stage.refusal(kai.owner, (tx) => tx`select delete_document(${randomUUID()})`)
    expect(foreign).toEqual(unknown)
    expect(foreign).toMatchObject({ code: 'PT404', message: 'document_unknown' })
    const internal = await upload(nordlicht.member, { visibility: 'internal' })
    await expect(remove(nordlicht.viewer, internal.id)).rejects.toMatchObject({ message: 'document_unknown' })
    await remove(nordlicht.admin, id)
    await expect(restore(colleague, id)).rejects.toMatchObject({ message: 'document_not_yours' })
    await expect(restore(nordlicht.viewer, id)).rejects.toMatchObject({ message: 'document_unknown' })
  })

  test('people of a client delete and restore their own for a day', async () => {
    const { nordlicht, upload, remove, restore, age } = world
    const { id } = await upload(nordlicht.viewer)
    await remove(nordlicht.viewer, id)
    await restore(nordlicht.viewer, id)
    await age(id, '25 hours')
    await expect(remove(nordlicht.viewer, id)).rejects.toMatchObject({
      code: 'PT403',
      message: 'document_too_old',
    })
    // What the agency deleted, its client cannot bring back.
    await age(id, '1 hour')
    await remove(nordlicht.owner, id)
    await expect(restore(nordlicht.viewer, id)).rejects.toMatchObject({ message: 'document_unknown' })
  })

  test('an upload that is given up leaves nothing', async () => {
    const { nordlicht, announce, put, remove, stored } = world
    const { id, storage_path: path } = await announce(nordlicht.member)
    await remove(nordlicht.member, id)
    expect(await stored(id)).toBeUndefined()
    await expect(put(nordlicht.member, path)).rejects.toMatchObject({ code: '42501' })
  })

  test('thirty days later it is gone, with what was never finished and what nobody names', async () => {
    const { stage, nordlicht, announce, upload, remove, restore, stored, age } = world
    const worker: Somebody = { id: null, role: 'service_role' }
    const old = await upload(nordlicht.member)
    await remove(nordlicht.member, old.id)
    await stage.sql`update documents set deleted_at = now() - interval '31 days' where id = ${old.id}`
    const fresh = await upload(nordlicht.member)
    await remove(nordlicht.member, fresh.id)
    const unfinished = await announce(nordlicht.member)
    await age(unfinished.id, '25 hours')
    const stray = `${nordlicht.id}/${nordlicht.client}/${randomUUID()}/x.pdf`
    await stage.sql`insert into storage.objects (bucket_id, name, created_at) values ('documents', ${stray}, now() - interval '2 days')`
    await expect(restore(nordlicht.member, old.id)).rejects.toMatchObject({
      code: 'PT410',
      message: 'document_gone',
    })

    const due = await stage.as(
      worker,
      (tx) => tx<{ document_id: string | null; storage_path: string }[]>`select * from documents_to_sweep()`,
    )
    const paths = due.map(({ storage_path }) => storage_path)
    expect(paths).toEqual(expect.arrayContaining([old.storage_path, unfinished.storage_path, stray]))
    expect(paths).not.toContain(fresh.storage_path)
    const ids = [old.id, unfinished.id, fresh.id]
    // Only what is due goes, whatever a worker asks for.
    expect(await stage.as(worker, (tx) => tx`select * from forget_documents(${ids})`)).toEqual([
      { forgotten: 2 },
    ])
    expect([await stored(old.id), await stored(unfinished.id), await stored(fresh.id)]).toMatchObject([
      undefined,
      undefined,
      { name: 'Report.pdf' },
    ])
    await expect(
      stage.as(nordlicht.owner, (tx) => tx`select * from documents_to_sweep()`),
    ).rejects.toMatchObject({ code: '42501' })
  })
})
