import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addAccount,
  addAgency,
  addPortal,
  anon,
  openStage,
  type Agency,
  type Member,
  type Somebody,
  type Stage,
} from './stage'

let stage: Stage
let nordlicht: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
})
afterAll(() => stage.stop())

interface Registered {
  agency_id: string
  client_id: string
  portal_id: string
  slug: string
}
const fresh = () => `new-${randomUUID().slice(0, 8)}`
const account = (isProved = true): Promise<Member> =>
  addAccount(stage.sql, `${randomUUID()}@example.test`, isProved)
const register = (who: Somebody, name: string, slug: string) =>
  stage.as(who, (tx) => tx<Registered[]>`select * from register_agency(name => ${name}, slug => ${slug})`)
const refused = (who: Somebody, name: string, slug: string) =>
  stage.refusal(who, (tx) => tx`select * from register_agency(name => ${name}, slug => ${slug})`)

describe('registering an agency', () => {
  test('makes the agency, its house client, its owner and a live portal in one act', async () => {
    const mia = await account()
    const slug = fresh()
    const [made] = await register(mia, '  Mia & Co  ', slug.toUpperCase())
    expect(made?.slug).toBe(slug)
    const rows = await stage.sql`
      select a.name, c.is_house, u.role, u.id = ${mia.id} as is_me, p.slug as portal, p.status
      from agencies a join clients c on c.agency_id = a.id join users u on u.client_id = c.id join cc_portals p on p.owning_tenant_id = a.id
      where a.slug = ${slug}`
    expect(rows).toEqual([
      { name: 'Mia & Co', is_house: true, role: 'agency_owner', is_me: true, portal: slug, status: 'active' },
    ])
    expect(await stage.as(mia, (tx) => tx`select slug from agencies`)).toEqual([{ slug }])
  })

  test('again with the same name changes nothing and answers the same', async () => {
    const mia = await account()
    const slug = fresh()
    const first = await register(mia, 'Mia', slug)
    expect(await register(mia, 'Mia', slug)).toEqual(first)
    expect(await register(mia, 'Another name', slug)).toEqual(first)
    expect(await stage.sql`select name from agencies where slug = ${slug}`).toEqual([{ name: 'Mia' }])
  })

  test('twenty times at once makes one', async () => {
    const mia = await account()
    const slug = fresh()
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(mia, 'Mia', slug)))
    expect(new Set(answers.map((rows) => JSON.stringify(rows))).size).toBe(1)
    const [counts] = await stage.sql`
      select count(distinct c.id)::int as clients, count(distinct p.id)::int as portals
      from agencies a join clients c on c.agency_id = a.id join cc_portals p on p.owning_tenant_id = a.id where a.slug = ${slug}`
    expect(counts).toEqual({ clients: 1, portals: 1 })
  })

  test('by two people at once under one short name gives it to one of them', async () => {
    const slug = fresh()
    const people = await Promise.all(Array.from({ length: 10 }, () => account()))
    const outcomes = await Promise.allSettled(people.map((who) => register(who, 'Race', slug)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'PT409', message: 'slug_taken' })
  })

  test('needs somebody signed in whose address is proved', async () => {
    expect(await refused(await account(false), 'Mia', fresh())).toMatchObject({
      code: 'PT403',
      message: 'email_unverified',
    })
    expect(await refused({ id: randomUUID(), role: 'authenticated' }, 'Mia', fresh())).toMatchObject({
      message: 'email_unverified',
    })
    expect(await refused({ id: null, role: 'authenticated' }, 'Mia', fresh())).toMatchObject({
      code: 'PT401',
      message: 'sign_in_required',
    })
    expect((await refused(anon, 'Mia', fresh())).code).toBe('42501')
  })

  test('says when the short name is taken, and then nothing is left behind', async () => {
    const mia = await account()
    expect(await refused(mia, 'Mia', 'nordlicht')).toMatchObject({ code: 'PT409', message: 'slug_taken' })
    expect(await stage.sql`select id from users where id = ${mia.id}`).toHaveLength(0)
  })

  test('says when another account has the address in its profile, and then nothing is left behind', async () => {
    const mia = await account()
    await stage.sql`
      insert into users (id, email, role) select ${randomUUID()}, email, 'stakeholder' from auth.users where id = ${mia.id}`
    const slug = fresh()
    expect(await refused(mia, 'Mia', slug)).toMatchObject({ code: 'PT409', message: 'email_in_use' })
    expect(await stage.sql`select id from agencies where slug = ${slug}`).toHaveLength(0)
  })

  test('takes the next free address for the portal when somebody has that one', async () => {
    const slug = fresh()
    await addPortal(stage.sql, nordlicht.id, slug)
    const mia = await account()
    const [made] = await register(mia, 'Mia', slug)
    expect(await stage.sql`select slug from cc_portals where id = ${made?.portal_id ?? ''}`).toEqual([
      { slug: `${slug}-2` },
    ])
  })

  test('is not for those who belong to an agency already', async () => {
    for (const who of [nordlicht.owner, nordlicht.member, nordlicht.viewer]) {
      const email = `${randomUUID()}@example.test`
      await stage.sql`insert into auth.users (id, email, email_confirmed_at) values (${who.id}, ${email}, now())`
      expect(await refused(who, 'Second', fresh())).toMatchObject({
        code: 'PT409',
        message: 'already_member',
      })
    }
  })

  test('makes an owner of a stakeholder', async () => {
    const mia = await account()
    await stage.sql`insert into users (id, email, role) values (${mia.id}, ${`${mia.id}@example.test`}, 'stakeholder')`
    const [made] = await register(mia, 'Mia', fresh())
    expect(await stage.sql`select role, client_id from users where id = ${mia.id}`).toEqual([
      { role: 'agency_owner', client_id: made?.client_id },
    ])
  })

  test.each([[''], ['   '], ['x'.repeat(121)], ['x'.repeat(10_000)]])(
    'refuses the name "%.20s"',
    async (name) => {
      expect(await refused(await account(), name, fresh())).toMatchObject({
        code: 'PT400',
        message: 'invalid_name',
      })
    },
  )
  test.each([
    [''],
    ['ab'],
    ['a b c'],
    ['a--b'],
    ['-abc'],
    ['abc-'],
    ['äöü'],
    ['a/b/c'],
    ['x'.repeat(49)],
    ['x'.repeat(10_000)],
  ])('refuses the short name "%.20s"', async (slug) => {
    expect(await refused(await account(), 'Mia', slug)).toMatchObject({
      code: 'PT400',
      message: 'invalid_slug',
    })
  })
  test('keeps names in any script as they were typed', async () => {
    for (const name of ['<script>alert(1)</script>', 'شركة النور', '株式会社', `O'Brien "&" Söhne`]) {
      const slug = fresh()
      await register(await account(), name, slug)
      expect(await stage.sql`select name from agencies where slug = ${slug}`).toEqual([{ name }])
    }
  })
})
