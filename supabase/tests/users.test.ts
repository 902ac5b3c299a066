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
let kai: Agency

beforeAll(async () => {
  stage = await openStage()
  kai = await addAgency(stage.sql, 'kai')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  nordlicht = await addAgency(stage.sql, `nordlicht-${randomUUID().slice(0, 8)}`)
})

const person = async (id: string) => {
  const [row] = await stage.sql<
    { role: string; full_name: string; email: string; client_id: string; permissions: string[] }[]
  >`
    select role, full_name, email, client_id, permissions from users where id = ${id}`
  return row
}
const setRole = (who: Member, whom: string, role: string) =>
  stage.as(who, (tx) => tx`update users set role = ${role}::user_role where id = ${whom}`)
const refusedRole = (who: Member, whom: string, role: string) =>
  stage.refusal(who, (tx) => tx`update users set role = ${role}::user_role where id = ${whom}`)

describe('people', () => {
  test('staff see everybody of their agency, a viewer sees themselves, a stranger nobody', async () => {
    const seenBy = async (who: Member) => (await stage.as(who, (tx) => tx`select id from users`)).length
    expect(await seenBy(nordlicht.member)).toBe(5)
    expect(await seenBy(nordlicht.viewer)).toBe(1)
    expect(await seenBy({ id: randomUUID(), role: 'authenticated' })).toBe(0)
    expect((await stage.refusal(anon, (tx) => tx`select id from users`)).code).toBe('42501')
  })

  test('everybody may change their own name and nothing else about themselves', async () => {
    for (const who of [nordlicht.owner, nordlicht.admin, nordlicht.member, nordlicht.viewer]) {
      await stage.as(who, (tx) => tx`update users set full_name = 'Mine' where id = ${who.id}`)
      expect(await person(who.id)).toMatchObject({ full_name: 'Mine' })
      expect(
        await stage.refusal(
          who,
          (tx) => tx`update users set permissions = '["billing"]' where id = ${who.id}`,
        ),
      ).toMatchObject({
        code: 'PT403',
        message: 'own_role_is_fixed',
      })
      for (const change of ["email = 'x@x.x'", `client_id = '${kai.house}'`, `id = gen_random_uuid()`])
        expect(
          (await stage.refusal(who, (tx) => tx.unsafe(`update users set ${change} where id = '${who.id}'`)))
            .code,
        ).toBe('42501')
    }
  })

  test('nobody raises themselves', async () => {
    expect(await refusedRole(nordlicht.admin, nordlicht.admin.id, 'agency_owner')).toMatchObject({
      message: 'own_role_is_fixed',
    })
    expect(await refusedRole(nordlicht.member, nordlicht.member.id, 'agency_admin')).toMatchObject({
      message: 'own_role_is_fixed',
    })
    expect((await refusedRole(nordlicht.viewer, nordlicht.viewer.id, 'team_member')).code).toBe('23514')
  })

  test('an admin changes the role of staff but neither makes nor touches an owner', async () => {
    await setRole(nordlicht.admin, nordlicht.member.id, 'agency_admin')
    expect(await person(nordlicht.member.id)).toMatchObject({ role: 'agency_admin' })
    expect(await refusedRole(nordlicht.admin, nordlicht.member.id, 'agency_owner')).toMatchObject({
      code: 'PT403',
      message: 'owner_required',
    })
    expect(await refusedRole(nordlicht.admin, nordlicht.owner.id, 'team_member')).toMatchObject({
      message: 'owner_required',
    })
    expect(
      await stage.refusal(nordlicht.admin, (tx) => tx`delete from users where id = ${nordlicht.owner.id}`),
    ).toMatchObject({ message: 'owner_required' })
    await setRole(nordlicht.owner, nordlicht.member.id, 'agency_owner')
    expect(await person(nordlicht.member.id)).toMatchObject({ role: 'agency_owner' })
  })

  test('an admin may not rename anybody, not even together with a new role', async () => {
    for (const change of [`full_name = 'Not me'`, `full_name = 'Not me', role = 'agency_admin'`])
      expect(
        await stage.refusal(nordlicht.admin, (tx) =>
          tx.unsafe(`update users set ${change} where id = '${nordlicht.member.id}'`),
        ),
      ).toMatchObject({ code: 'PT403', message: 'name_is_the_persons_own' })
  })

  test('a role fits the client: no staff among the people of a client, no viewers in the house', async () => {
    expect(await refusedRole(nordlicht.owner, nordlicht.viewer.id, 'agency_admin')).toMatchObject({
      code: '23514',
      message: 'role_does_not_fit_client',
    })
    expect((await refusedRole(nordlicht.owner, nordlicht.member.id, 'client_viewer')).code).toBe('23514')
    expect((await refusedRole(nordlicht.owner, nordlicht.member.id, 'stakeholder')).code).toBe('23514')
  })

  test('a team member and a viewer change nobody', async () => {
    for (const who of [nordlicht.member, nordlicht.viewer]) {
      await setRole(who, nordlicht.admin.id, 'team_member')
      await stage.as(who, (tx) => tx`delete from users where id = ${nordlicht.siblingViewer.id}`)
    }
    expect(await person(nordlicht.admin.id)).toMatchObject({ role: 'agency_admin' })
    expect(await person(nordlicht.siblingViewer.id)).toBeDefined()
  })

  test('an owner of another agency changes nobody here', async () => {
    await setRole(kai.owner, nordlicht.member.id, 'agency_admin')
    await stage.as(kai.owner, (tx) => tx`delete from users where id = ${nordlicht.member.id}`)
    expect(await person(nordlicht.member.id)).toMatchObject({ role: 'team_member' })
  })

  test('nobody makes a person by hand', async () => {
    const somebody = await addAccount(stage.sql, `${randomUUID()}@example.test`)
    for (const who of [somebody, nordlicht.owner])
      expect(
        (
          await stage.refusal(
            who,
            (tx) =>
              tx`insert into users (id, client_id, email, role) values (${somebody.id}, ${nordlicht.house}, 'x@x.x', 'agency_owner')`,
          )
        ).code,
      ).toBe('42501')
  })

  test('an agency keeps an owner', async () => {
    expect(
      await stage.refusal(nordlicht.owner, (tx) => tx`delete from users where id = ${nordlicht.owner.id}`),
    ).toMatchObject({ code: 'PT409', message: 'last_owner' })
    await setRole(nordlicht.owner, nordlicht.admin.id, 'agency_owner')
    await stage.as(nordlicht.owner, (tx) => tx`delete from users where id = ${nordlicht.owner.id}`)
    expect(await person(nordlicht.owner.id)).toBeUndefined()
  })

  test('two owners who demote each other at the same moment leave one owner', async () => {
    const { owner, admin, house } = nordlicht
    await setRole(owner, admin.id, 'agency_owner')
    let second: Promise<unknown> = Promise.resolve()
    await stage.as(owner, async (tx) => {
      await tx`update users set role = 'team_member' where id = ${admin.id}`
      // The other owner acts while this is not yet committed: still an owner in the eyes of the policy, and made to wait.
      second = refusedRole(admin, owner.id, 'team_member')
      await untilSomebodyWaits(stage.sql)
    })
    expect(await second).toMatchObject({ code: 'PT403', message: 'admin_required' })
    const owners = await stage.sql`select id from users where client_id = ${house} and role = 'agency_owner'`
    expect(owners).toEqual([{ id: owner.id }])
  })

  test('two owners who leave at the same moment do not both leave', async () => {
    const { owner, admin, house } = nordlicht
    await setRole(owner, admin.id, 'agency_owner')
    let second: Promise<unknown> = Promise.resolve()
    await stage.as(owner, async (tx) => {
      await tx`delete from users where id = ${owner.id}`
      second = stage.refusal(admin, (other) => other`delete from users where id = ${admin.id}`)
      await untilSomebodyWaits(stage.sql)
    })
    expect(await second).toMatchObject({ code: 'PT409', message: 'last_owner' })
    expect(
      await stage.sql`select id from users where client_id = ${house} and role = 'agency_owner'`,
    ).toEqual([{ id: admin.id }])
  })

  test('whoever is removed sees nothing at the very next statement, though the token is still good', async () => {
    const see = () => stage.as(nordlicht.member, (tx) => tx`select id from cc_zones`)
    expect(await see()).toHaveLength(1)
    await stage.as(nordlicht.admin, (tx) => tx`delete from users where id = ${nordlicht.member.id}`)
    expect(await see()).toHaveLength(0)
  })

  test('claims of the token about role or agency count for nothing', async () => {
    const rows = await stage.sql.begin(async (tx) => {
      const claims = {
        sub: nordlicht.viewer.id,
        role: 'authenticated',
        user_metadata: { role: 'agency_owner', agency_id: nordlicht.id },
        app_metadata: { role: 'agency_owner', agency_id: nordlicht.id },
      }
      await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
      await tx`set local role authenticated`
      return tx`select id from cc_zones`
    })
    expect(rows).toHaveLength(0)
  })
})
