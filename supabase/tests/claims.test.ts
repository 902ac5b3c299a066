import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claim, claimAs, inviteMembers, inviteOne, inviteToRun, toldTo, type Invited } from './presence-stage'
import { addAccount, addAgency, addRun, anon, openStage, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency
let run: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  run = await addRun(stage.sql, nordlicht)
})

const runOut = (id: string) =>
  stage.sql`update cc_invitations set claim_token_expires_at = now() - interval '1 second' where id = ${id}`
const refused = (who: Parameters<Stage['as']>[0], act: (tx: TransactionSql) => Promise<unknown>) =>
  stage.refusal(who, act)
const rowOf = async (id: string) => (await stage.sql`select * from cc_invitations where id = ${id}`)[0]

describe('claiming', () => {
  test('makes a stakeholder of a new person, tells the inviter, and ends the mail', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run, {
      name: 'Ada Lovelace',
      role: 'participant',
    })
    const guest = await addAccount(stage.sql, invited.email)
    expect([...(await stage.as(guest, (tx) => claim(tx, invited.token)))]).toEqual([
      { state: 'claimed_by_you', context_type: 'service_run', context_id: run, role: 'participant' },
    ])
    expect(
      await stage.sql`select client_id, role, email, full_name from users where id = ${guest.id}`,
    ).toEqual([{ client_id: null, role: 'stakeholder', email: invited.email, full_name: 'Ada Lovelace' }])
    expect(
      await stage.sql`select role, invitation_id, tenant_id from cc_run_stakeholders where user_id = ${guest.id}`,
    ).toEqual([{ role: 'participant', invitation_id: invited.id, tenant_id: nordlicht.id }])
    expect((await toldTo(stage, nordlicht.member.id)).at(-1)).toBe('invitation.claimed')
    const [said] = await stage.sql`
      select subject, body, action_url from cc_notifications where recipient_individual_id = ${nordlicht.member.id} order by created_at desc limit 1`
    expect(said).toMatchObject({ subject: 'Ada Lovelace joined Window cleaning' })
    expect(
      await stage.sql`select status, skip_reason from cc_notification_deliveries where invitation_id = ${invited.id}`,
    ).toEqual([{ status: 'cancelled', skip_reason: 'invitation_claimed' }])
  })

  test('again by the same person answers the same and changes nothing', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    const guest = await claimAs(stage, invited)
    const before = await rowOf(invited.id)
    const told = await toldTo(stage, nordlicht.member.id)
    expect((await stage.as(guest, (tx) => claim(tx, invited.token)))[0]?.state).toBe('claimed_by_you')
    expect(await rowOf(invited.id)).toEqual(before)
    expect(await toldTo(stage, nordlicht.member.id)).toEqual(told)
  })

  test('is refused to everybody else, each with the reason, and leaves no trace', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    const other = await addAccount(stage.sql, `other-${randomUUID()}@example.test`)
    const unproved = await addAccount(stage.sql, `${randomUUID()}@example.test`, false)
    const act = (tx: TransactionSql) => claim(tx, invited.token)
    expect(await refused(other, act)).toMatchObject({ code: 'PT403', message: 'email_mismatch' })
    expect(await refused(unproved, act)).toMatchObject({ code: 'PT403', message: 'email_unverified' })
    expect(await refused(anon, act)).toMatchObject({ code: '42501' })
    expect(await refused({ id: null, role: 'authenticated' }, act)).toMatchObject({ code: 'PT401' })
    expect(await stage.sql`select from users where id in (${other.id}, ${unproved.id})`).toHaveLength(0)
    await claimAs(stage, invited)
    const unknown = await refused(other, (tx) => claim(tx, randomUUID()))
    expect(unknown).toMatchObject({ code: 'PT404', message: 'invitation_unknown' })
    expect(await refused(other, act)).toMatchObject({ code: 'PT409', message: 'claimed_by_other' })
  })

  test('is refused when it is over or its run is closed, and the invitation stays', async () => {
    const guestOf = async (invited: Invited) => addAccount(stage.sql, invited.email)
    const overdue = await inviteOne(stage, nordlicht.member, run)
    await runOut(overdue.id)
    expect(await refused(await guestOf(overdue), (tx) => claim(tx, overdue.token))).toMatchObject({
      code: 'PT410',
      message: 'invitation_expired',
    })
    const revoked = await inviteOne(stage, nordlicht.member, run)
    await stage.as(nordlicht.member, (tx) => tx`select revoke_invitation(${revoked.id})`)
    expect(await refused(await guestOf(revoked), (tx) => claim(tx, revoked.token))).toMatchObject({
      code: 'PT410',
      message: 'invitation_revoked',
    })
    const closed = await inviteOne(stage, nordlicht.member, run)
    const guest = await guestOf(closed)
    await stage.sql`update cc_n3_runs set market_mode = 'CLOSED' where id = ${run}`
    expect(await refused(guest, (tx) => claim(tx, closed.token))).toMatchObject({
      code: 'PT409',
      message: 'run_closed',
    })
    await stage.sql`update cc_n3_runs set market_mode = 'INVITE_ONLY' where id = ${run}`
    expect((await stage.as(guest, (tx) => claim(tx, closed.token)))[0]?.state).toBe('claimed_by_you')
  })

  test('works after declining, and by a link that was copied before another', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    await stage.as(nordlicht.member, (tx) => tx`select invitation_link(${invited.id})`)
    await stage.as(anon, (tx) => tx`select decline_invitation(token => ${invited.token})`)
    await claimAs(stage, invited)
    expect(await rowOf(invited.id)).toMatchObject({ status: 'claimed' })
  })

  test('by a link that was reset is refused', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    await stage.as(nordlicht.member, (tx) => tx`select reset_invitation_links(${invited.id})`)
    const guest = await addAccount(stage.sql, invited.email)
    expect(await refused(guest, (tx) => claim(tx, invited.token))).toMatchObject({ code: 'PT410' })
    // The address is proved, so without the link it still can be claimed.
    expect(
      (await stage.as(guest, (tx) => tx`select * from claim_my_invitation(${invited.id})`))[0]?.state,
    ).toBe('claimed_by_you')
  })

  test('an invitation by phone is for whoever is signed in and holds the link, and the inviter hears who', async () => {
    const [made] = await stage.as(nordlicht.member, (tx) =>
      inviteToRun(tx, run, [{ phone: '+49 170 5550001' }]),
    )
    const guest = await addAccount(stage.sql, 'phone-holder@example.test')
    expect(
      await refused(guest, (tx) => tx`select claim_my_invitation(${made?.invitation_id ?? ''})`),
    ).toMatchObject({ code: 'PT404' })
    await stage.as(guest, (tx) => claim(tx, made?.token ?? ''))
    const [said] = await stage.sql`
      select subject from cc_notifications where recipient_individual_id = ${nordlicht.member.id} order by created_at desc limit 1`
    expect(said?.subject).toBe('phone-holder@example.test joined Window cleaning')
  })

  test('is limited to ten a minute for one person', async () => {
    const email = `busy-${randomUUID()}@example.test`
    const guest = await addAccount(stage.sql, email)
    for (let n = 0; n < 10; n++) {
      const invited = await inviteOne(stage, nordlicht.member, await addRun(stage.sql, nordlicht), { email })
      await stage.as(guest, (tx) => claim(tx, invited.token))
    }
    const last = await inviteOne(stage, nordlicht.member, run, { email })
    expect(await refused(guest, (tx) => claim(tx, last.token))).toMatchObject({
      code: 'PT429',
      message: 'too_many_claims',
    })
  })

  test('written and told in one transaction: what is rolled back was never told', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    const guest = await addAccount(stage.sql, invited.email)
    const told = await toldTo(stage, nordlicht.member.id)
    await expect(
      stage.as(guest, async (tx) => {
        await claim(tx, invited.token)
        throw new Error('lost connection')
      }),
    ).rejects.toThrow('lost connection')
    expect(await rowOf(invited.id)).toMatchObject({ status: 'pending', claimed_by: null })
    expect(await toldTo(stage, nordlicht.member.id)).toEqual(told)
  })
})

describe('claiming a place in a team or a client', () => {
  const inviteMember = async (
    who: Member,
    client: string,
    role: string,
    email = `${randomUUID()}@example.test`,
  ) => {
    const [made] = await stage.as(who, (tx) => inviteMembers(tx, client, [{ email, role }]))
    return { id: made?.invitation_id ?? '', token: made?.token ?? '', email }
  }
  const standing = async (id: string) =>
    (await stage.sql`select client_id, role from users where id = ${id}`)[0]

  test('makes staff or a viewer, and those who look after the agency hear of it', async () => {
    const colleague = await claimAs(
      stage,
      await inviteMember(nordlicht.admin, nordlicht.house, 'team_member'),
    )
    expect(await standing(colleague.id)).toEqual({ client_id: nordlicht.house, role: 'team_member' })
    const viewer = await claimAs(
      stage,
      await inviteMember(nordlicht.admin, nordlicht.client, 'client_viewer'),
    )
    expect(await standing(viewer.id)).toEqual({ client_id: nordlicht.client, role: 'client_viewer' })
    for (const who of [nordlicht.owner, nordlicht.admin])
      expect((await toldTo(stage, who.id)).at(-1)).toBe('member.joined')
  })

  test('keeps the runs of whoever was a stakeholder', async () => {
    const email = `both-${randomUUID()}@example.test`
    const guest = await claimAs(
      stage,
      await inviteOne(stage, kai.member, await addRun(stage.sql, kai), { email }),
    )
    const invitation = await inviteMember(nordlicht.admin, nordlicht.house, 'team_member', email)
    await stage.as(guest, (tx) => claim(tx, invitation.token))
    expect(await standing(guest.id)).toEqual({ client_id: nordlicht.house, role: 'team_member' })
    expect(await stage.sql`select from cc_run_stakeholders where user_id = ${guest.id}`).toHaveLength(1)
  })

  test('never demotes, and never moves somebody from the client they belong to', async () => {
    const email = `fixed-${randomUUID()}@example.test`
    const low = await inviteMember(nordlicht.owner, nordlicht.house, 'team_member', email)
    const guest = await addAccount(stage.sql, email)
    await stage.sql`insert into users (id, client_id, email, role) values (${guest.id}, ${nordlicht.house}, ${email}, 'agency_admin')`
    expect((await stage.as(guest, (tx) => claim(tx, low.token)))[0]).toMatchObject({ role: 'agency_admin' })
    expect(await standing(guest.id)).toEqual({ client_id: nordlicht.house, role: 'agency_admin' })
    const elsewhere = await inviteMember(kai.owner, kai.house, 'agency_owner', email)
    expect(await refused(guest, (tx) => claim(tx, elsewhere.token))).toMatchObject({
      code: 'PT409',
      message: 'already_member',
    })
    expect(await standing(guest.id)).toEqual({ client_id: nordlicht.house, role: 'agency_admin' })
  })

  test('says so when an older account has the address in its profile, and changes nothing', async () => {
    const email = `twice-${randomUUID()}@example.test`
    const invitation = await inviteOne(stage, nordlicht.member, await addRun(stage.sql, nordlicht), { email })
    const guest = await addAccount(stage.sql, email)
    await stage.sql`insert into users (id, email, role) values (${randomUUID()}, ${email}, 'stakeholder')`
    expect(await refused(guest, (tx) => claim(tx, invitation.token))).toMatchObject({
      code: 'PT409',
      message: 'email_in_use',
    })
    expect(await standing(guest.id)).toBeUndefined()
    expect(await stage.sql`select status from cc_invitations where id = ${invitation.id}`).toEqual([
      { status: 'pending' },
    ])
  })

  test('is worth what the inviter’s rights are worth on that day', async () => {
    const boss = await claimAs(stage, await inviteMember(nordlicht.owner, nordlicht.house, 'agency_admin'))
    const invitation = await inviteMember({ ...boss, role: 'authenticated' }, nordlicht.house, 'agency_admin')
    await stage.sql`update users set role = 'team_member' where id = ${boss.id}`
    const guest = await addAccount(stage.sql, invitation.email)
    expect(await refused(guest, (tx) => claim(tx, invitation.token))).toMatchObject({
      code: 'PT409',
      message: 'inviter_lost_rights',
    })
    expect(await standing(guest.id)).toBeUndefined()
    await stage.sql`update users set role = 'agency_admin' where id = ${boss.id}`
    await stage.as(guest, (tx) => claim(tx, invitation.token))
    expect(await standing(guest.id)).toMatchObject({ role: 'agency_admin' })
  })
})
