import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAccount, anon, openStage, type Member, type Stage } from './stage'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

const fresh = () => `new-${randomUUID().slice(0, 8)}`
const missing = async (id: string) => {
  const rows = await stage.sql<{ code: string }[]>`
    select concat_ws(':', step, item) as code from private.missing_in_agency(${id})`
  return rows.map(({ code }) => code)
}
async function registered(): Promise<{ id: string; owner: Member; slug: string }> {
  const owner = await addAccount(stage.sql, `${randomUUID()}@example.test`)
  const slug = fresh()
  const [row] = await stage.as(
    owner,
    (tx) => tx<{ agency_id: string }[]>`select * from register_agency(name => 'Mia', slug => ${slug})`,
  )
  return { id: row?.agency_id ?? '', owner, slug }
}

describe('an agency that the operator founds', () => {
  interface Founded {
    agency_id: string
    is_new: boolean
    owner: string
    invitation_id: string | null
    token: string | null
  }
  const found = async (slug: string, email: string) => {
    const [row] = await stage.sql<
      Founded[]
    >`select * from private.create_agency_for('Founded', ${slug}, ${email})`
    if (!row) throw new Error('Nothing came back.')
    return row
  }
  const claim = (who: Member, token: string | null) =>
    stage.as(who, (tx) => tx<{ role: string }[]>`select * from claim_invitation(token => ${token})`)

  test('invites an owner without an account, who claims it and is the owner', async () => {
    const email = `${randomUUID()}@example.test`
    const slug = fresh()
    const made = await found(slug, email.toUpperCase())
    expect(made).toMatchObject({ is_new: true, owner: 'owner_invited' })
    expect(await missing(made.agency_id)).toEqual([])
    const again = await found(slug, email)
    expect(again).toMatchObject({
      is_new: false,
      owner: 'owner_invited',
      invitation_id: made.invitation_id,
      agency_id: made.agency_id,
    })
    expect(
      await stage.sql`select count(*)::int as mails from cc_notification_deliveries where invitation_id = ${made.invitation_id}`,
    ).toEqual([{ mails: 1 }])
    const boss = await addAccount(stage.sql, email)
    expect((await claim(boss, made.token))[0]?.role).toBe('agency_owner')
    expect(await found(slug, email)).toMatchObject({ owner: 'owner_already', token: null })
    expect(await stage.as(boss, (tx) => tx`select slug from agencies`)).toEqual([{ slug }])
  })

  test('takes an owner who has an account as they are, also a stakeholder', async () => {
    const email = `${randomUUID()}@example.test`
    const boss = await addAccount(stage.sql, email)
    await stage.sql`insert into users (id, email, role) values (${boss.id}, ${email}, 'stakeholder')`
    const made = await found(fresh(), email)
    expect(made).toMatchObject({ owner: 'owner_added', token: null })
    expect(await stage.sql`select role from users where id = ${boss.id}`).toEqual([{ role: 'agency_owner' }])
    expect(await missing(made.agency_id)).toEqual([])
  })

  test('invites somebody whose account is not proved yet', async () => {
    const email = `${randomUUID()}@example.test`
    await addAccount(stage.sql, email, false)
    expect((await found(fresh(), email)).owner).toBe('owner_invited')
  })

  test('ends the link that went to a wrong address', async () => {
    const [wrong, right] = [`${randomUUID()}@example.test`, `${randomUUID()}@example.test`]
    const slug = fresh()
    const first = await found(slug, wrong)
    await found(slug, right)
    const stranger = await addAccount(stage.sql, wrong)
    await expect(claim(stranger, first.token)).rejects.toMatchObject({ message: 'invitation_revoked' })
  })

  test('makes no second owner by a link once there is one', async () => {
    const email = `${randomUUID()}@example.test`
    const late = await found(fresh(), email)
    const boss = await addAccount(stage.sql, `${randomUUID()}@example.test`)
    await stage.sql`insert into users (id, client_id, email, role)
      select ${boss.id}, c.id, ${`${boss.id}@example.test`}, 'agency_owner' from clients c where c.agency_id = ${late.agency_id} and c.is_house`
    const invited = await addAccount(stage.sql, email)
    await expect(claim(invited, late.token)).rejects.toMatchObject({ message: 'inviter_lost_rights' })
  })

  test('is not taken over by the command, nor does it take members of others', async () => {
    const { slug, owner } = await registered()
    await expect(found(slug, `${randomUUID()}@example.test`)).rejects.toMatchObject({
      code: 'PT409',
      message: 'agency_has_an_owner',
    })
    const [{ email } = { email: '' }] = await stage.sql<
      { email: string }[]
    >`select email from users where id = ${owner.id}`
    await expect(found(fresh(), email)).rejects.toMatchObject({ code: 'PT409', message: 'already_member' })
    expect((await found(slug, email)).owner).toBe('owner_already')
  })

  test('leaves the profile of an older account alone', async () => {
    const email = `${randomUUID()}@example.test`
    await stage.sql`insert into users (id, email, role) values (${randomUUID()}, ${email}, 'stakeholder')`
    await addAccount(stage.sql, email)
    await expect(found(fresh(), email)).rejects.toMatchObject({ code: 'PT409', message: 'email_in_use' })
  })

  test.each([
    ['', 'abc', 'a@example.test', 'invalid_name'],
    ['X', 'a b', 'a@example.test', 'invalid_slug'],
    ['X', 'abcd', 'nobody', 'invalid_email'],
  ])('refuses "%s" "%s" "%s" with %s', async (name, slug, email, code) => {
    await expect(
      stage.sql`select * from private.create_agency_for(${name}, ${slug}, ${email})`,
    ).rejects.toMatchObject({ code: 'PT400', message: code })
  })
})

describe('the health of an agency', () => {
  interface Health {
    version: string
    missing: string[]
    audited_at: Date | null
    audit_scope: string | null
    audit_findings: number | null
  }
  const health = (who: Member) => stage.as(who, (tx) => tx<Health[]>`select * from agency_health()`)

  test('tells its admins what is missing and what the last audit of it was', async () => {
    const { id, owner, slug } = await registered()
    const [before] = await health(owner)
    expect(before).toMatchObject({ missing: [], audited_at: null, audit_scope: null })
    expect(before?.version).toMatch(/^2026\d{10}$/)
    await stage.sql`delete from cc_portals where owning_tenant_id = ${id}`
    await stage.sql`insert into org_schema_ledger (command, layout, target, agency_id, status, findings, finished_at)
      values ('audit', 'shared', ${slug}, ${id}, 'drift', 2, now() - interval '1 day'), ('audit', 'shared', 'database', null, 'clean', 0, now() - interval '2 days')`
    expect((await health(owner))[0]).toMatchObject({
      missing: ['portal'],
      audit_scope: 'agency',
      audit_findings: 2,
    })
  })

  test('is nothing to others', async () => {
    const { id, owner } = await registered()
    const member = await addAccount(stage.sql, `${randomUUID()}@example.test`)
    await stage.sql`insert into users (id, client_id, email, role)
      select ${member.id}, c.id, ${`${member.id}@example.test`}, 'team_member' from clients c where c.agency_id = ${id} and c.is_house`
    const stranger = await addAccount(stage.sql, `${randomUUID()}@example.test`)
    for (const who of [member, stranger])
      expect(await stage.refusal(who, (tx) => tx`select * from agency_health()`)).toMatchObject({
        code: 'PT403',
        message: 'admin_required',
      })
    expect((await stage.refusal(anon, (tx) => tx`select * from agency_health()`)).code).toBe('42501')
    expect(await health(owner)).toHaveLength(1)
  })
})
