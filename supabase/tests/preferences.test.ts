import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, emptyQueue, inviteOne, lease } from './presence-stage'
import { addAccount, addAgency, addRun, openStage, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let run: string
let guest: Member

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  run = await addRun(stage.sql, nordlicht)
  guest = await claimAs(stage, await inviteOne(stage, nordlicht.member, run))
  await emptyQueue(stage)
})

const prefer = (values: Record<string, unknown>, who: Member = guest) =>
  stage.as(
    who,
    (tx) => tx`insert into cc_notification_preferences ${tx({ individual_id: who.id, ...values } as never)}`,
  )
const decide = async (category: string, channel = 'email', who: Member = guest) =>
  (
    await stage.as(
      who,
      (tx) =>
        tx`select * from preference_decision("user" => ${guest.id}, category => ${category}, channel => ${channel})`,
    )
  )[0]
const say = () =>
  stage.as(nordlicht.member, (tx) => tx`select notify_run_stakeholders(${run}, 'News', ${randomUUID()})`)
const mails = async () => [
  ...(await stage.sql`select status, skip_reason from cc_notification_deliveries
    where recipient_individual_id = ${guest.id} and template = 'notification' order by created_at`),
]
const inApp = () => stage.sql`select from cc_notifications where recipient_individual_id = ${guest.id}`

describe('a decision explains itself', () => {
  test('by default, by choice, by digest, by what is required', async () => {
    expect(await decide('runs')).toEqual({
      decision: 'deliver',
      reason: 'default',
      next_at: null,
      is_required: false,
    })
    expect(await decide('runs', 'sms')).toMatchObject({ decision: 'suppress', reason: 'switched_off' })
    await prefer({
      overrides: {
        runs: { email: 'instant' },
        team: { email: 'off', in_app: 'off' },
        invitations: { email: 'daily' },
        delivery: { email: 'weekly' },
      },
      time_zone: 'Europe/Berlin',
      digest_hour: 7,
      digest_weekday: 5,
    })
    expect(await decide('runs')).toMatchObject({ decision: 'deliver', reason: 'chosen' })
    expect(await decide('team')).toMatchObject({ decision: 'suppress', reason: 'switched_off' })
    expect(await decide('team', 'in_app')).toMatchObject({ decision: 'suppress', reason: 'switched_off' })
    const daily = await decide('invitations')
    expect(daily).toMatchObject({ decision: 'digest', reason: 'daily' })
    const weekly = await decide('delivery')
    expect(weekly).toMatchObject({ decision: 'digest', reason: 'weekly' })
    const berlin = (at: unknown, part: 'hour' | 'weekday') =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone: 'Europe/Berlin',
        [part]: part === 'hour' ? '2-digit' : 'long',
      }).format(at as Date)
    expect([
      berlin(daily?.next_at, 'hour'),
      berlin(weekly?.next_at, 'hour'),
      berlin(weekly?.next_at, 'weekday'),
    ]).toEqual(['07', '07', 'Friday'])
    expect(await decide('run.cancelled')).toEqual({
      decision: 'deliver',
      reason: 'required',
      next_at: null,
      is_required: true,
    })
  })

  test('and in quiet hours says when they end', async () => {
    const now = new Date()
    const clock = (shift: number) => new Date(now.getTime() + shift * 3_600_000).toISOString().slice(11, 16)
    await prefer({ quiet_start: clock(-1), quiet_end: clock(2) })
    const decided = await decide('runs')
    expect(decided).toMatchObject({ decision: 'defer', reason: 'quiet_hours' })
    expect((decided?.next_at as Date).toISOString().slice(11, 16)).toBe(clock(2))
    expect(await decide('runs', 'in_app')).toMatchObject({ decision: 'deliver' })
    expect(await decide('run.cancelled')).toMatchObject({ decision: 'deliver', reason: 'required' })
  })

  test('to nobody but the person, and only about what there is', async () => {
    const ask = (who: Member, user: string, category: string, channel: string) =>
      stage.refusal(
        who,
        (tx) =>
          tx`select * from preference_decision("user" => ${user}, category => ${category}, channel => ${channel})`,
      )
    const foreign = await ask(nordlicht.owner, guest.id, 'runs', 'email')
    expect(foreign).toEqual(await ask(nordlicht.owner, randomUUID(), 'runs', 'email'))
    expect(foreign).toMatchObject({ code: 'PT404', message: 'person_not_found' })
    expect(await ask(guest, guest.id, 'gossip', 'email')).toMatchObject({
      code: 'PT400',
      message: 'invalid_category',
    })
    expect(await ask(guest, guest.id, 'runs', 'pigeon')).toMatchObject({
      code: 'PT400',
      message: 'invalid_channel',
    })
  })
})

describe('what was chosen', () => {
  test('off for mail leaves the inbox, off for both leaves nothing', async () => {
    await prefer({ overrides: { runs: { email: 'off' } } })
    await say()
    expect(await inApp()).toHaveLength(1)
    expect(await mails()).toEqual([{ status: 'skipped', skip_reason: 'switched_off' }])
    await stage.as(
      guest,
      (tx) =>
        tx`update cc_notification_preferences set overrides = '{"runs": {"email": "off", "in_app": "off"}}'`,
    )
    await say()
    expect(await inApp()).toHaveLength(1)
  })

  test('off for the app alone still sends the mail', async () => {
    await prefer({ overrides: { runs: { in_app: 'off' } } })
    await say()
    expect(await inApp()).toHaveLength(0)
    expect(await lease(stage)).toHaveLength(1)
  })

  test('counts when the mail goes out, not only when it was queued', async () => {
    await say()
    await prefer({ overrides: { runs: { email: 'off' } } })
    expect(await lease(stage)).toHaveLength(0)
    expect(await mails()).toEqual([{ status: 'skipped', skip_reason: 'switched_off' }])
  })

  test('a muted run is silent, others are not, and unmuted it speaks again', async () => {
    const muted = (isMuted: boolean) =>
      stage.as(guest, (tx) => tx`select * from mute_run(${run}, ${isMuted})`)
    expect([...(await muted(true))]).toEqual([{ is_muted: true }])
    await muted(true)
    expect(
      await stage.sql`select muted_run_ids from cc_notification_preferences where individual_id = ${guest.id}`,
    ).toEqual([{ muted_run_ids: [run] }])
    await say()
    expect(await inApp()).toHaveLength(0)
    expect((await stage.as(guest, (tx) => tx`select is_muted from shared_runs()`))[0]).toEqual({
      is_muted: true,
    })
    await muted(false)
    await say()
    expect(await inApp()).toHaveLength(1)
    const nobody = await addAccount(stage.sql, `${randomUUID()}@example.test`)
    expect(await stage.refusal(nobody, (tx) => tx`select mute_run(${run}, true)`)).toMatchObject({
      code: 'PT404',
    })
  })

  test('what was read before its mail went out is not mailed', async () => {
    await say()
    await stage.as(guest, (tx) => tx`update cc_notifications set read_at = now()`)
    expect(await lease(stage)).toHaveLength(0)
    expect(await mails()).toEqual([{ status: 'skipped', skip_reason: 'already_read' }])
  })

  test('in quiet hours waits and is never dropped', async () => {
    const clock = (shift: number) => new Date(Date.now() + shift * 3_600_000).toISOString().slice(11, 16)
    await prefer({ quiet_start: clock(-1), quiet_end: clock(2) })
    await say()
    expect(await lease(stage)).toHaveLength(0)
    const [waiting] =
      await stage.sql`select status, next_attempt_at between now() + interval '1 hour 58 minutes' and now() + interval '2 hours 11 minutes' as "isAfter"
      from cc_notification_deliveries where recipient_individual_id = ${guest.id} and template = 'notification'`
    expect(waiting).toEqual({ status: 'queued', isAfter: true })
    await stage.sql`update cc_notification_preferences set quiet_start = null, quiet_end = null where individual_id = ${guest.id}`
    await stage.sql`update cc_notification_deliveries set next_attempt_at = now() where recipient_individual_id = ${guest.id} and status = 'queued'`
    expect(await lease(stage)).toHaveLength(1)
  })
})

describe('preferences', () => {
  test('are one’s own row, well-formed or refused', async () => {
    await prefer({ overrides: {} })
    await expect(prefer({}, { ...nordlicht.owner, id: guest.id })).rejects.toThrow()
    expect(
      await stage.as(
        nordlicht.owner,
        (tx) => tx`select from cc_notification_preferences where individual_id = ${guest.id}`,
      ),
    ).toHaveLength(0)
    for (const [column, value] of [
      ['overrides', '{"gossip": {"email": "off"}}'],
      ['overrides', '{"runs": {"email": "hourly"}}'],
      ['overrides', '{"runs": {"in_app": "daily"}}'],
      ['overrides', '[]'],
      ['time_zone', 'Mars/Olympus'],
      ['time_zone', 'EST'],
      ['digest_hour', '24'],
      ['digest_weekday', '0'],
      ['quiet_days', '{0}'],
      ['quiet_start', '22:00'],
    ] as const)
      expect(
        await stage.refusal(guest, (tx) =>
          tx.unsafe(`update cc_notification_preferences set ${column} = $1`, [value]),
        ),
      ).toMatchObject({ code: '23514' })
    await expect(
      stage.as(guest, (tx) => tx`update cc_notification_preferences set muted_run_ids = '{}'`),
    ).rejects.toThrow('permission denied')
    expect(
      await stage.as(
        guest,
        (tx) =>
          tx`update cc_notification_preferences set quiet_start = '22:00', quiet_end = '06:00', time_zone = 'Asia/Kathmandu' returning id`,
      ),
    ).toHaveLength(1)
  })
})

describe('a test mail', () => {
  test('goes to oneself, five times an hour', async () => {
    const send = (who: Member) => stage.as(who, (tx) => tx`select * from send_test_notification()`)
    for (let n = 0; n < 5; n++) await send(guest)
    expect(await stage.refusal(guest, (tx) => tx`select send_test_notification()`)).toMatchObject({
      code: 'PT429',
      message: 'too_many_test_mails',
    })
    expect(new Set((await lease(stage)).map(({ template }) => template))).toEqual(new Set(['test']))
    const nobody = await addAccount(stage.sql, `${randomUUID()}@example.test`)
    expect(await stage.refusal(nobody, (tx) => tx`select send_test_notification()`)).toMatchObject({
      code: 'PT409',
      message: 'nobody_to_send_for',
    })
  })
})
