import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, addPortal, anon, openStage, type Agency, type Somebody, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency
let shared: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
  shared = await addPortal(stage.sql, null, 'city-portal')
})
afterAll(() => stage.stop())

const fresh = () => `portal-${randomUUID().slice(0, 8)}`
const insert = (who: Somebody, row: Record<string, unknown>) =>
  stage.as(
    who,
    (tx) =>
      tx<
        { id: string }[]
      >`insert into cc_portals ${tx({ owning_tenant_id: nordlicht.id, name: 'Portal', slug: fresh(), ...row } as never)} returning id, status`,
  )

describe('portals', () => {
  test('staff see their own and the shared ones; viewers see none here', async () => {
    const seenBy = async (who: Somebody) =>
      (await stage.as(who, (tx) => tx<{ id: string }[]>`select id from cc_portals order by slug`)).map(
        ({ id }) => id,
      )
    expect(await seenBy(nordlicht.member)).toEqual([shared, nordlicht.portal])
    expect(await seenBy(kai.owner)).toEqual([shared, kai.portal])
    expect(await seenBy(nordlicht.viewer)).toEqual([])
    expect((await stage.refusal(anon, (tx) => tx`select id from cc_portals`)).code).toBe('42501')
  })

  test('all staff make and change them, admins delete them', async () => {
    const [made] = await insert(nordlicht.member, { default_zone_id: nordlicht.zone })
    const id = made?.id ?? ''
    expect(made).toMatchObject({ status: 'draft' })
    await stage.as(
      nordlicht.member,
      (tx) => tx`update cc_portals set status = 'active', primary_audience = 'residents' where id = ${id}`,
    )
    await stage.as(nordlicht.member, (tx) => tx`delete from cc_portals where id = ${id}`)
    expect(await stage.sql`select status, primary_audience from cc_portals where id = ${id}`).toEqual([
      { status: 'active', primary_audience: 'residents' },
    ])
    await stage.as(nordlicht.admin, (tx) => tx`delete from cc_portals where id = ${id}`)
    expect(await stage.sql`select id from cc_portals where id = ${id}`).toHaveLength(0)
  })

  test('nobody makes a shared portal, changes one, or shares their own', async () => {
    await expect(insert(nordlicht.owner, { owning_tenant_id: null })).rejects.toMatchObject({ code: '42501' })
    for (const id of [shared, kai.portal]) {
      expect(
        (await stage.as(nordlicht.owner, (tx) => tx`update cc_portals set name = 'Mine' where id = ${id}`))
          .count,
      ).toBe(0)
      expect(
        (await stage.as(nordlicht.owner, (tx) => tx`delete from cc_portals where id = ${id}`)).count,
      ).toBe(0)
    }
    for (const owner of [null, kai.id])
      expect(
        (
          await stage.refusal(
            nordlicht.owner,
            (tx) => tx`update cc_portals set owning_tenant_id = ${owner} where id = ${nordlicht.portal}`,
          )
        ).code,
      ).toBe('42501')
  })

  test('a default zone is one of the same agency', async () => {
    await expect(insert(nordlicht.member, { default_zone_id: kai.zone })).rejects.toMatchObject({
      code: '23503',
    })
    await expect(
      stage.sql`insert into cc_portals (name, slug, default_zone_id) values ('Shared', ${fresh()}, ${kai.zone})`,
    ).rejects.toMatchObject({ code: '23514' })
  })

  test('an address is unique over all agencies and fits a URL', async () => {
    await expect(insert(nordlicht.member, { slug: 'kai-portal' })).rejects.toMatchObject({ code: '23505' })
    for (const slug of [
      '',
      'ab',
      'Upper',
      'a b c',
      'a--b',
      '-abc',
      'abc-',
      'pörtal',
      'a/../b',
      'x'.repeat(65),
    ])
      await expect(insert(nordlicht.member, { slug })).rejects.toMatchObject({ code: '23514' })
  })

  test('an unknown status or audience is refused', async () => {
    await expect(insert(nordlicht.member, { status: 'live' })).rejects.toMatchObject({ code: '22P02' })
    await expect(insert(nordlicht.member, { primary_audience: 'everyone' })).rejects.toMatchObject({
      code: '22P02',
    })
  })

  test('archiving one takes its page away at once', async () => {
    const slug = fresh()
    const [made] = await insert(nordlicht.member, { slug, status: 'active' })
    const open = () =>
      stage.as(anon, (tx) => tx<{ name: string }[]>`select name from portal_page(slug => ${slug})`)
    expect(await open()).toEqual([{ name: 'Portal' }])
    await stage.as(
      nordlicht.member,
      (tx) => tx`update cc_portals set status = 'archived' where id = ${made?.id ?? ''}`,
    )
    await expect(open()).rejects.toMatchObject({ code: 'PT404', message: 'not_found' })
  })

  test('a change is in the history of its agency; a change of a shared one in nobody’s', async () => {
    await stage.as(
      nordlicht.member,
      (tx) => tx`update cc_portals set name = 'New name' where id = ${nordlicht.portal}`,
    )
    const log = await stage.as(
      nordlicht.member,
      (tx) =>
        tx`select new_values from activity_log where subject_id = ${nordlicht.portal} order by id desc limit 1`,
    )
    expect(log).toEqual([{ new_values: { name: 'New name' } }])
    await stage.sql`update cc_portals set name = 'City' where id = ${shared}`
    expect(await stage.sql`select id from activity_log where subject_id = ${shared}`).toHaveLength(0)
  })

  test('a publication names an own or a shared portal, whoever writes it', async () => {
    const [run] = await stage.sql<
      { id: string }[]
    >`insert into cc_n3_runs (tenant_id, name) values (${nordlicht.id}, 'Run') returning id`
    const put = (portal: string) =>
      stage.as(
        { id: null, role: 'service_role' },
        (tx) =>
          tx`insert into cc_run_portal_publications (tenant_id, run_id, portal_id) values (${nordlicht.id}, ${run?.id ?? ''}, ${portal})`,
      )
    await put(nordlicht.portal)
    await put(shared)
    await expect(put(kai.portal)).rejects.toMatchObject({
      code: '23503',
      message: 'portal_of_another_agency',
    })
  })
})
