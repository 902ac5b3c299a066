import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addAccount, addAgency, openStage, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let other: Agency

beforeAll(async () => {
  stage = await openStage()
  other = await addAgency(stage.sql, 'elsewhere')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  nordlicht = await addAgency(stage.sql, `nordlicht-${randomUUID().slice(0, 8)}`)
})

type Values = Record<string, unknown>
const add = async (who: Member, table: string, values: Values): Promise<string> => {
  const [row] = await stage.as(
    who,
    (tx) => tx<{ id: string }[]>`insert into ${tx(table)} ${tx(values as never)} returning id`,
  )
  return row?.id ?? ''
}
const addHouse = (values: Values = {}, agency = nordlicht) =>
  add(agency.admin, 'agency_cartridges', {
    agency_id: agency.id,
    type: 'style',
    name: 'House style',
    is_default: true,
    ...values,
  })
const addOwn = (who: Member, values: Values = {}, table = 'style_cartridges') =>
  add(who, table, { user_id: who.id, name: 'Mine', ...values })
const effective = async (who: Member, type = 'style') => {
  const rows = await stage.as(
    who,
    (tx) => tx<
      { field: string; value: unknown; source: string; source_id: string | null; is_locked: boolean }[]
    >`
      select * from effective_cartridge(type => ${type})`,
  )
  return Object.fromEntries(rows.map(({ field, ...rest }) => [field, rest]))
}

describe('what was', () => {
  const versions = (who: Member, id: string) =>
    stage.as(
      who,
      (tx) => tx<{ id: string; action: string; data: unknown; actor_id: string }[]>`
        select id, action, data, actor_id from cartridge_versions where cartridge_id = ${id} order by created_at desc`,
    )
  const restore = (who: Member, id: string, version: string | null = null) =>
    stage.as(
      who,
      (tx) => tx`select * from restore_cartridge(cartridge_id => ${id}, version_id => ${version})`,
    )

  test('comes back, and coming back is a change like any other', async () => {
    const id = await addHouse({ data: { tone: 'calm' }, locked_fields: ['tone'] })
    await stage.as(
      nordlicht.owner,
      (tx) =>
        tx`update agency_cartridges set data = '{}', locked_fields = '{}', name = 'Renamed' where id = ${id}`,
    )
    const [, first] = await versions(nordlicht.member, id)
    expect(
      await stage.refusal(nordlicht.member, (tx) => tx`select restore_cartridge(${id}, ${first?.id ?? ''})`),
    ).toMatchObject({
      code: 'PT403',
      message: 'admin_required',
    })
    expect(
      await stage.refusal(other.owner, (tx) => tx`select restore_cartridge(${id}, ${first?.id ?? ''})`),
    ).toMatchObject({ code: 'PT404' })
    await restore(nordlicht.admin, id, first?.id)
    expect([
      ...(await stage.sql`select name, data, locked_fields, is_default from agency_cartridges where id = ${id}`),
    ]).toEqual([{ name: 'House style', data: { tone: 'calm' }, locked_fields: ['tone'], is_default: true }])
    expect((await versions(nordlicht.admin, id)).map(({ action, actor_id }) => [action, actor_id])).toEqual([
      ['update', nordlicht.admin.id],
      ['update', nordlicht.owner.id],
      ['insert', nordlicht.admin.id],
    ])
  })

  test('comes back after a deletion, as the default only if nothing took its place', async () => {
    const id = await addHouse({ data: { tone: 'calm' } })
    await stage.as(nordlicht.admin, (tx) => tx`delete from agency_cartridges where id = ${id}`)
    expect(await restore(nordlicht.admin, id)).toMatchObject([{ id, type: 'style', was_deleted: true }])
    expect((await effective(nordlicht.member)).tone).toMatchObject({ value: 'calm', source_id: id })
    await stage.as(nordlicht.admin, (tx) => tx`delete from agency_cartridges where id = ${id}`)
    const next = await addHouse({ name: 'Successor' })
    await restore(nordlicht.admin, id)
    expect([
      ...(await stage.sql`select id from agency_cartridges where agency_id = ${nordlicht.id} and is_default`),
    ]).toEqual([{ id: next }])
  })

  test('of one’s own comes back whole: none stays none, and what is added stays added', async () => {
    const id = await addOwn(
      nordlicht.viewer,
      { rules: stage.sql.json({ append: ['a'] }), examples: stage.sql.json([]) },
      'instruction_cartridges',
    )
    const [made] = await versions(nordlicht.viewer, id)
    const before =
      await stage.sql`select name, rules, constraints, examples from instruction_cartridges where id = ${id}`
    await stage.as(
      nordlicht.viewer,
      (tx) =>
        tx`update instruction_cartridges set name = 'Other', rules = null, examples = '["x"]', constraints = '["y"]'`,
    )
    await restore(nordlicht.viewer, id, made?.id)
    expect([
      ...(await stage.sql`select name, rules, constraints, examples from instruction_cartridges where id = ${id}`),
    ]).toEqual([...before])
    await stage.as(nordlicht.viewer, (tx) => tx`delete from instruction_cartridges`)
    await restore(nordlicht.viewer, id)
    expect([
      ...(await stage.sql`select name, rules, constraints, examples from instruction_cartridges where id = ${id}`),
    ]).toEqual([...before])
  })

  test('is written by nobody', async () => {
    const id = await addHouse()
    for (const statement of ['delete from cartridge_versions', `update cartridge_versions set name = 'x'`])
      expect((await stage.refusal(nordlicht.owner, (tx) => tx.unsafe(statement))).code).toBe('42501')
    await stage.as(nordlicht.admin, (tx) => tx`update agency_cartridges set name = name where id = ${id}`)
    expect(await versions(nordlicht.admin, id)).toHaveLength(1)
  })
})

test('a new agency has a default of each type, once, and gets back one that it has none of', async () => {
  const mia = await addAccount(stage.sql, `${randomUUID()}@example.test`)
  const slug = `mia-${randomUUID().slice(0, 8)}`
  const register = () =>
    stage.as(
      mia,
      (tx) => tx<{ agency_id: string }[]>`select * from register_agency(name => 'Mia & Co', slug => ${slug})`,
    )
  const [made] = await register()
  const list = () => stage.sql`
    select type, data from agency_cartridges where agency_id = ${made?.agency_id ?? ''} and is_default order by type`
  const whole = [
    { type: 'brand', data: { company_name: 'Mia & Co' } },
    { type: 'instruction', data: {} },
    { type: 'preference', data: {} },
    { type: 'style', data: {} },
  ]
  expect([...(await list())]).toEqual(whole)
  await register()
  expect([...(await list())]).toEqual(whole)
  await stage.sql`delete from agency_cartridges where agency_id = ${made?.agency_id ?? ''} and type = 'brand'`
  await register()
  expect([...(await list())]).toEqual(whole)
})
