import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase } from '../../scripts/backend/test-database'
import { addAccount, anon, openStage, untilSomebodyWaits, type Member, type Stage } from './stage'

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
const provision = async (id: string) => {
  const rows = await stage.sql<
    { step: string; created: number }[]
  >`select * from private.provision_agency(${id})`
  return Object.fromEntries(rows.map(({ step, created }) => [step, created]))
}
const nothing = {
  house_client: 0,
  portal: 0,
  billing_settings: 0,
  workflow_settings: 0,
  workflow_rule: 0,
  notification_template: 0,
  cartridge: 0,
}
/** Every row of an agency, as text: what must not change is compared whole. */
const fingerprint = async (id: string) => {
  const [row] = await stage.sql<{ all: string }[]>`
    select concat_ws('|',
      (select jsonb_agg(to_jsonb(c) order by c.id) from clients c where c.agency_id = ${id}),
      (select jsonb_agg(to_jsonb(p) order by p.id) from cc_portals p where p.owning_tenant_id = ${id}),
      (select jsonb_agg(to_jsonb(b)) from billing_settings b where b.agency_id = ${id}),
      (select jsonb_agg(to_jsonb(w)) from workflow_settings w where w.agency_id = ${id}),
      (select jsonb_agg(to_jsonb(t) order by t.id) from workflow_triggers t where t.agency_id = ${id}),
      (select jsonb_agg(to_jsonb(t) order by t.id) from cc_notification_templates t where t.tenant_id = ${id}),
      (select jsonb_agg(to_jsonb(c) order by c.id) from agency_cartridges c where c.agency_id = ${id})) as all`
  return row?.all
}
async function bareAgency(): Promise<string> {
  const [row] = await stage.sql<
    { id: string }[]
  >`insert into agencies (name, slug) values ('Bare', ${fresh()}) returning id`
  return row?.id ?? ''
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

describe('a registered agency', () => {
  test('lacks nothing, and has everything once', async () => {
    const { id } = await registered()
    expect(await missing(id)).toEqual([])
    const [counts] = await stage.sql`select
      (select count(*)::int from clients where agency_id = ${id} and is_house) as house,
      (select count(*)::int from cc_portals where owning_tenant_id = ${id}) as portals,
      (select legal_name from billing_settings where agency_id = ${id}) as billing,
      (select count(*)::int from workflow_settings where agency_id = ${id}) as workflow,
      (select count(*)::int from workflow_triggers where agency_id = ${id} and not is_on) as rules_off,
      (select count(*)::int from workflow_triggers where agency_id = ${id} and is_on) as rules_on,
      (select count(*)::int from agency_cartridges where agency_id = ${id} and is_default) as cartridges,
      (select count(distinct type)::int from cc_notification_templates where tenant_id is null)
        - (select count(*)::int from cc_notification_templates where tenant_id = ${id}) as templates_short`
    expect(counts).toEqual({
      house: 1,
      portals: 1,
      billing: 'Mia',
      workflow: 1,
      rules_off: 4,
      rules_on: 0,
      cartridges: 4,
      templates_short: 0,
    })
  })

  test('is not changed by another provisioning', async () => {
    const { id } = await registered()
    const before = await fingerprint(id)
    expect(await provision(id)).toEqual(nothing)
    expect(await fingerprint(id)).toBe(before)
  })

  test.each([
    ['house_client', 'delete from clients where agency_id = $1 and is_house', ['house_client', 'owner']],
    ['portal', 'delete from cc_portals where owning_tenant_id = $1', ['portal']],
    ['billing_settings', 'delete from billing_settings where agency_id = $1', ['billing_settings']],
    ['workflow_settings', 'delete from workflow_settings where agency_id = $1', ['workflow_settings']],
    [
      'workflow_rule',
      `delete from workflow_triggers where agency_id = $1 and event = 'ticket.idle'`,
      ['workflow_rule:ticket.idle'],
    ],
    [
      'notification_template',
      `delete from cc_notification_templates where tenant_id = $1 and type = 'run.published'`,
      ['notification_template:run.published'],
    ],
    [
      'cartridge',
      `delete from agency_cartridges where agency_id = $1 and type = 'brand'`,
      ['cartridge:brand'],
    ],
  ])('that lost its %s says so and gets it back, and nothing more', async (step, loss, codes) => {
    const { id } = await registered()
    await stage.sql.unsafe(loss, [id])
    expect(await missing(id)).toEqual(codes)
    expect(await provision(id)).toEqual({ ...nothing, [step]: 1 })
    expect(await missing(id)).toEqual(codes.filter((code) => code === 'owner'))
  })

  test('does not get a rule back that somebody removed, nor words back that were its own', async () => {
    const { id, owner } = await registered()
    await stage.as(
      owner,
      (tx) => tx`update workflow_triggers set deleted_at = now() where event = 'ticket.idle'`,
    )
    await stage.sql`update cc_notification_templates set subject = 'Ours' where tenant_id = ${id} and type = 'run.published'`
    expect(await provision(id)).toEqual(nothing)
    expect(
      await stage.sql`select subject from cc_notification_templates where tenant_id = ${id} and type = 'run.published'`,
    ).toEqual([{ subject: 'Ours' }])
  })

  test('gets new words of the product with the next provisioning', async () => {
    const { id } = await registered()
    await stage.sql`insert into cc_notification_templates (type, version, category, subject, body)
      select type, version + 1, category, 'Newer', body from cc_notification_templates where tenant_id is null and type = 'member.joined'`
    try {
      expect(await missing(id)).toEqual(['notification_template:member.joined'])
      expect(await provision(id)).toEqual({ ...nothing, notification_template: 1 })
    } finally {
      await stage.sql`delete from cc_notification_templates where tenant_id is null and subject = 'Newer'`
    }
  })
})

describe('provisioning an agency that has nothing', () => {
  test('twenty times at once makes everything once', async () => {
    const id = await bareAgency()
    const answers = await Promise.all(Array.from({ length: 20 }, () => provision(id)))
    expect(answers.filter((answer) => answer.portal === 1)).toHaveLength(1)
    expect(answers.filter((answer) => JSON.stringify(answer) === JSON.stringify(nothing))).toHaveLength(19)
    expect(await missing(id)).toEqual(['owner'])
  })

  test('leaves nothing of it when it dies, and is whole when it runs again', async () => {
    const database = await startTestDatabase()
    const options = { max: 2, onnotice: () => undefined }
    const [sql, doomed] = [postgres(database.url, options), postgres(database.url, options)]
    const lacks = () => sql`select step, item from private.missing_in_agency((select id from agencies))`
    try {
      await sql`insert into agencies (name, slug) values ('Bare', 'bare')`
      const before = await lacks()
      await sql.begin(async (holder) => {
        // It waits in the middle, behind somebody who holds its last table, and dies there.
        await holder`lock table agency_cartridges in exclusive mode`
        const dying = doomed`select private.provision_agency((select id from agencies))`.then(
          () => 'ended',
          () => 'died',
        )
        await untilSomebodyWaits(sql)
        await sql`select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
        expect(await dying).toBe('died')
      })
      expect(await lacks()).toEqual(before)
      await sql`select private.provision_agency((select id from agencies))`
      expect(await lacks()).toEqual([{ step: 'owner', item: null }])
    } finally {
      await Promise.all([sql.end(), doomed.end({ timeout: 1 })])
      await database.stop()
    }
  })

  test('that does not exist is refused', async () => {
    await expect(provision(randomUUID())).rejects.toMatchObject({
      code: 'PT404',
      message: 'agency_not_found',
    })
    expect(await missing(randomUUID())).toEqual([])
  })

  test('is nothing that anybody may do through the API', async () => {
    const { id, owner } = await registered()
    for (const who of [owner, anon, { id: null, role: 'service_role' as const }])
      for (const call of [
        `private.provision_agency('${id}')`,
        `private.missing_in_agency('${id}')`,
        `private.create_agency_for('X', 'xyz', 'x@example.test')`,
        `private.add_agency('X', 'xyz')`,
      ])
        expect((await stage.refusal(who, (tx) => tx.unsafe(`select * from ${call}`))).code).toBe('42501')
  })
})

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
    const { id } = await registered()
    const [house] = await stage.sql<
      { id: string }[]
    >`select id from clients where agency_id = ${id} and is_house`
    const late = await found(fresh(), email)
    const link = await stage.sql<
      { id: string }[]
    >`select id from cc_invitations where id = ${late.invitation_id}`
    expect(link).toHaveLength(1)
    const boss = await addAccount(stage.sql, `${randomUUID()}@example.test`)
    await stage.sql`insert into users (id, client_id, email, role)
      select ${boss.id}, c.id, ${`${boss.id}@example.test`}, 'agency_owner' from clients c where c.agency_id = ${late.agency_id} and c.is_house`
    const invited = await addAccount(stage.sql, email)
    await expect(claim(invited, late.token)).rejects.toMatchObject({ message: 'inviter_lost_rights' })
    expect(house).toBeDefined()
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
