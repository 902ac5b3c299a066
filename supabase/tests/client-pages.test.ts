import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, anon, openStage, type Agency, type Member, type Stage } from './stage'

const SECRET = 'zirconium'

let stage: Stage
let nordlicht: Agency
let kai: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
  for (const [seed, agency] of [nordlicht, kai].entries())
    for (const [offset, client] of [agency.client, agency.sibling].entries())
      await fill(agency, client, seed * 2 + offset + 1)
})
afterAll(() => stage.stop())

/** Always the same numbers for the same seed, so that a failure can be looked at again. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2654435761
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0
    return state % sides
  }
}

/** Rows of every kind at moments that often coincide; whatever is internal carries the secret word. */
async function fill(agency: Agency, client: string, seed: number): Promise<void> {
  const roll = dice(seed)
  const at = () => new Date(Date.UTC(2026, 9, 1 + roll(12), 8)).toISOString()
  const shared = () => {
    const isShared = roll(2) === 0
    return {
      visibility: isShared ? 'client' : 'internal',
      title: isShared ? `Plain ${roll(99)}` : `${SECRET} ${roll(99)}`,
    }
  }
  const base = { agency_id: agency.id, client_id: client }
  const { sql } = stage
  for (let n = 0; n < 25; n += 1) {
    const { visibility, title } = shared()
    const moment = at()
    await sql`insert into communications ${sql({
      ...base,
      type: 'email',
      direction: roll(2) ? 'inbound' : 'outbound',
      subject: title,
      body: title,
      visibility,
      occurred_at: moment,
      author_id: agency.member.id,
      pinned_at: n < 3 ? moment : null,
    })}`
  }
  for (let n = 0; n < 14; n += 1) {
    const { visibility, title } = shared()
    const [created, later] = [at(), at()].sort()
    const isResolved = roll(3) === 0
    await sql`insert into alerts ${sql({
      ...base,
      title,
      description: title,
      visibility,
      severity: ['low', 'medium', 'high', 'critical'][roll(4)] ?? 'low',
      status: isResolved ? 'resolved' : 'open',
      resolved_at: isResolved ? (later ?? null) : null,
      resolution_note: isResolved ? title : null,
      snoozed_until: !isResolved && roll(3) === 0 ? '2999-01-01' : null,
      created_at: created ?? null,
    })}`
  }
  for (let n = 0; n < 14; n += 1) {
    const { visibility, title } = shared()
    const [created, later] = [at(), at()].sort()
    const status = ['open', 'in_progress', 'waiting', 'resolved', 'closed'][roll(5)] ?? 'open'
    const isDone = status === 'resolved' || status === 'closed'
    await sql`insert into tickets ${sql({
      ...base,
      title,
      description: title,
      visibility,
      status,
      waiting_for: status === 'waiting' ? 'client' : null,
      resolved_at: isDone ? (later ?? null) : null,
      closed_at: status === 'closed' ? (later ?? null) : null,
      created_at: created ?? null,
      created_by: agency.member.id,
    })}`
  }
  for (let n = 0; n < 10; n += 1) {
    const { visibility, title } = shared()
    const isDeleted = roll(4) === 0
    await sql`insert into documents ${sql({
      ...base,
      kind: 'link',
      name: title,
      url: 'https://papers.example/x',
      visibility,
      status: 'ready',
      uploaded_by: agency.member.id,
      created_at: at(),
      deleted_at: isDeleted ? at() : null,
      deleted_by: isDeleted ? agency.member.id : null,
    })}`
  }
}

type Entry = { at: Date; event: string; id: string; kind: string; title: string; cursor: string }

/** Reads the timeline to its end, page by page. */
async function walk(
  who: Member,
  client: string,
  size: number,
  kinds: string[] | null = null,
): Promise<Entry[]> {
  const found: Entry[] = []
  for (let before: string | null = null; ;) {
    const page: Entry[] = await stage.as(
      who,
      (tx) => tx<Entry[]>`
      select * from client_timeline(client_id => ${client}, before => ${before}, kinds => ${kinds}, page_size => ${size})`,
    )
    found.push(...page)
    const last = page.at(-1)
    if (!last || page.length < size) return found
    before = last.cursor
  }
}

/** What ought to be in it, read from the tables as this person. */
function expected(who: Member, client: string): Promise<{ key: string }[]> {
  return stage.as(
    who,
    (tx) => tx<{ key: string }[]>`
    select 'logged ' || id as key from communications where client_id = ${client}
    union all select 'raised ' || id from alerts where client_id = ${client}
    union all select 'resolved ' || id from alerts where client_id = ${client} and status = 'resolved'
    union all select 'opened ' || id from tickets where client_id = ${client}
    union all select 'resolved ' || id from tickets where client_id = ${client} and resolved_at is not null
    union all select 'added ' || id from documents where client_id = ${client} and deleted_at is null and status = 'ready'`,
  )
}

const keyOf = ({ event, id }: Entry) => `${event} ${id}`

describe('the timeline', () => {
  test.each([1, 2, 7, 20, 200])(
    'by pages of %d it shows everything that one may read exactly once',
    async (size) => {
      for (const who of [nordlicht.member, nordlicht.viewer]) {
        const entries = await walk(who, nordlicht.client, size)
        const wanted = (await expected(who, nordlicht.client)).map(({ key }) => key)
        expect(entries.map(keyOf).sort()).toEqual(wanted.sort())
        const moments = entries.map(({ at }) => at.getTime())
        expect(moments).toEqual(moments.toSorted((one, other) => other - one))
        // The point of the exercise: several things at one moment, on both sides of a page.
        expect(new Set(moments).size).toBeLessThan(entries.length / 2)
      }
    },
  )

  test('chosen kinds are shown and no others, also page by page', async () => {
    const all = await walk(nordlicht.member, nordlicht.client, 200)
    for (const kinds of [['alert'], ['ticket', 'document'], ['email'], ['call'], []])
      expect((await walk(nordlicht.member, nordlicht.client, 3, kinds)).map(keyOf)).toEqual(
        all.filter(({ kind }) => kinds.includes(kind)).map(keyOf),
      )
  })

  test('a moment alone begins with what was before it', async () => {
    const all = await walk(nordlicht.member, nordlicht.client, 200)
    const [first] = await stage.as(
      nordlicht.member,
      (tx) =>
        tx<Entry[]>`select * from client_timeline(${nordlicht.client}, '2026-10-06T00:00:00Z', null, 1)`,
    )
    expect(first?.id).toBe(all.find(({ at }) => at < new Date('2026-10-06T00:00:00Z'))?.id)
  })

  test('a mangled cursor is refused by name', async () => {
    for (const before of ['soon', '2026-10-06~raised~x', '~~x'])
      expect(
        await stage.refusal(
          nordlicht.member,
          (tx) => tx`select * from client_timeline(${nordlicht.client}, ${before}, null, 5)`,
        ),
      ).toMatchObject({ message: 'invalid_cursor' })
  })
})

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
          (select count(*)::int from documents where client_id = ${client} and deleted_at is null and status = 'ready') as documents`,
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

describe('viewing as the client', () => {
  test('staff read exactly what a real viewer reads', async () => {
    const [preview] = await stage.as(
      nordlicht.member,
      (tx) => tx`select * from view_as_client(${nordlicht.client})`,
    )
    const real = await stage.as(nordlicht.viewer, async (tx) => ({
      name: (await tx`select name from clients`)[0]?.name as string,
      timeline: await tx`select cursor from client_timeline(${nordlicht.client}, null, null, 50)`,
      ...Object.fromEntries(
        await Promise.all(
          (['tickets', 'communications'] as const).map(
            async (table) =>
              [table, (await tx`select id from ${tx(table)}`).map(({ id }) => id as string)] as const,
          ),
        ),
      ),
    }))
    expect(JSON.stringify(preview)).not.toContain(SECRET)
    expect(preview?.name).toBe(real.name)
    // Arrays of rows come as text from this driver; each row begins with its id.
    const idsIn = (rows: unknown) => String(JSON.stringify(rows)).match(/[0-9a-f-]{36}(?=,)/g) ?? []
    for (const table of ['tickets', 'communications'] as const)
      for (const id of (real as unknown as Record<string, string[]>)[table] ?? [])
        expect(idsIn(preview?.[table]), table).toContain(id)
    expect(
      String(JSON.stringify(preview?.timeline)).match(/~(logged|raised|resolved|opened|added)~/g),
    ).toHaveLength(real.timeline.length)
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
