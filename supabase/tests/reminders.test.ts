import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, emptyQueue, inviteOne, keepHouse } from './presence-stage'
import { addAgency, addRun, anon, openStage, type Agency, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let run: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  await emptyQueue(stage)
  await stage.sql`update cc_invitations set next_reminder_at = null`
  run = await addRun(stage.sql, nordlicht)
})

describe('by the clock', () => {
  const stateOf = async (id: string) =>
    (
      await stage.sql`select status, reminder_count as reminders, next_reminder_at is not null as "isNext" from cc_invitations where id = ${id}`
    )[0]
  const remindNow = (id: string) =>
    stage.sql`update cc_invitations set next_reminder_at = now() where id = ${id}`

  test('an invitation is followed up after five days, then after three, three times at most', async () => {
    const { id } = await inviteOne(stage, nordlicht.member, run)
    const wait = async () =>
      Math.round(
        Number(
          (
            await stage.sql`select extract(epoch from next_reminder_at - now()) / 86400 as days from cc_invitations where id = ${id}`
          )[0]?.days,
        ),
      )
    expect(await wait()).toBe(5)
    for (const [reminders, isNext] of [
      [1, true],
      [2, true],
      [3, false],
    ] as const) {
      await remindNow(id)
      expect(await keepHouse(stage)).toMatchObject({ reminders: 1 })
      expect(await stateOf(id)).toMatchObject({ reminders, isNext })
      if (isNext) expect(await wait()).toBe(3)
    }
    expect(await keepHouse(stage)).toMatchObject({ reminders: 0 })
    expect(
      await stage.sql`select template, lane from cc_notification_deliveries where invitation_id = ${id} and template <> 'invitation'`,
    ).toEqual(Array.from({ length: 3 }, () => ({ template: 'invitation.reminder', lane: 3 })))
  })

  test('not when it was claimed, declined, revoked, has run out or was told not to', async () => {
    const [claimed, declined, revoked, over, silent] = await Promise.all(
      Array.from({ length: 5 }, () => inviteOne(stage, nordlicht.member, run)),
    )
    if (!claimed || !declined || !revoked || !over || !silent) throw new Error('Not invited.')
    await claimAs(stage, claimed)
    await stage.as(anon, (tx) => tx`select decline_invitation(token => ${declined.token})`)
    await stage.as(nordlicht.member, (tx) => tx`select revoke_invitation(${revoked.id})`)
    await stage.sql`update cc_invitations set claim_token_expires_at = now() where id = ${over.id}`
    await stage.as(nordlicht.member, (tx) => tx`select set_invitation_reminders(${silent.id}, false)`)
    for (const { id } of [claimed, declined, revoked, over, silent]) await remindNow(id)
    expect(await keepHouse(stage)).toMatchObject({ reminders: 0 })
    await stage.as(nordlicht.member, (tx) => tx`select set_invitation_reminders(${silent.id}, true)`)
    await remindNow(silent.id)
    expect(await keepHouse(stage)).toMatchObject({ reminders: 1 })
  })

  test('not while the run is closed, and none is used up by that', async () => {
    const { id } = await inviteOne(stage, nordlicht.member, run)
    await stage.sql`update cc_n3_runs set market_mode = 'CLOSED' where id = ${run}`
    await remindNow(id)
    expect(await keepHouse(stage)).toMatchObject({ reminders: 0 })
    expect(await stateOf(id)).toMatchObject({ reminders: 0, isNext: true })
    expect(await keepHouse(stage)).toMatchObject({ reminders: 0 })
    await stage.sql`update cc_n3_runs set market_mode = 'OPEN' where id = ${run}`
    await remindNow(id)
    expect(await keepHouse(stage)).toMatchObject({ reminders: 1 })
    expect(await stateOf(id)).toMatchObject({ reminders: 1, isNext: true })
  })

  test('and again from the start once somebody has sent the invitation again', async () => {
    const { id } = await inviteOne(stage, nordlicht.member, run)
    await remindNow(id)
    expect(await keepHouse(stage)).toMatchObject({ reminders: 1 })
    await emptyQueue(stage)
    await stage.as(nordlicht.member, (tx) => tx`select resend_invitation(${id})`)
    expect(await stateOf(id)).toMatchObject({ reminders: 0, isNext: true })
    await remindNow(id)
    expect(await keepHouse(stage)).toMatchObject({ reminders: 1 })
  })

  test('what has run out is marked, and its inviter was warned once before', async () => {
    const { id } = await inviteOne(stage, nordlicht.member, run)
    await stage.sql`update cc_invitations set claim_token_expires_at = now() + interval '60 hours', created_at = now() - interval '27 days' where id = ${id}`
    await keepHouse(stage)
    await keepHouse(stage)
    const warnings =
      await stage.sql`select from cc_notifications where type = 'invitation.expiring' and context_id = ${run}`
    expect(warnings).toHaveLength(1)
    await stage.sql`update cc_invitations set claim_token_expires_at = now() - interval '1 second' where id = ${id}`
    expect((await keepHouse(stage))?.expired).toBeGreaterThanOrEqual(1)
    expect(await stateOf(id)).toMatchObject({ status: 'expired', isNext: false })
  })

  test('two housekeepers do not get in each other’s way', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => inviteOne(stage, nordlicht.member, run)))
    for (const { id } of made) await remindNow(id)
    const done = await Promise.all(Array.from({ length: 4 }, () => keepHouse(stage)))
    await keepHouse(stage)
    expect(done.reduce((sum, one) => sum + (one?.reminders ?? 0), 0)).toBeLessThanOrEqual(4)
    expect(
      await stage.sql`select from cc_notification_deliveries where template = 'invitation.reminder' and invitation_id in ${stage.sql(made.map(({ id }) => id))}`,
    ).toHaveLength(4)
  })
})
