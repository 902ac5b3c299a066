import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claim, claimAs, inviteMembers, inviteOne, lease, emptyQueue } from './presence-stage'
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

const runsOf = async (who: Member) =>
  (await stage.as(who, (tx) => tx`select id from cc_n3_runs`)).map(({ id }) => id as string)

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

  test('hands their open work to a successor, and needs one for that', async () => {
    const colleague = await join('team_member')
    const assign = async (title: string, status: string) => {
      const [made] = await stage.sql<{ id: string }[]>`
        insert into tickets (agency_id, client_id, title, status, assignee_id)
        values (${nordlicht.id}, ${nordlicht.client}, ${title}, ${status}, ${colleague.id}) returning id`
      return made?.id ?? ''
    }
    const live = await assign('Paint the door', 'in_progress')
    const done = await assign('Order paint', 'closed')
    const [rule] = await stage.as(
      nordlicht.admin,
      (tx) => tx<{ id: string }[]>`
        insert into workflow_triggers (agency_id, name, event, action, options, is_on)
        values (${nordlicht.id}, 'Outages', 'alert.critical', 'open_ticket',
          ${tx.json({ priority: 'urgent', notify: 'admins', assignee_id: colleague.id })}, true) returning id`,
    )
    const ruleNow = async () =>
      (
        await stage.sql`select options ->> 'assignee_id' as assignee, on_since from workflow_triggers where id = ${rule?.id ?? ''}`
      )[0]
    const before = await ruleNow()
    const open = await inviteOne(stage, { ...colleague, role: 'authenticated' }, run)
    expect(await refusedRemoval(nordlicht.admin, colleague.id)).toMatchObject({
      code: 'PT409',
      message: 'successor_required',
      detail: '2',
    })
    expect(await ruleNow()).toEqual(before)
    for (const successor of [kai.owner.id, nordlicht.viewer.id, colleague.id, randomUUID()])
      expect(await refusedRemoval(nordlicht.admin, colleague.id, successor)).toMatchObject({
        code: 'PT400',
        message: 'invalid_successor',
      })
    expect([...(await remove(nordlicht.admin, colleague.id, nordlicht.member.id))]).toEqual([
      { user_id: colleague.id, moved_invitations: 1, moved_tickets: 1 },
    ])
    expect(
      await stage.sql`select id, assignee_id from tickets where id in (${live}, ${done}) order by status <> 'in_progress'`,
    ).toEqual([
      { id: live, assignee_id: nordlicht.member.id },
      { id: done, assignee_id: null },
    ])
    // It goes on as it was: what happened a moment ago still counts.
    expect(await ruleNow()).toEqual({ ...before, assignee: nordlicht.member.id })
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
