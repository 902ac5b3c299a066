import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claim, claimAs, inviteOne } from './presence-stage'
import { addAgency, addRun, openStage, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency
let run: string
let guest: Member

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  run = await addRun(stage.sql, nordlicht)
  guest = await claimAs(stage, await inviteOne(stage, nordlicht.member, run))
})

const runsOf = async (who: Member) =>
  (await stage.as(who, (tx) => tx`select id from cc_n3_runs`)).map(({ id }) => id as string)
const shared = async (who: Member) => [...(await stage.as(who, (tx) => tx`select * from shared_runs()`))]

describe('a stakeholder', () => {
  test('reads the runs they hold and no other, and of the agency nothing else', async () => {
    await addRun(stage.sql, nordlicht)
    expect(await runsOf(guest)).toEqual([run])
    for (const table of [
      'agencies',
      'clients',
      'cc_zones',
      'cc_portals',
      'cc_invitations',
      'cc_notification_deliveries',
      'activity_log',
      'cc_external_contact_points',
    ])
      expect(await stage.as(guest, (tx) => tx.unsafe(`select from ${table}`))).toHaveLength(0)
    expect(await stage.as(guest, (tx) => tx`select from users`)).toHaveLength(1)
  })

  test('sees only themselves among the people of the run, and changes nothing', async () => {
    await claimAs(stage, await inviteOne(stage, nordlicht.member, run))
    expect(await stage.as(guest, (tx) => tx`select user_id from cc_run_stakeholders`)).toEqual([
      { user_id: guest.id },
    ])
    await stage.as(guest, (tx) => tx`update cc_run_stakeholders set role = 'contractor'`)
    await stage.as(guest, (tx) => tx`update cc_n3_runs set name = 'Mine'`)
    expect(await stage.sql`select role from cc_run_stakeholders where user_id = ${guest.id}`).toEqual([
      { role: 'stakeholder' },
    ])
    expect(await stage.sql`select name from cc_n3_runs where id = ${run}`).toEqual([
      { name: 'Window cleaning' },
    ])
  })

  test('finds the run with what they may know, also after it was closed', async () => {
    await stage.sql`update cc_n3_runs set market_mode = 'CLOSED' where id = ${run}`
    expect(await shared(guest)).toMatchObject([
      {
        run_id: run,
        name: 'Window cleaning',
        agency_name: 'nordlicht',
        role: 'stakeholder',
        zone_name: 'Harbour',
        time_zone: 'Europe/Berlin',
        is_muted: false,
      },
    ])
    const one = (id: string) => stage.as(guest, (tx) => tx`select * from shared_runs(run_id => ${id})`)
    expect(await one(run)).toHaveLength(1)
    const foreign = await addRun(stage.sql, nordlicht)
    expect([...(await one(foreign))]).toEqual([...(await one(randomUUID()))])
  })

  test('may leave; then the run is gone for them and what was said in it too', async () => {
    await stage.as(
      nordlicht.member,
      (tx) => tx`select notify_run_stakeholders(${run}, 'News', 'All is well.')`,
    )
    expect(await stage.as(guest, (tx) => tx`select from cc_notifications`)).toHaveLength(1)
    await stage.as(guest, (tx) => tx`delete from cc_run_stakeholders where user_id = ${guest.id}`)
    expect(await runsOf(guest)).toEqual([])
    expect(await shared(guest)).toEqual([])
    expect(await stage.as(guest, (tx) => tx`select from cc_notifications`)).toHaveLength(0)
    expect(
      await stage.sql`select status, skip_reason from cc_notification_deliveries where recipient_individual_id = ${guest.id}`,
    ).toEqual([{ status: 'cancelled', skip_reason: 'left_the_run' }])
  })

  test('who is staff elsewhere reads both: their agency’s runs and those they hold', async () => {
    const own = await addRun(stage.sql, kai)
    const email = 'member-kai@example.test'
    await stage.sql`insert into auth.users (id, email, email_confirmed_at) values (${kai.member.id}, ${email}, now())`
    const invited = await inviteOne(stage, nordlicht.member, run, { email })
    await stage.as(kai.member, (tx) => claim(tx, invited.token))
    expect((await runsOf(kai.member)).sort()).toEqual([own, run].sort())
    await stage.as(kai.member, (tx) => tx`update cc_n3_runs set name = 'Mine' where id = ${run}`)
    expect(await stage.sql`select name from cc_n3_runs where id = ${run}`).toEqual([
      { name: 'Window cleaning' },
    ])
  })
})

describe('staff', () => {
  test('change the role of a stakeholder and remove them; those of another agency they do not', async () => {
    const act = (who: Member) =>
      stage.as(
        who,
        (tx) => tx`update cc_run_stakeholders set role = 'observer' where user_id = ${guest.id} returning id`,
      )
    expect(await act(kai.owner)).toHaveLength(0)
    expect(await act(nordlicht.member)).toHaveLength(1)
    const remove = (who: Member) =>
      stage.as(who, (tx) => tx`delete from cc_run_stakeholders where user_id = ${guest.id} returning id`)
    expect(await remove(kai.owner)).toHaveLength(0)
    expect(await remove(nordlicht.member)).toHaveLength(1)
    expect(await runsOf(guest)).toEqual([])
  })

  test('list everybody of a run in one place; another agency’s run has nobody', async () => {
    const waiting = await inviteOne(stage, nordlicht.member, run)
    const list = (who: Member, id: string) =>
      stage.as(
        who,
        (tx) => tx<{ email: string; state: string }[]>`select * from list_run_people(run_id => ${id})`,
      )
    const states = Object.fromEntries(
      (await list(nordlicht.member, run)).map(({ email, state }) => [email, state]),
    )
    expect(states[waiting.email]).toBe('pending')
    expect(Object.values(states).sort()).toEqual(['joined', 'pending'])
    expect(await list(kai.owner, run)).toHaveLength(0)
    expect(await list(guest, run)).toHaveLength(0)
    const [counted] = await stage.as(
      nordlicht.member,
      (tx) => tx`select * from count_run_people(run_id => ${run})`,
    )
    expect(counted).toMatchObject({ everybody: 2, waiting: 1, joined: 1 })
  })
})

describe('contacts', () => {
  test('are the agency’s own: staff add, rename and remove them, nobody else sees them', async () => {
    const add = (who: Member, agency: string) =>
      stage.as(
        who,
        (tx) =>
          tx`insert into cc_external_contact_points (tenant_id, kind, value, name) values (${agency}, 'email', ${`${randomUUID()}@example.test`}, 'Ada') returning id`,
      )
    const [own] = await add(nordlicht.member, nordlicht.id)
    await expect(add(kai.member, nordlicht.id)).rejects.toThrow('row-level security')
    await expect(add(nordlicht.viewer, nordlicht.id)).rejects.toThrow('row-level security')
    const id = own?.id as string
    for (const who of [kai.owner, nordlicht.viewer, guest])
      expect(
        await stage.as(who, (tx) => tx`delete from cc_external_contact_points where id = ${id} returning id`),
      ).toHaveLength(0)
    expect(
      await stage.as(
        nordlicht.member,
        (tx) => tx`update cc_external_contact_points set name = 'Grace' where id = ${id} returning id`,
      ),
    ).toHaveLength(1)
    expect(
      await stage.as(
        nordlicht.member,
        (tx) => tx`delete from cc_external_contact_points where id = ${id} returning id`,
      ),
    ).toHaveLength(1)
  })
})
