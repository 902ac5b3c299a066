import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillAgencies, SECRET } from './client-pages/world'
import { anon, openStage, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency

beforeAll(async () => {
  stage = await openStage()
  ;({ nordlicht, kai } = await fillAgencies(stage.sql))
})
afterAll(() => stage.stop())

describe('numbers', () => {
  test('every tab says how many rows are behind it, for whoever looks', async () => {
    for (const [who, client] of [
      [nordlicht.member, nordlicht.client],
      [nordlicht.member, nordlicht.sibling],
      [nordlicht.viewer, nordlicht.client],
      [nordlicht.siblingViewer, nordlicht.sibling],
      [kai.owner, kai.client],
    ] as const) {
      const [said] = await stage.as(
        who,
        (tx) => tx`
        select (work_counts(c)).* from clients c where c.id = ${client}`,
      )
      const [found] = await stage.as(
        who,
        (tx) => tx`
        select (select count(*)::int from alerts where client_id = ${client} and status <> 'resolved') as open_alerts,
          (select count(*)::int from alerts where client_id = ${client} and status <> 'resolved' and snoozed_until > now()) as snoozed_alerts,
          (select count(*)::int from tickets where client_id = ${client} and is_live) as live_tickets,
          (select count(*)::int from communications where client_id = ${client}) as communications,
          (select count(*)::int from documents where client_id = ${client} and deleted_at is null and status = 'ready') as documents,
          (select count(*)::int from invoices where client_id = ${client} and type = 'outgoing') as invoices`,
      )
      expect(said).toEqual(found)
    }
  })

  test('health counts what the lists show, and only for staff', async () => {
    const standing = await stage.as(
      nordlicht.member,
      (tx) => tx`
      select (standing).critical, (standing).high, (standing).medium, (standing).low, (standing).snoozed, (standing).live_tickets
      from client_overview(${nordlicht.client})`,
    )
    const found = await stage.as(
      nordlicht.member,
      (tx) => tx`
      select count(*) filter (where severity = 'critical')::int as critical, count(*) filter (where severity = 'high')::int as high,
        count(*) filter (where severity = 'medium')::int as medium, count(*) filter (where severity = 'low')::int as low,
        count(*) filter (where snoozed_until > now())::int as snoozed,
        (select count(*)::int from tickets where client_id = ${nordlicht.client} and is_live) as live_tickets
      from alerts where client_id = ${nordlicht.client} and status <> 'resolved'`,
    )
    expect([...standing]).toEqual([...found])
    expect([
      ...(await stage.as(
        nordlicht.viewer,
        (tx) => tx`select standing from client_overview(${nordlicht.client})`,
      )),
    ]).toEqual([{ standing: null }])
  })
})

describe('what is internal', () => {
  test('is nowhere in what a viewer can ask for', async () => {
    const asked = await stage.as(nordlicht.viewer, async (tx) => ({
      overview: await tx`select * from client_overview(${nordlicht.client})`,
      timeline: await tx`select * from client_timeline(${nordlicht.client}, null, null, 200)`,
      search: await tx`select * from search_all(${SECRET}, null)`,
      searchHere: await tx`select * from search_all(${SECRET}, ${nordlicht.client})`,
      tickets: await tx`select * from tickets`,
      documents: await tx`select * from documents`,
    }))
    expect(JSON.stringify(asked)).not.toContain(SECRET)
    expect(asked.timeline.length).toBeGreaterThan(10)
    const found = await stage.as(
      nordlicht.member,
      (tx) => tx`select * from search_all(${SECRET}, ${nordlicht.client})`,
    )
    expect(found.length).toBeGreaterThan(10)
  })

  test('is not found through a foreign client either', async () => {
    for (const client of [nordlicht.sibling, kai.client, randomUUID()])
      expect(
        await stage.as(nordlicht.viewer, (tx) => tx`select * from search_all('Plain', ${client})`),
      ).toHaveLength(0)
  })
})

type Row = { id: string; is_live?: boolean }
type Lists = Record<'tickets' | 'alerts' | 'communications' | 'documents', Row[]>
type Read = Lists & { name: string; counts: Record<string, number>; timeline: unknown[] }

const byId = (rows: Row[]) => rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))

describe('viewing as the client', () => {
  test('staff read exactly what a real viewer reads', async () => {
    const here = nordlicht.client
    const [preview] = await stage.as(
      nordlicht.member,
      (tx) => tx<Read[]>`
        select name, to_jsonb(counts) as counts, to_jsonb(timeline) as timeline, to_jsonb(tickets) as tickets,
          to_jsonb(alerts) as alerts, to_jsonb(communications) as communications, to_jsonb(documents) as documents
        from view_as_client(${here})`,
    )
    const [real] = await stage.as(
      nordlicht.viewer,
      (tx) => tx<Read[]>`
        select c.name, to_jsonb(work_counts(c)) as counts,
          (select jsonb_agg(t) from client_timeline(${here}, null, null, 50) t) as timeline,
          (select jsonb_agg(t) from tickets t) as tickets,
          (select jsonb_agg(a) from alerts a where a.status <> 'resolved') as alerts,
          (select jsonb_agg(m) from communications m) as communications,
          (select jsonb_agg(d) from documents d where d.deleted_at is null and d.status = 'ready') as documents
        from clients c`,
    )
    if (!preview || !real) throw new Error('Both read one row.')
    expect(JSON.stringify(preview)).not.toContain(SECRET)
    expect([preview.name, preview.counts]).toEqual([real.name, real.counts])
    // The world is small enough for a page of each, so nothing may be missing and nothing more be there.
    for (const list of ['tickets', 'alerts', 'communications', 'documents'] as const) {
      expect(real[list].length, list).toBeGreaterThan(2)
      expect(byId(preview[list]), list).toEqual(byId(real[list]))
    }
    expect(preview.timeline).toEqual(real.timeline)
    const { counts } = preview
    expect(counts).toMatchObject({
      open_alerts: preview.alerts.length,
      live_tickets: preview.tickets.filter((ticket) => ticket.is_live).length,
      communications: preview.communications.length,
      documents: preview.documents.length,
    })
  })

  test('nobody is left behind by it, and one is oneself again afterwards', async () => {
    const before = await stage.sql`select count(*)::int as people from users`
    const after = await stage.as(nordlicht.member, async (tx) => {
      await tx`select * from view_as_client(${nordlicht.client})`
      return tx`select (select count(*)::int from communications where visibility = 'internal') > 0 as "isStaffAgain"`
    })
    expect([...after]).toEqual([{ isStaffAgain: true }])
    expect(await stage.sql`select count(*)::int as people from users`).toEqual(before)
    expect(
      await stage.sql`select from activity_log where table_name = 'users' and created_at > now() - interval '5 seconds' and new_values::text like '%preview.invalid%'`,
    ).toHaveLength(0)
  })

  test('only staff of the agency; a foreign client is like one that nobody has', async () => {
    const look = (who: Member, client: string) =>
      stage.refusal(who, (tx) => tx`select * from view_as_client(${client})`)
    const unknown = await look(nordlicht.owner, randomUUID())
    expect(unknown.message).toBe('client_not_found')
    for (const [who, client] of [
      [nordlicht.owner, kai.client],
      [nordlicht.owner, nordlicht.house],
      [nordlicht.viewer, nordlicht.client],
      [kai.owner, nordlicht.client],
    ] as const)
      expect(await look(who, client)).toEqual(unknown)
    expect(
      (await stage.refusal(anon, (tx) => tx`select * from view_as_client(${nordlicht.client})`)).code,
    ).toBe('42501')
  })
})

test('a foreign client’s page and timeline are empty, as those of a client that nobody has', async () => {
  for (const who of [nordlicht.viewer, kai.owner, kai.viewer])
    for (const client of [nordlicht.sibling, randomUUID()]) {
      expect(await stage.as(who, (tx) => tx`select * from client_overview(${client})`)).toHaveLength(0)
      expect(
        await stage.as(who, (tx) => tx`select * from client_timeline(${client}, null, null, 50)`),
      ).toHaveLength(0)
    }
})

test('everybody of an agency reads its clock at their client, and nobody another agency’s', async () => {
  await stage.sql`update agencies set settings = '{"time_zone": "Asia/Tokyo"}' where id = ${nordlicht.id}`
  for (const who of [nordlicht.member, nordlicht.viewer])
    expect([
      ...(await stage.as(
        who,
        (tx) => tx`select time_zone(c) from clients c where c.id = ${nordlicht.client}`,
      )),
    ]).toEqual([{ time_zone: 'Asia/Tokyo' }])
  const [foreign] = await stage.sql`select c as row from clients c where c.id = ${nordlicht.client}`
  expect(foreign).toBeDefined()
  expect([
    ...(await stage.as(
      kai.owner,
      (tx) =>
        tx`select time_zone(row(${nordlicht.client}, ${nordlicht.id}, 'x', false, 'active', null, null, now(), now())::clients)`,
    )),
  ]).toEqual([{ time_zone: null }])
})
