import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, emptyQueue, inviteOne, lease, record, toldTo } from './presence-stage'
import { addAgency, addRun, anon, openStage, type Agency, type Member, type Stage } from './stage'

/** What the people of a run were told, and how it went: the log of staff. */

let stage: Stage
let nordlicht: Agency
let kai: Agency
let run: string
let guests: Member[]

interface Message {
  message_key: string
  type: string
  subject: string
  sender_name: string
  sent_at: string
  recipients: number
  in_app: number
  mailed: number
  waiting: number
  failed: number
  unmailed: number
}
interface Recipient {
  delivery_id: string
  email: string
  is_in_app: boolean
  status: string
  failure: string | null
  attempt_log: { outcome: string; code: string; message: string; at: string }[]
}

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  run = await addRun(stage.sql, nordlicht)
  guests = []
  for (const name of ['ada', 'bob', 'cas'])
    guests.push(
      await claimAs(
        stage,
        await inviteOne(stage, nordlicht.member, run, {
          name,
          email: `${name}-${randomUUID()}@example.test`,
        }),
      ),
    )
  await emptyQueue(stage)
})

const say = (subject: string) =>
  stage.as(nordlicht.member, (tx) => tx`select notify_run_stakeholders(${run}, ${subject}, 'All is well.')`)
const messages = (who: Member, before: string | null = null, key: string | null = null, of = run) =>
  stage.as(
    who,
    (tx) =>
      tx<
        Message[]
      >`select *, sent_at::text as sent_at from list_run_messages(${of}, ${before}::text::timestamptz, ${key})`,
  )
const recipients = (who: Member, key: string, isFailed = false, after: Recipient | null = null) =>
  stage.as(
    who,
    (tx) =>
      tx<
        Recipient[]
      >`select * from list_message_recipients(${run}, ${key}, ${isFailed}, ${after?.email ?? null}, ${after?.delivery_id ?? null})`,
  )
const replay = (who: Member, key: string) =>
  stage.as(who, (tx) => tx`select * from replay_run_message(${run}, ${key})`)
/** The worker tries what is due; the address of `ada` refuses. */
const send = async () => {
  await record(
    stage,
    (await lease(stage)).map(({ delivery_id, lease_token, address }) => ({
      delivery_id,
      lease_token,
      outcome: address.startsWith('ada') ? 'failed' : 'sent',
      code: address.startsWith('ada') ? '550' : '',
      message: address.startsWith('ada') ? 'no such mailbox' : '',
    })),
  )
}

describe('the log of a run', () => {
  test('says of each message whom it reached, by which channel, and each attempt with time and reason', async () => {
    await say('News')
    await send()
    const [message] = await messages(nordlicht.admin)
    expect(message).toMatchObject({
      type: 'run.update',
      subject: 'Window cleaning: News',
      sender_name: 'member',
      recipients: 3,
      in_app: 3,
      mailed: 2,
      waiting: 0,
      failed: 1,
      unmailed: 0,
    })
    const people = await recipients(nordlicht.admin, message?.message_key ?? '')
    expect(people.map(({ email, status }) => [email.slice(0, 3), status])).toEqual([
      ['ada', 'failed'],
      ['bob', 'sent'],
      ['cas', 'sent'],
    ])
    expect(people[0]).toMatchObject({
      is_in_app: true,
      failure: 'rejected',
      attempt_log: [{ outcome: 'failed', code: '550', message: 'no such mailbox' }],
    })
    expect(Date.parse(people[0]?.attempt_log[0]?.at ?? '')).toBeGreaterThan(0)
    expect(await recipients(nordlicht.admin, message?.message_key ?? '', true)).toHaveLength(1)
  })

  test('counts who did not want the mail, and who has it in the app alone or not at all', async () => {
    const off = JSON.stringify({ runs: { email: 'off' } })
    await stage.sql`insert into cc_notification_preferences (individual_id, overrides) values (${guests[0]?.id ?? ''}, ${off}::text::jsonb)`
    await say('News')
    const [message] = await messages(nordlicht.member)
    expect(message).toMatchObject({ recipients: 3, in_app: 3, waiting: 2, unmailed: 1 })
  })

  test('is the agency’s own: nobody else sees or repeats anything of it', async () => {
    await say('News')
    await send()
    const [message] = await messages(nordlicht.member)
    const key = message?.message_key ?? ''
    for (const who of [kai.owner, nordlicht.viewer, guests[0] ?? kai.owner]) {
      expect(await messages(who)).toHaveLength(0)
      expect(await recipients(who, key)).toHaveLength(0)
      expect(await stage.refusal(who, (tx) => tx`select replay_run_message(${run}, ${key})`)).toMatchObject({
        code: 'PT404',
        message: 'message_not_found',
      })
    }
    for (const call of ['list_run_messages($1)', `list_message_recipients($1, 'x')`])
      expect(await stage.refusal(anon, (tx) => tx.unsafe(`select * from ${call}`, [run]))).toMatchObject({
        code: '42501',
      })
  })

  test('is paged: messages by ten, people by fifty, none twice and none left out', async () => {
    await stage.sql`
      insert into cc_notification_deliveries (tenant_id, recipient_individual_id, address, category, template, status, payload, event_key, idempotency_key, created_at)
      select ${nordlicht.id}, ${nordlicht.owner.id}, 'x' || n || '@example.test', 'runs', 'notification', 'sent',
        jsonb_build_object('run_id', ${run}::text, 'type', 'run.update', 'subject', 'News', 'body', ''), 'event ' || e, gen_random_uuid()::text,
        -- Two of each share their moment, so that the key must tell them apart.
        now() - (e / 2) * interval '1 hour'
      from generate_series(1, 25) e, generate_series(1, case e when 1 then 120 else 2 end) n`
    const seen: string[] = []
    for (let last: Message | undefined, n = 0; n < 9; n++) {
      const page = await messages(nordlicht.member, last?.sent_at ?? null, last?.message_key ?? null)
      const shown = page.slice(0, 10)
      seen.push(...shown.map(({ message_key }) => message_key))
      last = shown.at(-1)
      if (page.length <= 10) break
    }
    expect(new Set(seen).size).toBe(25)
    expect(seen).toHaveLength(25)
    const people: string[] = []
    for (let last: Recipient | null = null, n = 0; n < 9; n++) {
      const page: Recipient[] = [...(await recipients(nordlicht.member, 'event 1', false, last))]
      const shown = page.slice(0, 50)
      people.push(...shown.map(({ delivery_id }) => delivery_id))
      last = shown.at(-1) ?? null
      if (page.length <= 50) break
    }
    expect(new Set(people).size).toBe(120)
    expect(people).toHaveLength(120)
  })
})

test('every failed mail of one message goes out again at once, except to who called it spam', async () => {
  await say('News')
  await send()
  await stage.sql`update cc_notification_deliveries set status = 'failed', failure = 'complained' where address like 'bob-%' and run_id = ${run}`
  await say('Other news')
  const [, first] = await messages(nordlicht.member)
  expect([...(await replay(nordlicht.member, first?.message_key ?? ''))]).toEqual([{ replayed: 1 }])
  const people = await recipients(nordlicht.member, first?.message_key ?? '')
  expect(people.map(({ status }) => status)).toEqual(['queued', 'failed', 'sent'])
  expect([...(await replay(nordlicht.member, first?.message_key ?? ''))]).toEqual([{ replayed: 0 }])
})

describe('taking somebody off a run', () => {
  const remove = (who: Member) =>
    stage.as(
      who,
      (tx) =>
        tx<
          { id: string }[]
        >`delete from cc_run_stakeholders where run_id = ${run} and user_id = ${guests[0]?.id ?? ''} returning id`,
    )
  const back = (id: string) => (tx: Parameters<Parameters<Stage['as']>[1]>[0]) =>
    tx`select * from restore_stakeholder(${id})`
  const rowOf = async () => [
    ...(await stage.sql`select id, role, invitation_id, created_at from cc_run_stakeholders where run_id = ${run} and user_id = ${guests[0]?.id ?? ''}`),
  ]
  const told = async () => [
    ...(await stage.sql`
      select n.id, n.subject, n.read_at, n.created_at, d.id as delivery, d.status
      from cc_notifications n left join cc_notification_deliveries d on d.notification_id = n.id
      where n.recipient_individual_id = ${guests[0]?.id ?? ''} order by n.id`),
  ]

  test('is taken back exactly: role, invitation, what they were told and what was on its way', async () => {
    const guest = guests[0] ?? kai.owner
    await stage.sql`update cc_run_stakeholders set role = 'contractor' where user_id = ${guest.id}`
    await say('Read')
    await stage.as(guest, (tx) => tx`update cc_notifications set read_at = now()`)
    await say('Waiting')
    const before = [await rowOf(), await told()]
    const [gone] = await remove(nordlicht.member)
    expect(await stage.as(guest, (tx) => tx`select from cc_n3_runs`)).toHaveLength(0)
    expect(await toldTo(stage, guest.id)).toEqual([])
    expect([...(await stage.as(nordlicht.member, back(gone?.id ?? '')))]).toEqual([
      { stakeholder_id: gone?.id, role: 'contractor' },
    ])
    expect([await rowOf(), await told()]).toEqual(before)
    expect(await stage.as(guest, (tx) => tx`select from cc_n3_runs`)).toHaveLength(1)
    // Pressed twice it is the same.
    expect(await stage.as(nordlicht.member, back(gone?.id ?? ''))).toHaveLength(1)
  })

  test('is taken back by whoever did it, for ten minutes, and by nobody else', async () => {
    const [gone] = await remove(nordlicht.member)
    const id = gone?.id ?? ''
    const unknown = await stage.refusal(nordlicht.member, back(randomUUID()))
    expect(unknown).toMatchObject({ code: 'PT404', message: 'stakeholder_not_found' })
    for (const who of [nordlicht.admin, kai.owner, nordlicht.viewer, guests[0] ?? kai.owner])
      expect(await stage.refusal(who, back(id))).toEqual(unknown)
    await stage.sql`update activity_log set created_at = now() - interval '11 minutes' where row_id = ${id}`
    expect(await stage.refusal(nordlicht.member, back(id))).toEqual(unknown)
  })

  test('who left by themselves is not brought back, and nothing of what they were told is kept for long', async () => {
    const guest = guests[0] ?? kai.owner
    await say('News')
    const [gone] = await remove(guest)
    expect(await stage.refusal(nordlicht.member, back(gone?.id ?? ''))).toMatchObject({ code: 'PT404' })
    await stage.sql`update private.forgotten_notifications set forgotten_at = now() - interval '11 minutes'`
    await stage.sql`select private.run_presence_housekeeping()`
    expect(await stage.sql`select from private.forgotten_notifications`).toHaveLength(0)
  })

  test('who has joined again meanwhile stays as they are', async () => {
    const guest = guests[0] ?? kai.owner
    const [gone] = await remove(nordlicht.member)
    await stage.sql`insert into cc_run_stakeholders (tenant_id, run_id, user_id, role) values (${nordlicht.id}, ${run}, ${guest.id}, 'observer')`
    expect(await stage.as(nordlicht.member, back(gone?.id ?? ''))).toMatchObject([{ role: 'observer' }])
  })
})
