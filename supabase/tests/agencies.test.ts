import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, anon, openStage, type Agency, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
})
afterAll(() => stage.stop())

describe('an agency', () => {
  test('is seen by its staff alone', async () => {
    for (const who of [nordlicht.owner, nordlicht.admin, nordlicht.member])
      expect(await stage.as(who, (tx) => tx`select slug from agencies`)).toEqual([{ slug: 'nordlicht' }])
    expect(await stage.as(nordlicht.viewer, (tx) => tx`select slug from agencies`)).toEqual([])
    expect((await stage.refusal(anon, (tx) => tx`select slug from agencies`)).code).toBe('42501')
  })

  test('is changed by its admins, and by nobody else', async () => {
    await stage.as(
      nordlicht.admin,
      (tx) => tx`update agencies set settings = '{"time_zone": "Europe/Berlin"}' where id = ${nordlicht.id}`,
    )
    for (const who of [nordlicht.member, nordlicht.viewer, kai.owner])
      await stage.as(who, (tx) => tx`update agencies set name = 'Taken over' where id = ${nordlicht.id}`)
    const [row] = await stage.sql`select name, settings from agencies where id = ${nordlicht.id}`
    expect(row).toEqual({ name: 'nordlicht', settings: { time_zone: 'Europe/Berlin' } })
  })

  test('is neither made nor removed by hand', async () => {
    expect(
      (await stage.refusal(nordlicht.owner, (tx) => tx`delete from agencies where id = ${nordlicht.id}`))
        .code,
    ).toBe('42501')
    expect(
      (
        await stage.refusal(
          nordlicht.owner,
          (tx) => tx`insert into agencies (name, slug) values ('Mine', 'mine')`,
        )
      ).code,
    ).toBe('42501')
  })

  test('has a short name that fits an address, and no other agency has it', async () => {
    const rename = (slug: string) =>
      stage.refusal(
        nordlicht.owner,
        (tx) => tx`update agencies set slug = ${slug} where id = ${nordlicht.id}`,
      )
    expect((await rename('kai')).code).toBe('23505')
    for (const slug of [
      '',
      'ab',
      'Nordlicht',
      'nord licht',
      'nord--licht',
      '-nord',
      'nörd',
      'a'.repeat(49),
      '../etc',
    ])
      expect((await rename(slug)).code).toBe('23514')
  })

  test('disappears with everything in it when the operator removes it', async () => {
    const gone = await addAgency(stage.sql, `gone-${randomUUID().slice(0, 8)}`)
    await stage.as({ id: null, role: 'service_role' }, (tx) => tx`delete from agencies where id = ${gone.id}`)
    for (const [table, column] of [
      ['clients', 'agency_id'],
      ['cc_zones', 'tenant_id'],
      ['cc_portals', 'owning_tenant_id'],
      ['activity_log', 'agency_id'],
    ] as const)
      expect(
        await stage.sql`select id from ${stage.sql(table)} where ${stage.sql(column)} = ${gone.id}`,
      ).toHaveLength(0)
    expect(await stage.sql`select id from users where id = ${gone.viewer.id}`).toHaveLength(0)
  })
})

describe('history', () => {
  test('says who changed what, from what to what, and cannot be written or rewritten by anybody', async () => {
    await stage.as(
      nordlicht.owner,
      (tx) => tx`update agencies set name = 'Nordlicht GmbH' where id = ${nordlicht.id}`,
    )
    const [last] = await stage.as(
      nordlicht.member,
      (tx) =>
        tx`select actor_id, table_name, action, old_values, new_values from activity_log where subject_id = ${nordlicht.id} order by id desc limit 1`,
    )
    expect(last).toEqual({
      actor_id: nordlicht.owner.id,
      table_name: 'agencies',
      action: 'update',
      old_values: { name: 'nordlicht' },
      new_values: { name: 'Nordlicht GmbH' },
    })
    const writes = [
      `insert into activity_log (agency_id, subject_id, table_name, row_id, action) values ('${nordlicht.id}', '${nordlicht.id}', 'agencies', '${nordlicht.id}', 'update')`,
      `update activity_log set actor_id = null`,
      `delete from activity_log`,
      `truncate activity_log`,
    ]
    for (const who of [nordlicht.owner, { id: null, role: 'service_role' as const }, anon])
      for (const write of writes)
        expect((await stage.refusal(who, (tx) => tx.unsafe(write))).code).toBe('42501')
  })

  test('stays with its agency: viewers and other agencies read none of it', async () => {
    expect(await stage.as(nordlicht.viewer, (tx) => tx`select id from activity_log`)).toHaveLength(0)
    expect(
      await stage.as(kai.owner, (tx) => tx`select id from activity_log where agency_id = ${nordlicht.id}`),
    ).toHaveLength(0)
  })

  test('is silent about a change that changed nothing', async () => {
    const count = async () =>
      (await stage.sql`select id from activity_log where agency_id = ${kai.id}`).length
    const before = await count()
    await stage.as(kai.owner, (tx) => tx`update agencies set name = name where id = ${kai.id}`)
    expect(await count()).toBe(before)
  })
})
