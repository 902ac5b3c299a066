import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  emptyQueue,
  inviteOne,
  keepHouse,
  lease,
  record,
  worker,
  type Invited,
  type Leased,
} from './presence-stage'
import {
  addAgency,
  addRun,
  openStage,
  untilSomebodyWaits,
  type Agency,
  type Member,
  type Stage,
} from './stage'

/** Ten minutes lie between two mails of invitations to one address, whoever sends them and for whatever reason. */

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

const inviteElsewhere = async ({ email }: Invited) =>
  inviteOne(stage, nordlicht.member, await addRun(stage.sql, nordlicht), { email })
const resend = (who: Member, { id }: Invited) => stage.as(who, (tx) => tx`select resend_invitation(${id})`)
const allDue = () =>
  stage.sql`update cc_notification_deliveries set next_attempt_at = now() where status = 'queued'`
const report = (mail: Leased | undefined, outcome: string) =>
  record(stage, [{ delivery_id: mail?.delivery_id, lease_token: mail?.lease_token, outcome }])
/** As if everything sent so far had been sent so many minutes earlier. */
const waitMinutes = (minutes: number) =>
  stage.sql`update cc_notification_deliveries set sent_at = sent_at - ${`${minutes} minutes`}::interval where sent_at is not null`
const minutesToNext = async ({ email }: Invited) =>
  (
    await stage.sql<{ minutes: number }[]>`
      select round(extract(epoch from next_attempt_at - now()) / 60)::int as minutes
      from cc_notification_deliveries where address = ${email} and status = 'queued'`
  ).map(({ minutes }) => minutes)

/** An invitation whose first mail has gone out just now. */
async function mailed(): Promise<Invited> {
  const invited = await inviteOne(stage, nordlicht.member, run)
  await report((await lease(stage))[0], 'sent')
  return invited
}

/** The same after the first mail is an hour old and a reminder has gone out just now. */
async function reminded(): Promise<Invited> {
  const invited = await mailed()
  await waitMinutes(60)
  await stage.sql`update cc_invitations set next_reminder_at = now() where id = ${invited.id}`
  await keepHouse(stage)
  const [reminder] = await lease(stage)
  expect(reminder?.template).toBe('invitation.reminder')
  await report(reminder, 'sent')
  return invited
}

describe('a reminder', () => {
  test('counts for whoever sends the invitation again', async () => {
    const invited = await reminded()
    const again = () => stage.refusal(nordlicht.member, (tx) => tx`select resend_invitation(${invited.id})`)
    expect(await again()).toMatchObject({ code: 'PT429', message: 'mailed_recently' })
    await waitMinutes(10)
    await resend(nordlicht.member, invited)
    expect(await minutesToNext(invited)).toEqual([0])
  })

  test('counts for the invitation to another run', async () => {
    const invited = await reminded()
    await inviteElsewhere(invited)
    expect(await minutesToNext(invited)).toEqual([10])
  })

  test('waits itself for what went out before it', async () => {
    const invited = await mailed()
    await waitMinutes(4)
    await stage.sql`update cc_invitations set next_reminder_at = now() where id = ${invited.id}`
    expect(await keepHouse(stage)).toMatchObject({ reminders: 1 })
    expect(await lease(stage)).toEqual([])
    expect(await minutesToNext(invited)).toEqual([6])
    await waitMinutes(6)
    await allDue()
    expect((await lease(stage)).map(({ template }) => template)).toEqual(['invitation.reminder'])
  })
})

test('a mail that was late counts from the moment it went out', async () => {
  const invited = await inviteOne(stage, nordlicht.member, run)
  await stage.sql`update cc_notification_deliveries set created_at = now() - interval '1 hour', next_attempt_at = now() - interval '1 hour'`
  await report((await lease(stage))[0], 'sent')
  await inviteElsewhere(invited)
  expect(await minutesToNext(invited)).toEqual([10])
})

test('what failed is sent again ten minutes after what went out meanwhile', async () => {
  const invited = await inviteOne(stage, nordlicht.member, run)
  const [failed] = await lease(stage)
  await report(failed, 'failed')
  await inviteElsewhere(invited)
  await report((await lease(stage))[0], 'sent')
  const replay = () =>
    stage.as(nordlicht.member, (tx) => tx`select replay_delivery(${failed?.delivery_id ?? ''})`)
  await replay()
  expect(await minutesToNext(invited)).toEqual([10])
  await allDue()
  expect(await lease(stage)).toEqual([])
})

test('of mails that are due together one goes out, and the others follow', async () => {
  const invited = await inviteOne(stage, nordlicht.member, run)
  await inviteElsewhere(invited)
  await inviteElsewhere(invited)
  await allDue()
  const first = await lease(stage)
  expect(first.map(({ address }) => address)).toEqual([invited.email])
  await report(first[0], 'sent')
  expect(await minutesToNext(invited)).toEqual([10, 10])
  await waitMinutes(10)
  await allDue()
  expect(await lease(stage)).toHaveLength(1)
})

test('two workers at once never take two mails to one address', async () => {
  const invited = await inviteOne(stage, nordlicht.member, run)
  await inviteElsewhere(invited)
  await allDue()
  const taken = await stage.as(worker, async (tx) => [
    ...(await tx<Leased[]>`select * from lease_deliveries('one', 1, 60)`),
    // Nobody can see yet what the first worker took.
    ...(await lease(stage)),
  ])
  expect(taken.map(({ address }) => address)).toEqual([invited.email])
})

test('of two who send again for two runs at once, the second hears that it was done', async () => {
  const here = await mailed()
  const there = await inviteElsewhere(here)
  await emptyQueue(stage)
  await waitMinutes(10)
  const second = await stage.as(nordlicht.member, async (tx) => {
    await tx`select resend_invitation(${here.id})`
    const waiting = stage.refusal(nordlicht.admin, (other) => other`select resend_invitation(${there.id})`)
    await untilSomebodyWaits(stage.sql)
    return { waiting }
  })
  expect(await second.waiting).toMatchObject({ code: 'PT429', message: 'mailed_recently' })
})
