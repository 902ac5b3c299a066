import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, emptyQueue, inviteOne, lease, record, toldTo, worker } from './presence-stage'
import { addAgency, addRun, anon, openStage, type Agency, type Stage } from './stage'

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
  await emptyQueue(stage)
  await stage.sql`update cc_invitations set next_reminder_at = null`
  run = await addRun(stage.sql, nordlicht)
})

/** Test mails of the operator: nothing speaks against them, so they show the queue alone. */
const enqueue = async (agency: Agency, count: number, lane = 2) =>
  [
    ...(await stage.sql<{ id: string }[]>`
    insert into cc_notification_deliveries (tenant_id, recipient_individual_id, address, category, template, is_required, lane, idempotency_key, created_by)
    select ${agency.id}, ${agency.owner.id}, 'x' || n || '@example.test', 'delivery', 'test', true, ${lane}, gen_random_uuid()::text, ${agency.owner.id}
    from generate_series(1, ${count}) n returning id`),
  ].map(({ id }) => id)
const rowOf = async (id: string) =>
  (await stage.sql`select * from cc_notification_deliveries where id = ${id}`)[0]
const due = () =>
  stage.sql`update cc_notification_deliveries set next_attempt_at = now() where status = 'queued'`

describe('leasing', () => {
  test('serves lower lanes first', async () => {
    const bulk = await enqueue(nordlicht, 3, 3)
    const normal = await enqueue(nordlicht, 3, 2)
    const codes = await enqueue(nordlicht, 3, 0)
    const ids = async (max: number) => (await lease(stage, max)).map(({ delivery_id }) => delivery_id).sort()
    expect(await ids(3)).toEqual(codes.sort())
    expect(await ids(3)).toEqual(normal.sort())
    expect(await ids(3)).toEqual(bulk.sort())
    expect(await ids(3)).toEqual([])
  })

  test('gives a small agency its share at once, however much another has', async () => {
    await enqueue(nordlicht, 400, 3)
    const ten = await enqueue(kai, 10, 3)
    const first = (await lease(stage, 20)).map(({ tenant_id }) => tenant_id)
    expect(first.filter((id) => id === kai.id)).toHaveLength(10)
    expect(first).toHaveLength(20)
    expect((await rowOf(ten[0] ?? ''))?.status).toBe('leased')
    // What the small one does not need, the big one gets.
    expect(await lease(stage, 50)).toHaveLength(50)
  })

  test('never hands a row to two workers', async () => {
    await enqueue(nordlicht, 60)
    const both = (await Promise.all(Array.from({ length: 6 }, () => lease(stage, 20)))).flat()
    expect(new Set(both.map(({ delivery_id }) => delivery_id)).size).toBe(both.length)
  })

  test('gives an invitation a link of its own, with what the mail says, and stores only its hash', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run, { message: 'Come', name: 'Ada' })
    const [mail] = await lease(stage)
    expect(mail).toMatchObject({
      template: 'invitation',
      address: invited.email,
      created_by_name: 'member',
      reply_to: 'member-nordlicht@example.test',
    })
    expect(mail?.payload).toMatchObject({
      context_name: 'Window cleaning',
      message: 'Come',
      role: 'stakeholder',
      time_zone: 'Europe/Berlin',
      zone_name: 'Harbour',
    })
    const [state] = await stage.as(
      anon,
      (tx) => tx`select state from open_invitation(token => ${mail?.invitation_token ?? ''})`,
    )
    expect(state).toEqual({ state: 'open' })
  })

  test('looks again at every invitation: what is over, closed or claimed is not sent', async () => {
    const over = await inviteOne(stage, nordlicht.member, run)
    await stage.sql`update cc_invitations set claim_token_expires_at = now() where id = ${over.id}`
    const closedRun = await addRun(stage.sql, nordlicht)
    const closed = await inviteOne(stage, nordlicht.member, closedRun)
    await stage.sql`update cc_n3_runs set market_mode = 'CLOSED' where id = ${closedRun}`
    const good = await inviteOne(stage, nordlicht.member, run)
    expect((await lease(stage)).map(({ address }) => address)).toEqual([good.email])
    const reasons = Object.fromEntries(
      (
        await stage.sql`select invitation_id, skip_reason from cc_notification_deliveries where invitation_id in (${over.id}, ${closed.id})`
      ).map(({ invitation_id, skip_reason }) => [invitation_id as string, skip_reason as string]),
    )
    expect(reasons).toEqual({ [over.id]: 'invitation_expired', [closed.id]: 'run_closed' })
  })

  test('and everything else of it is for workers alone', async () => {
    for (const who of [anon, nordlicht.owner])
      for (const call of [
        `lease_deliveries('x', 1, 1)`,
        `record_deliveries('[]')`,
        `run_delivery_housekeeping()`,
        `record_delivery_event('x', 'bounced', 'x')`,
      ])
        expect(await stage.refusal(who, (tx) => tx.unsafe(`select * from ${call}`))).toMatchObject({
          code: '42501',
        })
  })
})

describe('acknowledging', () => {
  test('sent marks the invitation as sent', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    const [mail] = await lease(stage)
    expect(
      await record(stage, [
        { delivery_id: mail?.delivery_id, lease_token: mail?.lease_token, outcome: 'sent', provider: 'smtp' },
      ]),
    ).toMatchObject([{ applied: true }])
    expect(await rowOf(mail?.delivery_id ?? '')).toMatchObject({
      status: 'sent',
      attempts: 1,
      provider: 'smtp',
      lease_token: null,
    })
    expect(await stage.sql`select status from cc_invitations where id = ${invited.id}`).toEqual([
      { status: 'sent' },
    ])
  })

  test('too late changes nothing: the row belongs to the next worker', async () => {
    const [id = ''] = await enqueue(nordlicht, 1)
    const [zombie] = await lease(stage)
    await stage.sql`update cc_notification_deliveries set lease_until = now() - interval '1 second' where id = ${id}`
    const [next] = await lease(stage)
    expect(next?.delivery_id).toBe(id)
    const before = await rowOf(id)
    for (const outcome of ['sent', 'failed', 'retry', 'released'])
      expect(
        await record(stage, [{ delivery_id: id, lease_token: zombie?.lease_token, outcome }]),
      ).toMatchObject([{ applied: false }])
    expect(await rowOf(id)).toEqual(before)
    expect(
      await record(stage, [{ delivery_id: id, lease_token: next?.lease_token, outcome: 'sent' }]),
    ).toMatchObject([{ applied: true }])
    expect(
      await record(stage, [{ delivery_id: id, lease_token: next?.lease_token, outcome: 'failed' }]),
    ).toMatchObject([{ applied: false }])
  })

  test('released gives the attempt back', async () => {
    const [id = ''] = await enqueue(nordlicht, 1)
    const [mail] = await lease(stage)
    await record(stage, [{ delivery_id: id, lease_token: mail?.lease_token, outcome: 'released' }])
    expect(await rowOf(id)).toMatchObject({ status: 'queued', attempts: 0 })
    expect(await lease(stage)).toHaveLength(1)
  })

  test('a failure that passes is tried again after 5 s, 30 s, 5 min, 30 min, 2, 5 and 10 hours, ±20 %, and then no more', async () => {
    const [id = ''] = await enqueue(nordlicht, 1)
    for (const seconds of [5, 30, 300, 1800, 7200, 18000, 36000]) {
      const [mail] = await lease(stage)
      await record(stage, [
        { delivery_id: id, lease_token: mail?.lease_token, outcome: 'retry', code: '451', message: 'later' },
      ])
      const [wait] =
        await stage.sql`select extract(epoch from next_attempt_at - updated_at)::float as seconds from cc_notification_deliveries where id = ${id}`
      expect(wait?.seconds).toBeGreaterThanOrEqual(seconds * 0.79)
      expect(wait?.seconds).toBeLessThanOrEqual(seconds * 1.21)
      expect(await lease(stage)).toHaveLength(0)
      await due()
    }
    const [mail] = await lease(stage)
    await record(stage, [{ delivery_id: id, lease_token: mail?.lease_token, outcome: 'retry', code: '451' }])
    const row = await rowOf(id)
    expect(row).toMatchObject({ status: 'failed', failure: 'gave_up', attempts: 8 })
    expect(row?.attempt_log).toHaveLength(8)
  })

  test('a provider that asks for more time gets it', async () => {
    const [id = ''] = await enqueue(nordlicht, 1)
    const [mail] = await lease(stage)
    await record(stage, [
      { delivery_id: id, lease_token: mail?.lease_token, outcome: 'retry', retry_after_seconds: 900 },
    ])
    const [wait] =
      await stage.sql`select extract(epoch from next_attempt_at - updated_at)::int as seconds from cc_notification_deliveries where id = ${id}`
    expect(wait).toEqual({ seconds: 900 })
  })

  test('a row that kills its worker every time ends after eight, and blocks nobody meanwhile', async () => {
    const [poison = ''] = await enqueue(nordlicht, 1)
    for (let n = 0; n < 8; n++) {
      expect((await lease(stage)).map(({ delivery_id }) => delivery_id)).toContain(poison)
      await stage.sql`update cc_notification_deliveries set lease_until = now() - interval '1 second' where id = ${poison}`
    }
    const [good = ''] = await enqueue(nordlicht, 1)
    expect((await lease(stage)).map(({ delivery_id }) => delivery_id)).toEqual([good])
    expect(await rowOf(poison)).toMatchObject({ status: 'failed', failure: 'gave_up', attempts: 8 })
  })

  test('a row that cannot even be prepared ends after eight tries, and whatever is beside it goes out', async () => {
    const { owner } = nordlicht
    await stage.sql`insert into cc_notification_preferences (individual_id) values (${owner.id}) on conflict do nothing`
    const [row] = await stage.sql<{ id: string }[]>`
      insert into cc_notification_deliveries (tenant_id, recipient_individual_id, address, category, template, payload, lane, idempotency_key)
      values (${nordlicht.id}, ${owner.id}, 'x@example.test', 'tickets', 'notification', '{"run_id": "no id"}', 0, gen_random_uuid()::text)
      returning id`
    const poison = row?.id ?? ''
    for (let n = 1; n <= 8; n++) {
      const [good = ''] = await enqueue(nordlicht, 1)
      expect((await lease(stage)).map(({ delivery_id }) => delivery_id)).toEqual([good])
      expect((await rowOf(poison))?.attempts).toBe(n)
      await due()
    }
    expect(await lease(stage)).toEqual([])
    expect(await rowOf(poison)).toMatchObject({ status: 'failed', failure: 'gave_up', lease_token: null })
  })

  test('an outcome is kept even when nobody can be told of it', async () => {
    const { owner, member } = nordlicht
    await stage.sql`
      insert into cc_notification_deliveries (tenant_id, recipient_individual_id, address, category, template, payload, idempotency_key, created_by)
      select ${nordlicht.id}, ${owner.id}, 'x@example.test', 'tickets', 'notification',
        -- The page that the failure would lead to has no place for this.
        jsonb_build_object('type', 'ticket.commented', 'run_id', repeat('x', n * 600)), gen_random_uuid()::text, ${member.id}
      from generate_series(0, 1) n`
    await stage.sql`delete from cc_notification_preferences where individual_id = ${owner.id}`
    const mails = await lease(stage)
    expect(mails).toHaveLength(2)
    const answers = await record(
      stage,
      mails.map(({ delivery_id, lease_token }) => ({
        delivery_id,
        lease_token,
        outcome: 'failed',
        code: '550',
      })),
    )
    expect(answers.map(({ applied }) => applied)).toEqual([true, true])
    for (const { delivery_id } of mails)
      expect(await rowOf(delivery_id)).toMatchObject({ status: 'failed', failure: 'rejected' })
  })

  test('what a worker took and never spoke of is free again', async () => {
    const [id = ''] = await enqueue(nordlicht, 1)
    await lease(stage)
    await stage.sql`update cc_notification_deliveries set lease_until = now() - interval '1 second' where id = ${id}`
    await stage.as(worker, (tx) => tx`select * from run_delivery_housekeeping()`)
    expect(await rowOf(id)).toMatchObject({ status: 'queued', attempts: 1, lease_token: null })
  })

  test('a final failure of an invitation tells its inviter; of an update, whoever sent it', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    const [mail] = await lease(stage)
    await record(stage, [
      {
        delivery_id: mail?.delivery_id,
        lease_token: mail?.lease_token,
        outcome: 'failed',
        code: '550',
        message: 'no such user',
      },
    ])
    expect((await toldTo(stage, nordlicht.member.id)).at(-1)).toBe('invitation.bounced')
    const guest = await claimAs(stage, invited)
    await emptyQueue(stage)
    await stage.as(
      nordlicht.admin,
      (tx) => tx`select notify_run_stakeholders(${run}, 'News', 'All is well.')`,
    )
    const [update] = await lease(stage)
    await record(stage, [
      { delivery_id: update?.delivery_id, lease_token: update?.lease_token, outcome: 'failed', code: '550' },
    ])
    expect((await toldTo(stage, nordlicht.admin.id)).at(-1)).toBe('delivery.failed')
    expect(await toldTo(stage, guest.id)).toEqual(['run.update'])
  })

  test('a failed delivery is sent again by staff of its agency only', async () => {
    const [id = ''] = await enqueue(nordlicht, 1)
    const replay = (tx: Parameters<Parameters<Stage['as']>[1]>[0]) => tx`select * from replay_delivery(${id})`
    expect(await stage.refusal(nordlicht.member, replay)).toMatchObject({
      code: 'PT409',
      message: 'delivery_not_failed',
    })
    const [mail] = await lease(stage)
    await record(stage, [{ delivery_id: id, lease_token: mail?.lease_token, outcome: 'failed' }])
    const foreign = await stage.refusal(kai.owner, replay)
    expect(foreign).toEqual(
      await stage.refusal(kai.owner, (tx) => tx`select replay_delivery(${randomUUID()})`),
    )
    expect(foreign).toMatchObject({ code: 'PT404', message: 'delivery_not_found' })
    expect([...(await stage.as(nordlicht.member, replay))]).toEqual([{ delivery_id: id, status: 'queued' }])
  })
})
