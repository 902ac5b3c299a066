import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, emptyQueue, inviteOne, lease, toldTo } from './presence-stage'
import {
  addAgency,
  addPortal,
  addRun,
  openStage,
  publish,
  undo,
  type Agency,
  type Member,
  type Stage,
} from './stage'

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
  run = await addRun(stage.sql, nordlicht, { mode: 'INVITE_ONLY' })
  guest = await claimAs(stage, await inviteOne(stage, nordlicht.member, run))
  await emptyQueue(stage)
})

const told = () => toldTo(stage, guest.id)
const newest = async () =>
  (
    await stage.sql`select * from cc_notifications where recipient_individual_id = ${guest.id} order by created_at desc limit 1`
  )[0]
const mails = async () => [
  ...(await stage.sql`
    select status, skip_reason, payload ->> 'body' as body, next_attempt_at > now() as waits from cc_notification_deliveries
    where recipient_individual_id = ${guest.id} order by created_at`),
]
const change = (set: string, who: Member = nordlicht.member) =>
  stage.as(who, (tx) => tx.unsafe(`update cc_n3_runs set ${set} where id = '${run}'`))
/** As somebody who wants mail alone: what happens to runs makes no row in the app. */
const mailOnly = (who: Member) =>
  stage.as(
    who,
    (tx) =>
      tx`insert into cc_notification_preferences (individual_id, overrides) values (${who.id}, '{"runs": {"in_app": "off"}}')`,
  )
const put = (portals: string[], version: number) =>
  stage.as(nordlicht.member, (tx) =>
    publish(
      tx,
      run,
      'OPEN',
      portals.map((portal_id) => ({ portal_id })),
      version,
    ),
  )

describe('publishing', () => {
  test('is told when a run goes public, once, and not to those who see it more widely published', async () => {
    const second = await addPortal(stage.sql, nordlicht.id, `second-${randomUUID()}`)
    await put([nordlicht.portal], 0)
    expect(await told()).toEqual(['run.published'])
    await put([nordlicht.portal, second], 1)
    expect(await told()).toEqual(['run.published'])
    expect(await mails()).toMatchObject([{ status: 'queued' }])
    await stage.as(nordlicht.member, (tx) =>
      publish(tx, run, 'OPEN', [{ portal_id: nordlicht.portal, listing: 'teaser' }], 2),
    )
    expect(await told()).toEqual(['run.published'])
  })

  test('taken back at once was never told, and no mail goes out', async () => {
    await put([nordlicht.portal], 0)
    await stage.as(nordlicht.member, (tx) => undo(tx, run, 1))
    expect(await told()).toEqual([])
    expect(await mails()).toMatchObject([{ status: 'cancelled', skip_reason: 'publish_undone' }])
  })

  test('taken back at once sends no mail to who wants mail alone either', async () => {
    await mailOnly(guest)
    await put([nordlicht.portal], 0)
    expect(await mails()).toMatchObject([{ status: 'queued' }])
    await stage.as(nordlicht.member, (tx) => undo(tx, run, 1))
    expect(await mails()).toMatchObject([{ status: 'cancelled', skip_reason: 'publish_undone' }])
  })

  test('brought back after it was taken off and that undone is no news', async () => {
    await put([nordlicht.portal], 0)
    await stage.sql`update cc_notifications set created_at = now() - interval '1 hour' where recipient_individual_id = ${guest.id}`
    await stage.sql`update cc_run_portal_publications set publish_at = now() - interval '1 hour' where run_id = ${run}`
    await stage.sql`update private.run_announcements set announced_at = now() - interval '1 hour' where run_id = ${run}`
    await put([], 1)
    await stage.as(nordlicht.member, (tx) => undo(tx, run, 2))
    expect(await told()).toEqual(['run.published'])
  })

  test('is not told to the one who did it, though they hold the run', async () => {
    await stage.sql`insert into cc_run_stakeholders (tenant_id, run_id, user_id) values (${nordlicht.id}, ${run}, ${nordlicht.member.id}), (${nordlicht.id}, ${run}, ${nordlicht.admin.id})`
    const before = await toldTo(stage, nordlicht.member.id)
    await put([nordlicht.portal], 0)
    expect(await toldTo(stage, nordlicht.member.id)).toEqual(before)
    expect((await toldTo(stage, nordlicht.admin.id)).at(-1)).toBe('run.published')
  })

  test('that fails tells nobody', async () => {
    await expect(put([nordlicht.portal, randomUUID()], 0)).rejects.toThrow('portal_not_found')
    expect(await told()).toEqual([])
  })
})

describe('changes', () => {
  test('within five minutes are one notification and one mail, with all that is new', async () => {
    await change(`name = 'Window party'`)
    await stage.as(guest, (tx) => tx`update cc_notifications set read_at = now()`)
    await change(`starts_at = '2031-05-01 08:00+00', ends_at = '2031-05-02 08:00+00'`)
    await change(`name = 'Window gala'`)
    expect(await told()).toEqual(['run.changed'])
    const row = await newest()
    expect(row?.body).toContain('Window gala')
    expect(row?.body).not.toContain('Window party ·')
    expect(row?.body).toContain('1 May 2031, 10:00 (Europe/Berlin)')
    expect(row?.read_at).toBeNull()
    expect(await mails()).toEqual([
      { status: 'queued', skip_reason: null, body: row?.body as string, waits: true },
    ])
  })

  test('within five minutes are one mail also for those who want mail alone, be they all or some', async () => {
    await mailOnly(guest)
    await change(`name = 'Window party'`)
    await change(`starts_at = '2031-05-01 08:00+00', ends_at = null`)
    const reader = await claimAs(stage, await inviteOne(stage, nordlicht.member, run))
    await change(`name = 'Window gala'`, nordlicht.admin)
    await change(`description = 'With music'`, nordlicht.admin)
    expect(await told()).toEqual([])
    expect(await toldTo(stage, reader.id)).toEqual(['run.changed'])
    const both = await mails()
    expect(both).toMatchObject([{ status: 'queued' }, { status: 'queued' }])
    expect(both[0]?.body).toContain(
      'name Window party · starts Thu 1 May 2031, 10:00 (Europe/Berlin) · end open.',
    )
    expect(both[1]?.body).toContain('name Window gala · description.')
  })

  test('later or by somebody else are told anew', async () => {
    await change(`name = 'One'`)
    await stage.sql`update cc_notification_deliveries set created_at = now() - interval '6 minutes' where recipient_individual_id = ${guest.id}`
    await stage.sql`update cc_notifications set created_at = now() - interval '6 minutes' where recipient_individual_id = ${guest.id}`
    await change(`name = 'Two'`)
    await change(`name = 'Three'`, nordlicht.admin)
    expect(await told()).toEqual(['run.changed', 'run.changed', 'run.changed'])
  })

  test('that nobody cares about, and those of drafts, are not told', async () => {
    await change(`status = 'in_progress'`)
    await change(`metadata = metadata || '{"note": 1}'`)
    await change('name = name')
    await stage.sql`update cc_n3_runs set status = 'draft' where id = ${run}`
    await change(`name = 'Still a draft'`)
    expect(await told()).toEqual([])
  })

  test('that are rolled back are not told', async () => {
    await expect(
      stage.as(nordlicht.member, async (tx) => {
        await tx`update cc_n3_runs set name = 'Never' where id = ${run}`
        throw new Error('lost connection')
      }),
    ).rejects.toThrow()
    expect(await told()).toEqual([])
  })
})

describe('cancelling', () => {
  test('reaches everybody, muted or switched off, because they must know', async () => {
    await stage.as(guest, (tx) => tx`select mute_run(${run}, true)`)
    await stage.as(
      guest,
      (tx) =>
        tx`update cc_notification_preferences set overrides = '{"runs": {"email": "off", "in_app": "off"}}'`,
    )
    await change(`name = 'Muted news'`)
    expect(await told()).toEqual([])
    await change(`status = 'cancelled'`)
    expect(await told()).toEqual(['run.cancelled'])
    expect((await lease(stage)).map(({ payload }) => payload.type)).toEqual(['run.cancelled'])
  })
})

describe('an update', () => {
  const say = (subject: string, body: string, who: Member = nordlicht.member, id = run) =>
    stage.as(
      who,
      (tx) => tx<{ recipients: number }[]>`select * from notify_run_stakeholders(${id}, ${subject}, ${body})`,
    )

  test('reaches those who hold the run, and the same words only once', async () => {
    expect([...(await say('News {{run}}', 'Bring {{agency}} gloves'))]).toEqual([{ recipients: 1 }])
    expect([...(await say('News {{run}}', 'Bring {{agency}} gloves'))]).toEqual([{ recipients: 0 }])
    const row = await newest()
    // What people type stays what it is; only the words of the template are filled.
    expect(row?.subject).toBe('Window cleaning: News {{run}}')
    expect(row?.body).toContain('Bring {{agency}} gloves')
    expect([...(await say('Other', 'words'))]).toEqual([{ recipients: 1 }])
  })

  test('needs words, and a run of one’s own', async () => {
    const refused = (subject: string, body: string, who = nordlicht.member, id = run) =>
      stage.refusal(who, (tx) => tx`select * from notify_run_stakeholders(${id}, ${subject}, ${body})`)
    expect(await refused('', 'x')).toMatchObject({ code: 'PT400', message: 'invalid_subject' })
    expect(await refused('x'.repeat(151), 'x')).toMatchObject({ message: 'invalid_subject' })
    expect(await refused('x', ' ')).toMatchObject({ message: 'invalid_body' })
    const foreign = await refused('x', 'x', kai.owner)
    expect(foreign).toEqual(await refused('x', 'x', kai.owner, randomUUID()))
    expect(foreign).toMatchObject({ code: 'PT404', message: 'run_not_found' })
    expect(await told()).toEqual([])
  })

  test('to a hundred and more goes to the slow lane', async () => {
    await stage.sql`
      with people as (insert into users (id, email, role) select gen_random_uuid(), gen_random_uuid() || '@example.test', 'stakeholder' from generate_series(1, 120) returning id)
      insert into cc_run_stakeholders (tenant_id, run_id, user_id) select ${nordlicht.id}, ${run}, id from people`
    expect([...(await say('News', 'for all'))]).toEqual([{ recipients: 121 }])
    expect(
      await stage.sql`select distinct lane from cc_notification_deliveries where status = 'queued' and template = 'notification'`,
    ).toEqual([{ lane: 3 }])
  })
})

describe('the inbox', () => {
  const mark = (who: Member, upTo: string, category: string | null = null) =>
    stage.as(
      who,
      (tx) =>
        tx<
          { marked: number; stamp: string }[]
        >`select marked, stamp::text from mark_all_notifications_read(up_to => ${upTo}::text::timestamptz, category => ${category})`,
    )
  const counts = async (who: Member) => (await stage.as(who, (tx) => tx`select * from inbox_counts()`))[0]

  beforeEach(async () => {
    await stage.sql`delete from cc_notifications where recipient_individual_id = ${guest.id}`
    await stage.sql`
      insert into cc_notifications (sender_tenant_id, recipient_individual_id, type, category, subject, dedupe_key)
      select ${nordlicht.id}, ${guest.id}, 'run.update', case when n % 2 = 0 then 'runs' else 'invitations' end, 'x', 'k' || n from generate_series(1, 120) n`
  })

  test('counts to a hundred and then says so', async () => {
    expect(await counts(guest)).toEqual({ unread: 100, unseen: 100 })
    expect(await counts(nordlicht.siblingViewer)).toEqual({ unread: 0, unseen: 0 })
  })

  test('is marked read up to a moment, of one category if wanted, and exactly that is taken back', async () => {
    await stage.sql`update cc_notifications set created_at = now() + interval '1 minute' where recipient_individual_id = ${guest.id} and dedupe_key = 'k2'`
    await stage.sql`update cc_notifications set read_at = '2024-01-01' where recipient_individual_id = ${guest.id} and dedupe_key = 'k4'`
    const [runs] = await mark(guest, new Date(Date.now() + 1000).toISOString(), 'runs')
    expect(runs?.marked).toBe(58)
    const [rest] = await mark(guest, new Date(Date.now() + 1000).toISOString())
    expect(rest?.marked).toBe(60)
    expect(await counts(guest)).toMatchObject({ unread: 1 })
    const back = await stage.as(
      guest,
      (tx) => tx`select * from undo_mark_all_read(stamp => ${runs?.stamp ?? ''}::text::timestamptz)`,
    )
    expect([...back]).toEqual([{ restored: 58 }])
    expect(await counts(guest)).toMatchObject({ unread: 59 })
    const stranger = await stage.as(
      kai.owner,
      (tx) => tx`select * from undo_mark_all_read(stamp => ${rest?.stamp ?? ''}::text::timestamptz)`,
    )
    expect([...stranger]).toEqual([{ restored: 0 }])
  })

  test('is one’s own: nobody else reads or marks it, the agency that sent it neither', async () => {
    for (const who of [nordlicht.owner, kai.owner, nordlicht.viewer]) {
      expect(
        await stage.as(
          who,
          (tx) => tx`select from cc_notifications where recipient_individual_id = ${guest.id}`,
        ),
      ).toHaveLength(0)
      expect(
        await stage.as(
          who,
          (tx) =>
            tx`update cc_notifications set read_at = now() where recipient_individual_id = ${guest.id} returning id`,
        ),
      ).toHaveLength(0)
    }
    expect(
      await stage.as(
        guest,
        (tx) => tx`update cc_notifications set archived_at = now() where dedupe_key = 'k1' returning id`,
      ),
    ).toHaveLength(1)
    await expect(stage.as(guest, (tx) => tx`update cc_notifications set subject = 'x'`)).rejects.toThrow(
      'permission denied',
    )
  })
})
