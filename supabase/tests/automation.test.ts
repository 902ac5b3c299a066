/* eslint-disable max-lines -- one file on purpose: all these stories stand on the same stage and the same few helpers. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WORKFLOW_CATALOGUE } from '../../lib/rules/workflows'
import {
  addAgency,
  addRun,
  openStage,
  publish,
  untilSomebodyWaits,
  type Agency,
  type Member,
  type Stage,
} from './stage'

/**
 * Automation: every event once per rule, whatever is told twice or dies half-way; nothing that a rule made sets off a rule; one that
 * fails stops no other; and a dry run says what would happen without doing any of it.
 */

let stage: Stage
let nordlicht: Agency
let other: Agency

interface Rule {
  name?: string
  event: string
  conditions?: object
  action: string
  options: object
  isOn?: boolean
}
interface Execution {
  status: string
  detail: string | null
  subject_id: string
  product_id: string | null
  product_type: string | null
  product_label: string | null
  people_told: number
}
interface Match {
  total: number
  subject_id: string
  label: string
  people: number | null
}

const TICKET = { priority: 'urgent', notify: 'everybody' }
const ALERT = { severity: 'high', notify: 'nobody' }
const CRITICAL: Rule = { event: 'alert.critical', action: 'open_ticket', options: TICKET }
const IDLE: Rule = {
  event: 'ticket.idle',
  conditions: { days: 7, min_priority: 'low', with_waiting: false },
  action: 'raise_alert',
  options: ALERT,
}
const SILENT: Rule = {
  event: 'client.silent',
  conditions: { days: 14 },
  action: 'raise_alert',
  options: ALERT,
}
const PUBLISHED: Rule = {
  event: 'run.published',
  action: 'notify_stakeholders',
  options: { subject: 'You can join now', body: 'Bring gloves.' },
}

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  other = await addAgency(stage.sql, 'other')
})
afterAll(() => stage.stop())

/** A story begins without rules, and with nothing waiting. */
beforeEach(async () => {
  await stage.sql`delete from workflow_triggers`
  await stage.sql`delete from private.workflow_events`
  await stage.sql`delete from alerts`
  await stage.sql`delete from tickets`
  await stage.sql`delete from communications`
  await stage.sql`delete from workflow_settings`
  await stage.sql`delete from cc_notifications`
  await stage.sql`update clients set created_at = now()`
})

const makeRule = (rule: Rule, who: Member = nordlicht.admin, agency = nordlicht) =>
  stage.as(who, async (tx) => {
    const [made] = await tx<{ id: string }[]>`
      insert into workflow_triggers (agency_id, name, event, conditions, action, options, is_on)
      values (${agency.id}, ${rule.name ?? 'A rule'}, ${rule.event}, ${tx.json((rule.conditions ?? {}) as never)}, ${rule.action},
        ${tx.json(rule.options as never)}, ${rule.isOn ?? true})
      returning id`
    return made?.id ?? ''
  })
/** As if the rule had been on for so many days. */
const backdate = (rule: string, days: number) =>
  stage.sql`update workflow_triggers set on_since = now() - make_interval(days => ${days}) where id = ${rule}`
/** A round of the worker; what waits for its time is due. */
const work = async () => {
  await stage.sql`update private.workflow_events set due_at = now()`
  await stage.sql`update private.workflow_checks set next_at = now()`
  const [row] = await stage.sql<{ acted: number }[]>`select private.run_automation() as acted`
  return row?.acted ?? -1
}
const raise = async (severity = 'critical', client = nordlicht.client) => {
  const id = randomUUID()
  await stage.sql`insert into alerts (id, agency_id, client_id, severity, title) values (${id}, ${nordlicht.id}, ${client}, ${severity}, 'Shop is down')`
  return id
}
const openTicket = async (days: number, fields: { status?: string; priority?: string } = {}) => {
  const id = randomUUID()
  await stage.sql`insert into tickets (id, agency_id, client_id, title, status, waiting_for, priority, created_at, updated_at)
    values (${id}, ${nordlicht.id}, ${nordlicht.client}, 'Paint the door', ${fields.status ?? 'open'},
      ${fields.status === 'waiting' ? 'client' : null}, ${fields.priority ?? 'normal'}, now() - make_interval(days => ${days}), now() - make_interval(days => ${days}))`
  await stage.sql`update activity_log set created_at = now() - make_interval(days => ${days}) where row_id = ${id}`
  return id
}
const talk = (days: number, client = nordlicht.client, type = 'call') =>
  stage.sql`insert into communications (agency_id, client_id, type, direction, subject, occurred_at)
    values (${nordlicht.id}, ${client}, ${type}, ${type === 'note' ? null : 'inbound'}, 'Hello', now() - make_interval(days => ${days}))`
const log = (rule?: string) => stage.sql<Execution[]>`
  select status, detail, subject_id, product_id, product_type, product_label, people_told from workflow_executions
  where agency_id = ${nordlicht.id} and (${rule ?? null}::uuid is null or trigger_id = ${rule ?? null}) order by created_at, event_key`
const count = async (table: string) => {
  const [row] = await stage.sql<
    { n: number }[]
  >`select count(*)::int as n from ${stage.sql(table)} where agency_id = ${nordlicht.id}`
  return row?.n ?? -1
}
const dryRun = (rule: Rule, who: Member = nordlicht.admin) =>
  stage.as(who, async (tx) => [
    ...(await tx<
      Match[]
    >`select * from dry_run_workflow(event => ${rule.event}, conditions => ${tx.json((rule.conditions ?? {}) as never)},
      action => ${rule.action}, options => ${tx.json(rule.options as never)})`),
  ])

describe('rules', () => {
  test('are made and read by admins and by whoever may bill; for everybody else there are none', async () => {
    const rule = await makeRule(CRITICAL)
    const seen = (who: Member) =>
      stage.as(who, (tx) => tx`select id from workflow_triggers where agency_id = ${nordlicht.id}`)
    await stage.sql`update users set permissions = '["billing"]' where id in (${nordlicht.member.id}, ${nordlicht.viewer.id})`
    for (const who of [nordlicht.owner, nordlicht.admin, nordlicht.member])
      expect(await seen(who)).toHaveLength(1)
    await makeRule(CRITICAL, nordlicht.member)
    await stage.sql`update users set permissions = '[]' where id = ${nordlicht.member.id}`
    for (const who of [nordlicht.member, nordlicht.viewer, other.owner]) {
      expect(await seen(who)).toEqual([])
      await expect(makeRule(CRITICAL, who)).rejects.toThrow(/row-level security/)
      await stage.as(who, (tx) => tx`update workflow_triggers set is_on = false where id = ${rule}`)
    }
    for (const who of [nordlicht.member, nordlicht.viewer])
      await expect(dryRun(CRITICAL, who)).rejects.toThrow('billing_required')
    await raise()
    // Of their own agency, in which nothing has happened.
    expect(await dryRun(CRITICAL, other.owner)).toEqual([])
    const [row] = await stage.sql`select is_on from workflow_triggers where id = ${rule}`
    expect(row).toEqual({ is_on: true })
    await stage.sql`update users set permissions = '[]' where id = ${nordlicht.viewer.id}`
  })

  test.each<[string, Partial<Rule>]>([
    ['an action of another event', { action: 'raise_alert', options: ALERT }],
    ['an unknown event', { event: 'moon.full' }],
    ['an option that is missing', { options: { priority: 'urgent' } }],
    ['an option that nobody knows', { options: { ...TICKET, colour: 'red' } }],
    ['an option of another type', { options: { ...TICKET, due_in_days: '3' } }],
    ['an option out of range', { options: { ...TICKET, due_in_days: 91 } }],
    ['a condition that is no id', { conditions: { client_id: 'everybody' } }],
    ['no object at all', { conditions: [] }],
  ])('say only what the catalogue knows: not %s', async (_, wrong) => {
    await expect(makeRule({ ...CRITICAL, ...wrong })).rejects.toThrow(
      'workflow_triggers_are_of_the_catalogue',
    )
    await expect(dryRun({ ...CRITICAL, ...wrong })).rejects.toThrow('invalid_rule')
  })

  test('are of one catalogue, in the database and in the app', async () => {
    const [row] = await stage.sql`select private.workflow_catalogue() as catalogue`
    expect(row?.catalogue).toEqual(WORKFLOW_CATALOGUE)
  })

  test('name clients and colleagues of their own agency only', async () => {
    for (const id of [other.client, nordlicht.house, randomUUID()])
      await expect(makeRule({ ...CRITICAL, conditions: { client_id: id } })).rejects.toThrow(
        'client_not_found',
      )
    for (const id of [other.owner.id, nordlicht.viewer.id])
      await expect(makeRule({ ...CRITICAL, options: { ...TICKET, assignee_id: id } })).rejects.toThrow(
        'assignee_unknown',
      )
  })

  test('are deleted so that undo brings them back, and what they did keeps their name', async () => {
    const rule = await makeRule({ ...CRITICAL, name: 'Fire brigade' })
    await raise()
    await work()
    await stage.as(
      nordlicht.admin,
      (tx) => tx`update workflow_triggers set deleted_at = now() where id = ${rule}`,
    )
    await raise()
    expect(await work()).toBe(0)
    await stage.as(
      nordlicht.admin,
      (tx) => tx`update workflow_triggers set deleted_at = null where id = ${rule}`,
    )
    // What happened meanwhile is not made up for.
    expect(await work()).toBe(0)
    await raise()
    expect(await work()).toBe(1)
    await expect(
      stage.as(nordlicht.admin, (tx) => tx`delete from workflow_triggers where id = ${rule}`),
    ).rejects.toThrow('permission denied')
  })
})

describe('a critical alert', () => {
  test('gets a ticket, once, in the name of the rule, and whoever is to know is told', async () => {
    const rule = await makeRule({
      ...CRITICAL,
      name: 'Fire brigade',
      options: { ...TICKET, assignee_id: nordlicht.member.id, due_in_days: 1 },
    })
    const alert = await raise()
    await raise('high')
    expect([await work(), await work()]).toEqual([1, 0])
    const [done, ...more] = await log(rule)
    expect(more).toEqual([])
    expect(done).toMatchObject({ status: 'done', subject_id: alert, product_type: 'ticket', people_told: 3 })
    const [ticket] = await stage.as(
      nordlicht.owner,
      (
        tx,
      ) => tx`select priority, assignee_id, visibility, source_alert_id, description, creator_name(t), (ticket_events(t))[1].person
        from tickets t where id = ${done?.product_id ?? ''}`,
    )
    expect(ticket).toEqual({
      priority: 'urgent',
      assignee_id: nordlicht.member.id,
      visibility: 'internal',
      source_alert_id: alert,
      description: 'Opened by the rule “Fire brigade”, because the alert is critical.',
      creator_name: 'Rule “Fire brigade”',
      person: 'Rule “Fire brigade”',
    })
    const history = await stage.as(
      nordlicht.member,
      (tx) => tx`select actor_name(l), new_values ->> 'ticket_id' as ticket from activity_log l
        where subject_id = ${alert} and action = 'update'`,
    )
    expect(history).toEqual([{ actor_name: 'Rule “Fire brigade”', ticket: done?.product_id }])
    const subjects =
      await stage.sql`select subject, body from cc_notifications where recipient_individual_id = ${nordlicht.member.id} and category = 'tickets' order by type`
    expect(subjects).toEqual([
      {
        subject: expect.stringMatching(/was opened for Client$/) as unknown,
        body: 'Shop is down\n\nThe rule “Fire brigade” opened it.',
      },
      {
        subject: expect.stringMatching(/is yours$/) as unknown,
        body: 'The rule “Fire brigade” assigned Shop is down to you. Client: Client.',
      },
    ])
  })

  test('that has a ticket already, or is resolved before the rule comes, is passed over with the reason', async () => {
    const rule = await makeRule(CRITICAL)
    const [withTicket, resolved] = [await raise(), await raise()]
    await stage.as(nordlicht.member, (tx) => tx`select * from alert_to_ticket(${withTicket})`)
    await stage.as(
      nordlicht.member,
      (tx) => tx`update alerts set status = 'resolved', resolution_note = 'Done' where id = ${resolved}`,
    )
    await work()
    const reasons = (await log(rule)).map(({ subject_id, status, detail }) => [
      subject_id === resolved,
      status,
      detail,
    ])
    expect(reasons).toEqual(
      expect.arrayContaining([
        [false, 'skipped', 'has_ticket'],
        [true, 'skipped', 'alert_is_resolved'],
      ]),
    )
    expect(await count('tickets')).toBe(1)
  })

  test('counts when it becomes one, and for the client that the rule is about', async () => {
    await makeRule({ ...CRITICAL, conditions: { client_id: nordlicht.sibling } })
    const [mild] = [await raise('low', nordlicht.sibling), await raise()]
    expect(await work()).toBe(0)
    await stage.as(nordlicht.member, (tx) => tx`update alerts set severity = 'critical' where id = ${mild}`)
    expect(await work()).toBe(1)
  })

  test('that came before the rule was on, or while the switch was off, is left alone', async () => {
    await raise()
    const rule = await makeRule(CRITICAL)
    expect(await work()).toBe(0)
    const turn = (isEnabled: boolean) =>
      stage.as(
        nordlicht.admin,
        (
          tx,
        ) => tx`insert into workflow_settings (agency_id, is_enabled) values (${nordlicht.id}, ${isEnabled})
          on conflict (agency_id) do update set is_enabled = excluded.is_enabled`,
      )
    await turn(false)
    await raise()
    expect(await work()).toBe(0)
    await turn(true)
    expect(await work()).toBe(0)
    await raise()
    expect(await work()).toBe(1)
    expect(await log(rule)).toHaveLength(1)
  })
})

describe('an event is acted on once per rule', () => {
  test('however often it is told', async () => {
    const [one, two] = [await makeRule(CRITICAL), await makeRule({ ...SILENT, conditions: { days: 14 } })]
    await raise()
    await work()
    await talk(15)
    await backdate(two, 30)
    await work()
    for (let n = 0; n < 3; n++) {
      // The queue hands everything out again.
      await stage.sql`update private.workflow_events set handled_at = null`
      await stage.sql`insert into private.workflow_events select * from private.workflow_events on conflict do nothing`
      expect(await work()).toBe(0)
    }
    expect([await log(one), await log(two)].map((rows) => rows.length)).toEqual([1, 1])
    expect([await count('tickets'), await count('alerts')]).toEqual([1, 2])
  })

  test('also when the worker dies in the middle', async () => {
    await makeRule(CRITICAL)
    for (let n = 0; n < 5; n++) await raise()
    const dying = stage.sql.begin(async (tx) => {
      await tx`update private.workflow_events set due_at = now()`
      const [row] = await tx<{ acted: number }[]>`select private.run_automation() as acted`
      expect(row?.acted).toBe(5)
      // A session that ends leaves what one leaves that is rolled back: nothing.
      throw new Error('killed')
    })
    await expect(dying).rejects.toThrow('killed')
    expect([await count('tickets'), await count('workflow_executions')]).toEqual([0, 0])
    expect([await work(), await work()]).toEqual([5, 0])
    expect([await count('tickets'), await count('workflow_executions')]).toEqual([5, 5])
  })

  test('also when two workers meet, and the second waits for nobody', async () => {
    await makeRule(CRITICAL)
    for (let n = 0; n < 5; n++) await raise()
    await stage.sql`update private.workflow_events set due_at = now()`
    await stage.sql.begin(async (first) => {
      const [mine] = await first<{ acted: number }[]>`select private.run_automation() as acted`
      const [theirs] = await stage.sql<{ acted: number }[]>`select private.run_automation() as acted`
      expect([mine?.acted, theirs?.acted]).toEqual([5, 0])
    })
    expect(await work()).toBe(0)
    expect(await count('tickets')).toBe(5)
    // A whole crowd through the front door.
    for (let n = 0; n < 5; n++) await raise()
    await stage.sql`update private.workflow_events set due_at = now()`
    await Promise.all(Array.from({ length: 6 }, () => stage.sql`select * from run_delivery_housekeeping()`))
    await work()
    expect(await count('tickets')).toBe(10)
  })

  test('also when both have the same event in hand', async () => {
    const rule = await makeRule(CRITICAL)
    const alert = await raise()
    const follow = (sql: typeof stage.sql) => sql<{ isNew: boolean }[]>`
      select private.follow_rule(r, row('again', 'alert', ${alert}, ${nordlicht.client}, 'Shop', null, now())::private.workflow_match) as "isNew"
      from workflow_triggers r where r.id = ${rule}`
    const second = await stage.sql.begin(async (first) => {
      expect(await follow(first as unknown as typeof stage.sql)).toEqual([{ isNew: true }])
      const waiting = follow(stage.sql).execute()
      await untilSomebodyWaits(stage.sql)
      return { waiting }
    })
    expect(await second.waiting).toEqual([{ isNew: false }])
    expect(await count('tickets')).toBe(1)
  })

  test('in slices, so that a flood is worked off in rounds', async () => {
    await makeRule({ ...CRITICAL, options: { ...TICKET, notify: 'nobody' } })
    await stage.sql`insert into alerts (agency_id, client_id, severity, title)
      select ${nordlicht.id}, ${nordlicht.client}, 'critical', 'Flood' from generate_series(1, 230)`
    expect([await work(), await work(), await work()]).toEqual([200, 30, 0])
  })
})

describe('there are no loops', () => {
  test('a rule that would set itself off does so never, nor do two that would set off each other', async () => {
    await makeRule(CRITICAL)
    const idle = await makeRule({ ...IDLE, options: { severity: 'critical', notify: 'nobody' } })
    const silent = await makeRule({ ...SILENT, options: { severity: 'critical', notify: 'nobody' } })
    await backdate(idle, 60)
    await backdate(silent, 60)
    await openTicket(8)
    await talk(20)
    await raise()
    for (let n = 0; n < 5; n++) {
      await work()
      // Time passes, for what rules made as for everything else.
      await stage.sql`alter table tickets disable trigger tickets_stamp`
      await stage.sql`update tickets set updated_at = updated_at - interval '20 days', created_at = created_at - interval '20 days'`
      await stage.sql`alter table tickets enable trigger tickets_stamp`
    }
    const made = await stage.sql`select count(*)::int as n from workflow_executions e
      join workflow_executions m on m.agency_id = e.agency_id and m.product_id = e.subject_id`
    expect(made).toEqual([{ n: 0 }])
    // The ticket of the person went on being idle, which is another event each time; the one of the rule never counted.
    const products =
      await stage.sql`select product_type, count(distinct product_id)::int as n from workflow_executions group by 1 order by 1`
    expect(products).toEqual([
      { product_type: 'alert', n: 2 },
      { product_type: 'ticket', n: 1 },
    ])
  })

  test('a person who makes a rule’s alert critical sets off no rule either', async () => {
    await makeRule(CRITICAL)
    const silent = await makeRule(SILENT)
    await backdate(silent, 60)
    await talk(20)
    await work()
    await stage.as(
      nordlicht.member,
      (tx) => tx`update alerts set severity = 'critical' where source = 'automation'`,
    )
    expect(await work()).toBe(0)
  })

  test('the log itself refuses an act on what a rule made, whoever writes it', async () => {
    const rule = await makeRule(CRITICAL)
    await raise()
    await work()
    const [made] = await log(rule)
    await expect(
      stage.sql`insert into workflow_executions (agency_id, trigger_id, event_key, subject_type, subject_id, subject_label, status, happened_at)
        values (${nordlicht.id}, ${rule}, 'loop', 'ticket', ${made?.product_id ?? ''}, 'Loop', 'done', now())`,
    ).rejects.toThrow('made_by_a_rule')
  })

  test('and nobody signed in can act in the name of a rule', async () => {
    const rule = await makeRule(CRITICAL)
    const acting = await stage.as(nordlicht.member, async (tx) => {
      await tx`select set_config('audienceos.acting_rule', ${rule}, true)`
      await tx`insert into tickets (agency_id, client_id, title) values (${nordlicht.id}, ${nordlicht.client}, 'Mine')`
      return tx`select actor_id from activity_log where table_name = 'tickets' and created_at = now()`
    })
    expect(acting).toEqual([{ actor_id: nordlicht.member.id }])
  })
})

describe('a rule that fails', () => {
  test('stops no other, leaves nothing half done, and says why in the log', async () => {
    const [one, two] = [
      await makeRule({ ...CRITICAL, name: 'Breaks' }),
      await makeRule({ ...CRITICAL, name: 'Works' }),
    ]
    await stage.sql.unsafe(`
      create function pg_temp_fail() returns trigger language plpgsql as $$
      begin if new.description like '%Breaks%' then raise exception 'the disk is full'; end if; return new; end $$;
      create trigger zz_fail before insert on tickets for each row execute function pg_temp_fail()`)
    try {
      await raise()
      await raise()
      expect(await work()).toBe(4)
      expect((await log(one)).map(({ status, detail }) => [status, detail])).toEqual([
        ['failed', 'the disk is full'],
        ['failed', 'the disk is full'],
      ])
      expect((await log(two)).map(({ status }) => status)).toEqual(['done', 'done'])
      expect(await count('tickets')).toBe(2)
    } finally {
      await stage.sql.unsafe('drop trigger zz_fail on tickets; drop function pg_temp_fail()')
    }
  })

  test('because somebody else holds what it needs is tried again later, and the others go on', async () => {
    await makeRule(CRITICAL)
    const [held, free] = [await raise(), await raise()]
    await stage.sql.begin(async (person) => {
      await person`select from alerts where id = ${held} for update`
      expect(await work()).toBe(1)
      const [row] = await stage.sql`select subject_id from workflow_executions`
      expect(row).toEqual({ subject_id: free })
    })
    expect(await work()).toBe(1)
  }, 20_000)
})

describe('a ticket', () => {
  test('is idle since its last change or comment; waiting ones and lesser ones only when the rule says so', async () => {
    const rule = await makeRule({
      ...IDLE,
      conditions: { days: 7, min_priority: 'normal', with_waiting: false },
    })
    await backdate(rule, 30)
    const idle = await openTicket(8)
    const commented = await openTicket(8)
    await stage.sql`insert into ticket_comments (agency_id, client_id, ticket_id, body) values (${nordlicht.id}, ${nordlicht.client}, ${commented}, 'On it')`
    await openTicket(8, { status: 'waiting' })
    await openTicket(8, { priority: 'low' })
    await openTicket(8, { status: 'resolved' })
    await openTicket(6)
    await openTicket(60)
    expect([await work(), await work()]).toEqual([1, 0])
    const [done] = await log(rule)
    expect(done).toMatchObject({ subject_id: idle, product_type: 'alert', status: 'done' })
    const [alert] = await stage.as(
      nordlicht.admin,
      (tx) =>
        tx`select title, source, visibility, severity, people_names(a) ->> 'created_by' as by from alerts a where id = ${done?.product_id ?? ''}`,
    )
    expect(alert).toMatchObject({
      source: 'automation',
      visibility: 'internal',
      severity: 'high',
      by: 'Rule “A rule”',
    })
    expect(alert?.title).toMatch(/^No progress for 7 days on #\d+: Paint the door$/)
  })
})

describe('a rule about tickets', () => {
  const lookedUntil = async (rule: string) =>
    (await stage.sql`select looked_until from private.workflow_checks where trigger_id = ${rule}`)[0]
      ?.looked_until as Date | null

  test('looks at what came due since it last looked, and not again at what was before', async () => {
    const rule = await makeRule(IDLE)
    await backdate(rule, 30)
    await openTicket(8)
    expect(await work()).toBe(1)
    expect(Date.now() - ((await lookedUntil(rule))?.getTime() ?? 0)).toBeLessThan(60_000)
    await openTicket(9)
    await stage.sql`delete from workflow_executions`
    expect(await work()).toBe(0)
    await stage.sql`delete from tickets`
    // Somebody commented eight days ago, and the worker was away since.
    const late = await openTicket(20)
    await stage.sql`insert into ticket_comments (agency_id, client_id, ticket_id, body, created_at)
      values (${nordlicht.id}, ${nordlicht.client}, ${late}, 'On it', now() - interval '8 days')`
    await stage.sql`update private.workflow_checks set looked_until = now() - interval '36 hours'`
    expect(await work()).toBe(1)
    expect((await log(rule)).map(({ subject_id }) => subject_id)).toEqual([late])
  })

  test('begins again where somebody was in its way, and where a slice ended', async () => {
    const rule = await makeRule(IDLE)
    await backdate(rule, 30)
    const [held, free] = [await openTicket(9), await openTicket(8)]
    await stage.sql`insert into alerts (agency_id, client_id, severity, title, dedup_key)
      values (${nordlicht.id}, ${nordlicht.client}, 'low', 'Idle', ${`rule:${rule}:${held}`})`
    await stage.sql.begin(async (person) => {
      await person`select from alerts for update`
      expect(await work()).toBe(1)
      expect((await log(rule)).map(({ subject_id }) => subject_id)).toEqual([free])
    })
    expect([await work(), await work()]).toEqual([1, 0])
    const flood = await makeRule({
      ...IDLE,
      name: 'Flood',
      conditions: { days: 3, min_priority: 'low', with_waiting: false },
    })
    await backdate(flood, 30)
    await stage.sql`alter table tickets disable trigger tickets_stamp`
    await stage.sql`insert into tickets (agency_id, client_id, title, created_at, updated_at)
      select ${nordlicht.id}, ${nordlicht.client}, 'At once', now() - interval '4 days', now() - interval '4 days' from generate_series(1, 220)`
    await stage.sql`alter table tickets enable trigger tickets_stamp`
    expect([await work(), await work(), await work(), await work()]).toEqual([100, 100, 22, 0])
  }, 60_000)
})

describe('a client', () => {
  test('is silent since the last word that was no note, or since it came; each silence is told of once', async () => {
    const rule = await makeRule(SILENT)
    await backdate(rule, 30)
    await talk(15)
    await talk(2, nordlicht.client, 'note')
    await talk(3, nordlicht.sibling)
    expect([await work(), await work()]).toEqual([1, 0])
    expect(await log(rule)).toMatchObject([
      { subject_id: nordlicht.client, product_label: 'No contact for 14 days' },
    ])
    await stage.sql`update clients set status = 'archived' where id = ${nordlicht.sibling}`
    await stage.sql`delete from communications`
    await stage.sql`update clients set created_at = now() - interval '20 days'`
    // The same silence began earlier now: another event, but the same trouble, so the alert that is there counts it.
    expect(await work()).toBe(1)
    expect((await log(rule)).map(({ detail }) => detail).sort()).toEqual(['counted_on_the_first', null])
    expect(await count('alerts')).toBe(1)
    await stage.sql`update clients set status = 'active' where id = ${nordlicht.sibling}`
  })
})

describe('a published run', () => {
  const follow = (run: string, person: string) =>
    stage.sql`insert into cc_run_stakeholders (tenant_id, run_id, user_id, role) values (${nordlicht.id}, ${run}, ${person}, 'stakeholder')`

  test('is told to whoever follows it, in the words of the rule, and a publication taken back is not', async () => {
    const rule = await makeRule(PUBLISHED)
    const [told, takenBack, alone] = [
      await addRun(stage.sql, nordlicht),
      await addRun(stage.sql, nordlicht),
      await addRun(stage.sql, nordlicht),
    ]
    await follow(told, nordlicht.viewer.id)
    await follow(takenBack, nordlicht.viewer.id)
    for (const run of [told, takenBack, alone])
      await stage.as(nordlicht.member, (tx) => publish(tx, run, 'OPEN', [{ portal_id: nordlicht.portal }], 0))
    // Until half a minute has passed nothing is due.
    const [early] = await stage.sql`select private.run_automation() as acted`
    expect(early).toEqual({ acted: 0 })
    await stage.as(
      nordlicht.member,
      (tx) => tx`select * from undo_publish(run_id => ${takenBack}, publish_version => 1)`,
    )
    expect([await work(), await work()]).toEqual([3, 0])
    const rows = await log(rule)
    const of = (run: string) => rows.find((row) => row.subject_id === run)
    expect(of(told)).toMatchObject({ status: 'done', people_told: 1 })
    expect(of(takenBack)).toMatchObject({ status: 'skipped', detail: 'run_not_public' })
    expect(of(alone)).toMatchObject({ status: 'skipped', detail: 'nobody_follows' })
    const updates =
      await stage.sql`select subject, body from cc_notifications where recipient_individual_id = ${nordlicht.viewer.id} and type = 'run.update'`
    expect(updates).toEqual([
      { subject: 'Window cleaning: You can join now', body: 'Bring gloves.\n\nSent by a rule, nordlicht' },
    ])
  })
})

describe('a dry run', () => {
  test('names what would have been acted on in thirty days, and writes nothing', async () => {
    const critical = await raise()
    const old = await raise()
    await stage.sql`update private.workflow_events set happened_at = now() - interval '31 days' where subject_id = ${old}`
    const idle = await openTicket(8)
    await openTicket(60)
    await talk(20)
    const before =
      await stage.sql`select (select count(*) from activity_log) as log, (select count(*) from workflow_executions) as done, (select count(*) from alerts) as alerts`
    expect(await dryRun(CRITICAL)).toMatchObject([{ total: 1, subject_id: critical, label: 'Shop is down' }])
    expect(await dryRun(IDLE)).toMatchObject([{ total: 1, subject_id: idle }])
    expect(await dryRun(SILENT)).toMatchObject([{ total: 1, subject_id: nordlicht.client }])
    expect(await dryRun(PUBLISHED)).toEqual([])
    expect(
      await dryRun({ ...IDLE, conditions: { days: 9, min_priority: 'low', with_waiting: false } }),
    ).toEqual([])
    const after =
      await stage.sql`select (select count(*) from activity_log) as log, (select count(*) from workflow_executions) as done, (select count(*) from alerts) as alerts`
    expect(after).toEqual(before)
  })

  test('counts what has passed since: a ticket that was taken up again, a client that spoke again', async () => {
    const ticket = await openTicket(20)
    await stage.as(
      nordlicht.member,
      (tx) => tx`update tickets set status = 'in_progress' where id = ${ticket}`,
    )
    expect(await dryRun(IDLE)).toMatchObject([{ subject_id: ticket }])
    await talk(40)
    await talk(2)
    expect(await dryRun(SILENT)).toMatchObject([{ subject_id: nordlicht.client }])
  })

  test('finds each silence between words, and none that words from before the client came had broken', async () => {
    for (const days of [100, 44, 43, 40, 24, 9, 2]) await talk(days)
    await stage.sql`update clients set created_at = now() - interval '28 days' where id = ${nordlicht.client}`
    const silences = async (days: number) =>
      (await dryRun({ ...SILENT, conditions: { days, client_id: nordlicht.client } })).length
    // After the words of 40, 24, 9 and 2 days ago; each counts while its silence would have been told of within thirty days.
    const found = []
    for (const days of [17, 15, 14, 6, 1]) found.push(await silences(days))
    expect(found).toEqual([0, 2, 2, 2, 3])
  })

  test('says what then happens: the same events, neither more nor fewer', async () => {
    for (const days of [8, 10, 20, 36, 38, 50]) await openTicket(days)
    await talk(20)
    await talk(30, nordlicht.sibling)
    for (let n = 0; n < 3; n++) await raise()
    for (const rule of [CRITICAL, IDLE, SILENT]) {
      const said = (await dryRun(rule)).map(({ subject_id }) => subject_id).sort()
      const id = await makeRule(rule)
      await backdate(id, 30)
      await work()
      expect((await log(id)).map(({ subject_id }) => subject_id).sort()).toEqual(said)
    }
  })

  test('shows fifty and counts all', async () => {
    await stage.sql`insert into alerts (agency_id, client_id, severity, title)
      select ${nordlicht.id}, ${nordlicht.client}, 'critical', 'Flood' from generate_series(1, 60)`
    const rows = await dryRun(CRITICAL)
    expect([rows.length, rows[0]?.total]).toEqual([50, 60])
  })
})

describe('the log', () => {
  test('is read by those who may change rules, and written by nobody', async () => {
    await makeRule(CRITICAL)
    await raise()
    await work()
    const seen = (who: Member) => stage.as(who, (tx) => tx`select id from workflow_executions`)
    expect(await seen(nordlicht.owner)).toHaveLength(1)
    for (const who of [nordlicht.member, nordlicht.viewer, other.owner]) expect(await seen(who)).toEqual([])
    await expect(
      stage.as(nordlicht.owner, (tx) => tx`update workflow_executions set status = 'done'`),
    ).rejects.toThrow('permission denied')
  })

  test('goes on in the worker, whatever befalls the rules', async () => {
    await makeRule(CRITICAL)
    await raise()
    await stage.sql`update private.workflow_events set due_at = now()`
    await stage.sql.unsafe('alter function private.follow_events(int) rename to follow_nothing')
    try {
      const [row] = await stage.sql`select expired from run_delivery_housekeeping()`
      expect(row).toEqual({ expired: 0 })
    } finally {
      await stage.sql.unsafe('alter function private.follow_nothing(int) rename to follow_events')
    }
    await stage.sql`select * from run_delivery_housekeeping()`
    expect(await count('tickets')).toBe(1)
  })
})
