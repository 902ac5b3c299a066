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
