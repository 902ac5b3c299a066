import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, emptyQueue, inviteOne, keepHouse, lease } from './presence-stage'
import { addAgency, addRun, openStage, type Agency, type Member, type Stage } from './stage'

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
const say = () =>
  stage.as(nordlicht.member, (tx) => tx`select notify_run_stakeholders(${run}, 'News', ${randomUUID()})`)
const mails = async () => [
  ...(await stage.sql`select status, skip_reason from cc_notification_deliveries
    where recipient_individual_id = ${guest.id} and template = 'notification' order by created_at`),
]

describe('a digest', () => {
  const due = () =>
    stage.sql`update cc_notification_deliveries set next_attempt_at = now() where status = 'held'`

  test('gathers what waited and is unread into one mail', async () => {
    await prefer({ overrides: { runs: { email: 'daily' } } })
    await say()
    await say()
    await say()
    expect(await lease(stage)).toHaveLength(0)
    await stage.sql`update cc_notifications set read_at = now() where id = (select id from cc_notifications where recipient_individual_id = ${guest.id} order by id limit 1)`
    await due()
    expect(await keepHouse(stage)).toMatchObject({ digests: 1 })
    const [digest, ...more] = await lease(stage)
    expect(more).toEqual([])
    expect(digest?.template).toBe('digest')
    expect(digest?.payload.items).toHaveLength(2)
    expect((await mails()).map(({ skip_reason }) => skip_reason as string).sort()).toEqual([
      'already_read',
      'in_digest',
      'in_digest',
    ])
    expect(await keepHouse(stage)).toMatchObject({ digests: 0 })
  })

  test('of nothing unread is not sent', async () => {
    await prefer({ overrides: { runs: { email: 'weekly' } } })
    await say()
    await stage.as(guest, (tx) => tx`update cc_notifications set archived_at = now()`)
    await due()
    expect(await keepHouse(stage)).toMatchObject({ digests: 0 })
  })

  test('leaves out what was switched off while it waited, and whoever is gone', async () => {
    await prefer({ overrides: { runs: { email: 'daily' } } })
    await say()
    await stage.as(
      guest,
      (tx) => tx`update cc_notification_preferences set overrides = '{"runs": {"email": "off"}}'`,
    )
    await due()
    expect(await keepHouse(stage)).toMatchObject({ digests: 0 })
    expect(await mails()).toEqual([{ status: 'skipped', skip_reason: 'switched_off' }])
    await stage.as(
      guest,
      (tx) => tx`update cc_notification_preferences set overrides = '{"runs": {"email": "daily"}}'`,
    )
    await say()
    await stage.sql`alter table cc_run_stakeholders disable trigger cc_run_stakeholders_forget`
    await stage.sql`delete from users where id = ${guest.id}`
    await stage.sql`alter table cc_run_stakeholders enable trigger cc_run_stakeholders_forget`
    await due()
    expect(await keepHouse(stage)).toMatchObject({ digests: 0 })
  })

  test('that waits is judged again before it goes: what was switched off or muted by then is left out', async () => {
    const choose = (overrides: object) =>
      stage.sql`update cc_notification_preferences set overrides = ${stage.sql.json(overrides as never)} where individual_id = ${guest.id}`
    const queued = async () => {
      await choose({ runs: { email: 'daily' } })
      await emptyQueue(stage)
      await say()
      await stage.sql`
        insert into cc_notification_deliveries
          (tenant_id, recipient_individual_id, address, category, template, payload, status, idempotency_key)
        values (${nordlicht.id}, ${guest.id}, 'x@example.test', 'team', 'notification', '{"subject": "Team news"}', 'held', ${randomUUID()})`
      await choose({ runs: { email: 'daily' }, team: { email: 'daily' } })
      await due()
      expect(await keepHouse(stage)).toMatchObject({ digests: 1 })
    }
    const sent = async () =>
      (await lease(stage)).map(({ payload }) =>
        (payload.items as { category: string }[]).map(({ category }) => category).sort(),
      )
    const digests = () =>
      stage.sql`select status, skip_reason from cc_notification_deliveries
        where recipient_individual_id = ${guest.id} and template = 'digest' order by created_at desc limit 1`
    await prefer({})
    await queued()
    expect(await sent()).toEqual([['runs', 'team']])

    await queued()
    await choose({ runs: { email: 'daily' }, team: { email: 'off' } })
    expect(await sent()).toEqual([['runs']])

    await queued()
    await stage.as(guest, (tx) => tx`select mute_run(${run}, true)`)
    expect(await sent()).toEqual([['team']])
    await stage.as(guest, (tx) => tx`select mute_run(${run}, false)`)

    await queued()
    await choose({ runs: { email: 'off' }, team: { email: 'off' } })
    expect(await sent()).toEqual([])
    expect([...(await digests())]).toEqual([{ status: 'skipped', skip_reason: 'switched_off' }])
  })

  test('cut in two by a long list loses nothing', async () => {
    await prefer({ overrides: { runs: { email: 'daily' } } })
    await say()
    await due()
    await keepHouse(stage)
    await say()
    // The same hour again, as when the first sweep stopped in the middle.
    await stage.sql`update cc_notification_deliveries set next_attempt_at = (select max(next_attempt_at) from cc_notification_deliveries where skip_reason = 'in_digest') where status = 'held'`
    expect(await keepHouse(stage)).toMatchObject({ digests: 1 })
  })
})
