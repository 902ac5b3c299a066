import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, openStage, type Agency, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
})
afterAll(() => stage.stop())

describe('clients', () => {
  test('staff see all of their agency’s, a viewer their own, and nobody another agency’s', async () => {
    expect(await stage.as(nordlicht.member, (tx) => tx`select id from clients`)).toHaveLength(3)
    expect(await stage.as(nordlicht.viewer, (tx) => tx`select id from clients`)).toEqual([
      { id: nordlicht.client },
    ])
    expect(await stage.as(nordlicht.siblingViewer, (tx) => tx`select id from clients`)).toEqual([
      { id: nordlicht.sibling },
    ])
    expect(
      await stage.as(kai.owner, (tx) => tx`select id from clients where agency_id = ${nordlicht.id}`),
    ).toHaveLength(0)
  })

  test('admins add, change and remove them; team members and viewers do not', async () => {
    const [added] = await stage.as(
      nordlicht.admin,
      (tx) =>
        tx<
          { id: string }[]
        >`insert into clients (agency_id, name) values (${nordlicht.id}, 'Third') returning id`,
    )
    const id = added?.id ?? ''
    await stage.as(nordlicht.admin, (tx) => tx`update clients set status = 'paused' where id = ${id}`)
    for (const who of [nordlicht.member, nordlicht.viewer, kai.owner]) {
      await stage.as(who, (tx) => tx`update clients set name = 'Changed' where id = ${id}`)
      await stage.as(who, (tx) => tx`delete from clients where id = ${id}`)
      expect(
        (
          await stage.refusal(
            who,
            (tx) => tx`insert into clients (agency_id, name) values (${nordlicht.id}, 'Planted')`,
          )
        ).code,
      ).toBe('42501')
    }
    expect(await stage.sql`select name, status from clients where id = ${id}`).toEqual([
      { name: 'Third', status: 'paused' },
    ])
    await stage.as(nordlicht.admin, (tx) => tx`delete from clients where id = ${id}`)
    expect(await stage.sql`select id from clients where id = ${id}`).toHaveLength(0)
  })

  test('the house client stays, and there is only one', async () => {
    await stage.as(nordlicht.owner, (tx) => tx`delete from clients where id = ${nordlicht.house}`)
    expect(await stage.sql`select id from clients where id = ${nordlicht.house}`).toHaveLength(1)
    await expect(
      stage.sql`insert into clients (agency_id, name, is_house) values (${nordlicht.id}, 'Second house', true)`,
    ).rejects.toMatchObject({ code: '23505' })
  })

  test('a client never moves to another agency, not even by the service key', async () => {
    expect(
      (
        await stage.refusal(
          nordlicht.owner,
          (tx) => tx`update clients set agency_id = ${kai.id} where id = ${nordlicht.client}`,
        )
      ).code,
    ).toBe('42501')
    expect(
      await stage.refusal(
        { id: null, role: 'service_role' },
        (tx) => tx`update clients set agency_id = ${kai.id} where id = ${nordlicht.client}`,
      ),
    ).toMatchObject({ code: '42501', message: 'tenant_key_is_fixed', detail: 'agency_id' })
  })

  test('a foreign id behaves like an id that nobody has', async () => {
    const outcome = (id: string) =>
      stage.as(nordlicht.owner, async (tx) => ({
        rows: [...(await tx`select * from clients where id = ${id}`)],
        changed: (await tx`update clients set name = 'x' where id = ${id}`).count,
        removed: (await tx`delete from clients where id = ${id}`).count,
      }))
    expect(await outcome(kai.client)).toEqual(await outcome(randomUUID()))
    const insert = (agency: string) =>
      stage.refusal(
        nordlicht.owner,
        (tx) => tx`insert into clients (agency_id, name) values (${agency}, 'x')`,
      )
    expect(await insert(kai.id)).toEqual(await insert(randomUUID()))
  })

  test('names of one to 120 characters, in any script, stored as they were typed', async () => {
    const insert = (name: string) =>
      stage.as(
        nordlicht.owner,
        (tx) =>
          tx<
            { name: string }[]
          >`insert into clients (agency_id, name) values (${nordlicht.id}, ${name}) returning name`,
      )
    for (const name of [
      '<b>Müller</b> & Söhne',
      'شركة النور',
      'ab\u202Ecd',
      '😀'.repeat(120),
      `'; drop table clients; --`,
    ])
      expect(await insert(name)).toEqual([{ name }])
    for (const name of ['', '   ', 'x'.repeat(121), 'x'.repeat(10_000)])
      await expect(insert(name)).rejects.toMatchObject({ code: '23514' })
  })
})
