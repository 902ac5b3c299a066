import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addAccount,
  addAgency,
  anon,
  openStage,
  untilSomebodyWaits,
  type Agency,
  type Member,
  type Stage,
} from './stage'

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

describe('what counts', () => {
  test('is one’s own value, else the agency’s default, else the product’s; missing inherits, null is none', async () => {
    const house = await addHouse({ data: { tone: 'calm', call_to_action_style: null } })
    await addHouse({ name: 'Campaigns', is_default: false, data: { tone: 'loud' } })
    const own = await addOwn(nordlicht.member, {
      vocabulary_level: 'expert',
      use_emojis: null,
      call_to_action_style: '',
    })
    expect(await effective(nordlicht.member)).toEqual({
      tone: { value: 'calm', source: 'agency', source_id: house, is_locked: false },
      vocabulary_level: { value: 'expert', source: 'you', source_id: own, is_locked: false },
      use_emojis: { value: false, source: 'default', source_id: null, is_locked: false },
      call_to_action_style: { value: null, source: 'you', source_id: own, is_locked: false },
    })
    expect((await effective(nordlicht.owner)).call_to_action_style).toMatchObject({
      value: null,
      source: 'agency',
    })
  })

  test('of lists is one’s own, or both where one adds; limits only ever add up', async () => {
    await addHouse({
      type: 'instruction',
      data: { rules: ['a', 'b'], constraints: ['never'], examples: ['x'] },
    })
    await addOwn(
      nordlicht.member,
      {
        rules: stage.sql.json({ append: ['b', 'c'] }),
        constraints: stage.sql.json(['nor this']),
        examples: stage.sql.json(['mine']),
      },
      'instruction_cartridges',
    )
    expect(await effective(nordlicht.member, 'instruction')).toMatchObject({
      rules: { value: ['a', 'b', 'c'], source: 'you' },
      constraints: { value: ['never', 'nor this'], source: 'you' },
      examples: { value: ['mine'], source: 'you' },
    })
    await stage.as(
      nordlicht.member,
      (tx) => tx`update instruction_cartridges set constraints = '[]', examples = '[]'`,
    )
    expect(await effective(nordlicht.member, 'instruction')).toMatchObject({
      constraints: { value: ['never'], source: 'agency' },
      examples: { value: null, source: 'you' },
    })
  })

  test('is the agency’s wherever it is locked, whatever it is there', async () => {
    await addHouse({ data: { tone: 'calm' }, locked_fields: ['tone', 'vocabulary_level'] })
    await addOwn(nordlicht.member, { tone: 'wild', vocabulary_level: 'expert' })
    expect(await effective(nordlicht.member)).toMatchObject({
      tone: { value: 'calm', source: 'agency', is_locked: true },
      vocabulary_level: { value: 'plain words', source: 'default', is_locked: true },
    })
  })

  test('for whoever is not of the staff knows nothing of the agency', async () => {
    await addHouse({ data: { tone: 'calm' }, locked_fields: ['tone'] })
    const noor = await addAccount(stage.sql, `${randomUUID()}@example.test`)
    for (const who of [nordlicht.viewer, other.member, noor])
      expect((await effective(who)).tone).toEqual({
        value: 'friendly, clear and direct',
        source: 'default',
        source_id: null,
        is_locked: false,
      })
  })

  test('of several of one’s own is the newest', async () => {
    await addOwn(nordlicht.member, { tone: 'first' })
    await addOwn(nordlicht.member, { tone: 'second' })
    expect((await effective(nordlicht.member)).tone).toMatchObject({ value: 'second' })
  })

  test('is asked for a type that there is, by somebody signed in', async () => {
    expect(
      await stage.refusal(nordlicht.member, (tx) => tx`select effective_cartridge('sound')`),
    ).toMatchObject({
      code: 'PT400',
      message: 'invalid_cartridge_type',
    })
    expect((await stage.refusal(anon, (tx) => tx`select effective_cartridge('style')`)).code).toBe('42501')
  })
})

describe('a person’s own', () => {
  test('is read by nobody else, neither as it is nor as it was, nor in the history of the agency', async () => {
    const secret = `secret-${randomUUID()}`
    const id = await addOwn(nordlicht.member, { tone: secret })
    await stage.as(nordlicht.member, (tx) => tx`update style_cartridges set tone = ${`${secret} again`}`)
    for (const who of [nordlicht.owner, nordlicht.admin, nordlicht.viewer, other.owner]) {
      expect(await stage.as(who, (tx) => tx`select from style_cartridges where id = ${id}`)).toHaveLength(0)
      expect(
        await stage.as(who, (tx) => tx`select from cartridge_versions where cartridge_id = ${id}`),
      ).toHaveLength(0)
      expect(await stage.refusal(who, (tx) => tx`select restore_cartridge(${id})`)).toEqual(
        await stage.refusal(who, (tx) => tx`select restore_cartridge(${randomUUID()})`),
      )
      expect(
        await stage.as(who, (tx) => tx`update style_cartridges set tone = 'x' where id = ${id}`),
      ).toHaveLength(0)
    }
    const logged = await stage.sql`select from activity_log l where l::text like ${`%${secret}%`}`
    expect(logged).toHaveLength(0)
    expect(
      await stage.as(nordlicht.member, (tx) => tx`select from cartridge_versions where cartridge_id = ${id}`),
    ).toHaveLength(2)
  })

  test('cannot be made for somebody else', async () => {
    const { code } = await stage.refusal(
      nordlicht.admin,
      (tx) => tx`insert into style_cartridges (user_id, name) values (${nordlicht.member.id}, 'Theirs')`,
    )
    expect(code).toBe('42501')
  })

  test('goes with the person, and leaves nothing', async () => {
    const id = await addOwn(nordlicht.member, { tone: 'calm' })
    await stage.sql`delete from users where id = ${nordlicht.member.id}`
    expect(await stage.sql`select from style_cartridges where id = ${id}`).toHaveLength(0)
    expect(await stage.sql`select from cartridge_versions where cartridge_id = ${id}`).toHaveLength(0)
  })
})

describe('an agency’s', () => {
  test('is read by its staff, changed by its admins', async () => {
    const id = await addHouse()
    expect(
      await stage.as(nordlicht.member, (tx) => tx`select from agency_cartridges where id = ${id}`),
    ).toHaveLength(1)
    for (const who of [nordlicht.member, nordlicht.viewer, other.owner]) {
      await stage.as(who, (tx) => tx`update agency_cartridges set name = 'Taken over' where id = ${id}`)
      await stage.as(who, (tx) => tx`delete from agency_cartridges where id = ${id}`)
    }
    expect(await stage.sql`select name, version from agency_cartridges where id = ${id}`).toEqual([
      { name: 'House style', version: 1 },
    ])
    expect(
      await stage.as(nordlicht.viewer, (tx) => tx`select from agency_cartridges where id = ${id}`),
    ).toHaveLength(0)
  })

  test('is not overwritten by somebody who saw an older version of it', async () => {
    const id = await addHouse()
    const save = (who: Member, version: number, tone: string) =>
      stage.as(
        who,
        (tx) =>
          tx`update agency_cartridges set data = ${tx.json({ tone })} where id = ${id} and version = ${version} returning id`,
      )
    expect(await save(nordlicht.admin, 1, 'calm')).toHaveLength(1)
    expect(await save(nordlicht.owner, 1, 'loud')).toHaveLength(0)
    expect((await effective(nordlicht.member)).tone).toMatchObject({ value: 'calm' })
  })

  test('counts once for each type: a second default is refused, and choosing another swaps them', async () => {
    const first = await addHouse()
    const second = await addHouse({ name: 'Campaigns', is_default: false })
    const choose = (who: Member, id: string) =>
      stage.as(who, (tx) => tx`select * from set_default_cartridge(${id})`)
    expect(
      (
        await stage.refusal(
          nordlicht.admin,
          (tx) => tx`update agency_cartridges set is_default = true where id = ${second}`,
        )
      ).code,
    ).toBe('23505')
    expect([...(await choose(nordlicht.admin, second))]).toEqual([{ default_id: second, previous_id: first }])
    expect([...(await choose(nordlicht.admin, second))]).toEqual([
      { default_id: second, previous_id: second },
    ])
    expect(
      await stage.refusal(nordlicht.member, (tx) => tx`select set_default_cartridge(${first})`),
    ).toMatchObject({
      code: 'PT403',
      message: 'admin_required',
    })
    for (const who of [nordlicht.viewer, other.owner])
      expect(await stage.refusal(who, (tx) => tx`select set_default_cartridge(${first})`)).toMatchObject({
        code: 'PT404',
      })
    expect([
      ...(await stage.sql`select id from agency_cartridges where agency_id = ${nordlicht.id} and is_default`),
    ]).toEqual([{ id: second }])
  })

  test('chosen by two admins at once ends with the choice of the later one', async () => {
    const [first, second, third] = [
      await addHouse(),
      await addHouse({ name: 'Two', is_default: false }),
      await addHouse({ name: 'Three', is_default: false }),
    ]
    let late: Promise<unknown> = Promise.resolve()
    await stage.as(nordlicht.admin, async (tx) => {
      await tx`select set_default_cartridge(${second})`
      late = stage.as(nordlicht.owner, (other) => other`select * from set_default_cartridge(${third})`)
      await untilSomebodyWaits(stage.sql)
    })
    expect(await late).toMatchObject([{ default_id: third, previous_id: second }])
    expect([
      ...(await stage.sql`select id from agency_cartridges where agency_id = ${nordlicht.id} and is_default`),
    ]).toEqual([{ id: third }])
    expect(first).not.toBe(third)
  })

  test('locks only fields that its type has', async () => {
    const { code } = await stage.refusal(
      nordlicht.admin,
      (tx) =>
        tx`insert into agency_cartridges (agency_id, type, name, locked_fields) values (${nordlicht.id}, 'style', 'x', '{rules}')`,
    )
    expect(code).toBe('23514')
  })
})

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
