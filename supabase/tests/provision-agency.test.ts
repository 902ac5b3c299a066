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
