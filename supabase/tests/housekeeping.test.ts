import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, emptyQueue, inviteOne, keepHouse, toldTo } from './presence-stage'
import { addAgency, addRun, openStage, publish, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  // A fault on purpose: nobody can be told of anything that has one of these ids.
  await stage.sql`create table public.faults (id uuid)`
  await stage.sql`grant select on public.faults to public`
  await stage.sql.unsafe(`
    create function public.fault() returns trigger language plpgsql as $$ begin
      if exists (select from public.faults f where f.id = new.context_id) then raise exception 'planted'; end if;
      return new;
    end $$;
    grant execute on function public.fault() to public;
    create trigger fault before insert on cc_notifications for each row execute function public.fault()`)
})
afterAll(() => stage.stop())
beforeEach(async () => {
  await emptyQueue(stage)
  await stage.sql`delete from faults`
  await stage.sql`delete from private.rate_limits`
})

const fail = (id: string) => stage.sql`insert into faults (id) values (${id})`
const addTicket = async (assignee: Member, due: string) => {
  const [row] = await stage.sql<{ id: string }[]>`
    insert into tickets (agency_id, client_id, title, assignee_id, due_on)
    values (${nordlicht.id}, ${nordlicht.client}, 'Ticket', ${assignee.id}, (now() at time zone 'UTC')::date + ${due}::interval)
    returning id`
  return row?.id ?? ''
}
const toldOf = async (ticket: string) =>
  (
    await stage.sql<
      { type: string }[]
    >`select type from cc_notifications where context_id = ${ticket} and type <> 'ticket.assigned'`
  ).map(({ type }) => type)

describe('a ticket', () => {
  test('due today or tomorrow is told of once, to its assignee; a later or a done one is not', async () => {
    const [today, tomorrow, later, done] = await Promise.all(
      ['0 days', '1 day', '2 days', '0 days'].map((due) => addTicket(nordlicht.member, due)),
    )
    await stage.sql`update tickets set status = 'resolved' where id = ${done ?? ''}`
    await keepHouse(stage)
    await stage.sql`delete from private.rate_limits`
    await keepHouse(stage)
    expect(await toldOf(today ?? '')).toEqual(['ticket.due_soon'])
    expect(await toldOf(tomorrow ?? '')).toEqual(['ticket.due_soon'])
    expect(await toldOf(later ?? '')).toEqual([])
    expect(await toldOf(done ?? '')).not.toContain('ticket.due_soon')
  })

  test('that was resolved two weeks ago is closed', async () => {
    const [old, young] = await Promise.all([
      addTicket(nordlicht.member, '0 days'),
      addTicket(nordlicht.member, '0 days'),
    ])
    await stage.sql`update tickets set status = 'resolved' where id in (${old}, ${young})`
    await stage.sql`alter table tickets disable trigger user`
    await stage.sql`update tickets set resolved_at = now() - interval '15 days' where id = ${old}`
    await stage.sql`alter table tickets enable trigger user`
    await keepHouse(stage)
    const statuses = await stage.sql`select id, status from tickets where id in (${old}, ${young})`
    expect(new Map(statuses.map(({ id, status }) => [id as string, status as string]))).toEqual(
      new Map([
        [old, 'closed'],
        [young, 'resolved'],
      ]),
    )
  })
})

describe('what cannot be done for one', () => {
  test('is done for the others: due tickets', async () => {
    const bad = await addTicket(nordlicht.member, '0 days')
    const good = await addTicket(nordlicht.member, '1 day')
    await fail(bad)
    await keepHouse(stage)
    expect([await toldOf(bad), await toldOf(good)]).toEqual([[], ['ticket.due_soon']])
    await stage.sql`delete from faults`
    await stage.sql`delete from private.rate_limits`
    await keepHouse(stage)
    expect(await toldOf(bad)).toEqual(['ticket.due_soon'])
  })

  test('is done for the others: runs whose time has come, warnings and what ran out', async () => {
    const [bad, good] = [await addRun(stage.sql, nordlicht), await addRun(stage.sql, nordlicht)]
    const guests: Member[] = []
    for (const run of [bad, good]) {
      guests.push(await claimAs(stage, await inviteOne(stage, nordlicht.member, run)))
      const open = await inviteOne(stage, nordlicht.member, run)
      await stage.as(nordlicht.member, (tx) =>
        publish(tx, run, 'OPEN', [{ portal_id: nordlicht.portal, publish_at: '2090-01-01T08:00:00Z' }], 0),
      )
      await stage.sql`update cc_invitations set claim_token_expires_at = now() + interval '60 hours', created_at = now() - interval '27 days' where id = ${open.id}`
    }
    const gone = await inviteOne(stage, nordlicht.member, good)
    await stage.sql`update cc_invitations set claim_token_expires_at = now() - interval '1 second' where id = ${gone.id}`
    await stage.sql`update cc_run_portal_publications set publish_at = now() where publish_at > now()`
    // The bad one first.
    await stage.sql`update private.run_announcements set due_at = now() - case when run_id = ${bad} then interval '1 minute' else '0' end where due_at is not null`
    await fail(bad)
    expect(await keepHouse(stage)).toMatchObject({ expired: 1, expiring: 1 })
    const told = await Promise.all(guests.map(({ id }) => toldTo(stage, id)))
    expect(told).toEqual([[], ['run.published']])
  })

  test('is done for the others: digests', async () => {
    const [bad, good] = await Promise.all(
      [nordlicht.owner, nordlicht.admin].map(async ({ id }, n) => {
        await stage.sql`insert into cc_notification_preferences (individual_id) values (${id}) on conflict do nothing`
        const [row] = await stage.sql<{ id: string }[]>`
          insert into cc_notification_deliveries (tenant_id, recipient_individual_id, address, category, template, payload, status, idempotency_key)
          values (${nordlicht.id}, ${id}, ${`digest-${String(n)}@example.test`}, 'tickets', 'notification',
            ${stage.sql.json({ run_id: n === 0 ? 'no id' : randomUUID() })}, 'held', gen_random_uuid()::text)
          returning id`
        return row?.id ?? ''
      }),
    )
    expect(await keepHouse(stage)).toMatchObject({ digests: 1 })
    const rows = await stage.sql`
      select id, status, skip_reason, next_attempt_at > now() as is_later from cc_notification_deliveries where id in (${bad ?? ''}, ${good ?? ''})`
    expect(new Map(rows.map(({ id, ...row }) => [id as string, row]))).toEqual(
      new Map([
        [bad, { status: 'held', skip_reason: null, is_later: true }],
        [good, { status: 'skipped', skip_reason: 'in_digest', is_later: false }],
      ]),
    )
  })
})
