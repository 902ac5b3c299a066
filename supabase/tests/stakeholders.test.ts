import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claim, claimAs, inviteMembers, inviteOne, lease, emptyQueue } from './presence-stage'
import { addAccount, addAgency, addRun, anon, openStage, type Agency, type Member, type Stage } from './stage'

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

describe('removing a member', () => {
  const remove = (who: Member, person: string, successor: string | null = null) =>
    stage.as(who, (tx) => tx`select * from remove_member(user_id => ${person}, successor_id => ${successor})`)
  const refusedRemoval = (who: Member, person: string, successor: string | null = null) =>
    stage.refusal(
      who,
      (tx) => tx`select * from remove_member(user_id => ${person}, successor_id => ${successor})`,
    )
  const join = async (role: string) => {
    const [made] = await stage.as(nordlicht.owner, (tx) =>
      inviteMembers(tx, nordlicht.house, [{ email: `${randomUUID()}@example.test`, role }]),
    )
    const [row] =
      await stage.sql`select email_norm from cc_invitations where id = ${made?.invitation_id ?? ''}`
    return claimAs(stage, {
      id: made?.invitation_id ?? '',
      token: made?.token ?? '',
      email: row?.email_norm as string,
    })
  }

  test('hands their open invitations to a successor, and needs one for that', async () => {
    const colleague = await join('team_member')
    const open = await inviteOne(stage, { ...colleague, role: 'authenticated' }, run)
    expect(await refusedRemoval(nordlicht.admin, colleague.id)).toMatchObject({
      code: 'PT409',
      message: 'successor_required',
      detail: '1',
    })
    for (const successor of [kai.owner.id, nordlicht.viewer.id, colleague.id, randomUUID()])
      expect(await refusedRemoval(nordlicht.admin, colleague.id, successor)).toMatchObject({
        code: 'PT400',
        message: 'invalid_successor',
      })
    expect([...(await remove(nordlicht.admin, colleague.id, nordlicht.member.id))]).toEqual([
      { user_id: colleague.id, moved_invitations: 1, moved_tickets: 0 },
    ])
    expect(
      await stage.sql`select inviter_individual_id as inviter from cc_invitations where id = ${open.id}`,
    ).toEqual([{ inviter: nordlicht.member.id }])
    expect(await stage.sql`select from users where id = ${colleague.id}`).toHaveLength(0)
    expect(await stage.as(colleague, (tx) => tx`select from cc_n3_runs`)).toHaveLength(0)
    await claimAs(stage, open)
  })

  test('gives invitations to the team only to somebody who may invite to it, so that they still work', async () => {
    const colleague = await join('agency_admin')
    const [made] = await stage.as(colleague, (tx) =>
      inviteMembers(tx, nordlicht.house, [{ email: `${randomUUID()}@example.test`, role: 'agency_admin' }]),
    )
    expect(await refusedRemoval(nordlicht.owner, colleague.id, nordlicht.member.id)).toMatchObject({
      message: 'invalid_successor',
    })
    await remove(nordlicht.owner, colleague.id, nordlicht.admin.id)
    const [row] =
      await stage.sql`select email_norm from cc_invitations where id = ${made?.invitation_id ?? ''}`
    const guestAdmin = await addAccount(stage.sql, row?.email_norm as string)
    expect((await stage.as(guestAdmin, (tx) => claim(tx, made?.token ?? '')))[0]?.role).toBe('agency_admin')
  })

  test('is for admins; owners are for owners; the last owner stays; a foreign person answers like nobody', async () => {
    const colleague = await join('team_member')
    expect(await refusedRemoval(nordlicht.member, colleague.id)).toMatchObject({
      code: 'PT404',
      message: 'member_not_found',
    })
    expect(await refusedRemoval(nordlicht.admin, nordlicht.owner.id)).toMatchObject({
      code: 'PT403',
      message: 'owner_required',
    })
    expect(await refusedRemoval(nordlicht.owner, nordlicht.owner.id)).toMatchObject({
      code: 'PT409',
      message: 'last_owner',
    })
    const foreign = await refusedRemoval(nordlicht.owner, kai.member.id)
    expect(foreign).toEqual(await refusedRemoval(nordlicht.owner, randomUUID()))
    const second = await join('agency_owner')
    await remove(nordlicht.owner, second.id)
    expect(
      await stage.sql`select from users where id in (${second.id}, ${nordlicht.owner.id}, ${kai.member.id})`,
    ).toHaveLength(2)
  })

  test('who still follows a run keeps that and loses everything of the agency, mail that waits included', async () => {
    const email = `torn-${randomUUID()}@example.test`
    const colleague = await claimAs(
      stage,
      await inviteOne(stage, kai.member, await addRun(stage.sql, kai), { email }),
    )
    const [made] = await stage.as(nordlicht.owner, (tx) => inviteMembers(tx, nordlicht.house, [{ email }]))
    await stage.as(colleague, (tx) => claim(tx, made?.token ?? ''))
    const invited = await inviteOne(stage, colleague, run)
    await stage.as(anon, (tx) => tx`select decline_invitation(token => ${invited.token})`)
    expect(await stage.as(colleague, (tx) => tx`select from cc_notifications`)).toHaveLength(1)
    await remove(nordlicht.owner, colleague.id, nordlicht.owner.id)
    expect(await stage.sql`select client_id, role from users where id = ${colleague.id}`).toEqual([
      { client_id: null, role: 'stakeholder' },
    ])
    expect(await stage.as(colleague, (tx) => tx`select from cc_notifications`)).toHaveLength(0)
    expect((await lease(stage, 500)).map(({ address }) => address)).not.toContain(email)
    expect(await runsOf(colleague)).toHaveLength(1)
  })

  test('who was removed altogether gets no mail that still waited for them', async () => {
    await emptyQueue(stage)
    const colleague = await join('team_member')
    const invited = await inviteOne(stage, colleague, run)
    await stage.as(anon, (tx) => tx`select decline_invitation(token => ${invited.token})`)
    await stage.as(nordlicht.owner, (tx) => tx`delete from users where id = ${colleague.id}`)
    const [row] =
      await stage.sql`select address from cc_notification_deliveries where template = 'notification' and status = 'queued' and recipient_individual_id is null`
    expect(row).toBeDefined()
    expect((await lease(stage, 500)).map(({ address }) => address)).not.toContain(row?.address)
    expect(
      await stage.sql`select skip_reason from cc_notification_deliveries where address = ${row?.address as string} and template = 'notification'`,
    ).toEqual([{ skip_reason: 'recipient_gone' }])
  })
})
