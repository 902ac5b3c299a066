import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillAgencies } from './client-pages/world'
import { openStage, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = (await fillAgencies(stage.sql)).nordlicht
})
afterAll(() => stage.stop())

type Entry = {
  at: Date
  event: string
  id: string
  kind: string
  title: string
  detail: string | null
  person: string | null
  cursor: string
}

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
    union all select 'commented ' || id from ticket_comments where client_id = ${client} and deleted_at is null
    union all select 'sent ' || id from invoices where client_id = ${client} and type = 'outgoing' and sent_at is not null
    union all select 'paid ' || id from invoices where client_id = ${client} and type = 'outgoing' and paid_at is not null
    union all select 'added ' || id from documents where client_id = ${client} and deleted_at is null and status = 'ready'`,
  )
}

const keyOf = ({ event, id }: Entry) => `${event} ${id}`

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
    (tx) => tx<Entry[]>`select * from client_timeline(${nordlicht.client}, '2026-10-06T00:00:00Z', null, 1)`,
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

/** An alert and a ticket that are settled, opened again and talked about, each step by whom it says. */
async function live(client: string, visibility: 'internal' | 'client', word: string): Promise<Date> {
  const { sql, as } = stage
  const { member, admin, owner } = nordlicht
  const base = { agency_id: nordlicht.id, client_id: client, visibility }
  const [now] = await sql<{ at: Date }[]>`select now() as at`
  const [alert] = await as(
    member,
    (tx) => tx<{ id: string }[]>`insert into alerts ${tx({ ...base, title: `alert ${word}` })} returning id`,
  )
  const change = (who: Member, table: 'alerts' | 'tickets', id: string, columns: Record<string, string>) =>
    as(who, (tx) => tx`update ${tx(table)} set ${tx(columns)} where id = ${id}`)
  const alertId = alert?.id ?? ''
  await change(admin, 'alerts', alertId, { status: 'acknowledged' })
  await change(member, 'alerts', alertId, { status: 'resolved', resolution_note: `fixed ${word}` })
  await change(owner, 'alerts', alertId, { status: 'open', reopen_reason: `again ${word}` })
  const [ticket] = await as(
    admin,
    (tx) => tx<{ ticket_id: string }[]>`select * from alert_to_ticket(${alertId})`,
  )
  const ticketId = ticket?.ticket_id ?? ''
  await change(member, 'tickets', ticketId, { status: 'in_progress' })
  await change(admin, 'tickets', ticketId, { status: 'resolved' })
  await change(member, 'tickets', ticketId, { status: 'open' })
  // Nothing is said to a client on a ticket that they do not see.
  for (const said of visibility === 'client' ? ['internal', 'client'] : ['internal'])
    await as(
      owner,
      (tx) =>
        tx`insert into ticket_comments ${tx({
          ...base,
          ticket_id: ticketId,
          body: `${said} comment ${word}`,
          visibility: said,
        })}`,
    )
  await change(owner, 'tickets', ticketId, { status: 'closed' })
  await change(owner, 'tickets', ticketId, { title: `ticket ${word}` })
  return now?.at ?? new Date()
}

const told = (entries: Entry[], since: Date) =>
  entries
    .filter(({ at }) => at >= since)
    .map(({ kind, event, title, detail, person }) => [kind, event, title, detail, person].join(' | '))

test('every step of alerts and tickets stays in it, with whoever took it, also after they were opened again', async () => {
  const since = await live(nordlicht.sibling, 'client', 'boiler')
  const steps = [
    'ticket | resolved | ticket boiler |  | owner',
    'comment | commented | ticket boiler | client comment boiler | owner',
    'comment | commented | ticket boiler | internal comment boiler | owner',
    'ticket | reopened | ticket boiler |  | member',
    'ticket | resolved | ticket boiler |  | admin',
    'ticket | moved | ticket boiler |  | member',
  ]
  for (const size of [1, 2, 5, 200]) {
    const found = told(await walk(nordlicht.member, nordlicht.sibling, size), since)
    expect(found.slice(0, steps.length)).toEqual(steps)
    // One act makes the ticket and says so on the alert.
    expect(found.slice(steps.length, -4).sort()).toEqual([
      'alert | escalated | alert boiler |  | admin',
      'ticket | opened | ticket boiler |  | admin',
    ])
    expect(found.slice(-4)).toEqual([
      'alert | reopened | alert boiler | again boiler | owner',
      'alert | resolved | alert boiler | fixed boiler | member',
      'alert | acknowledged | alert boiler |  | admin',
      'alert | raised | alert boiler |  | member',
    ])
  }
  const kinds = async (...wanted: string[]) =>
    told(await walk(nordlicht.member, nordlicht.sibling, 2, wanted), since).map(
      (line) => line.split(' | ')[0],
    )
  expect(new Set(await kinds('comment'))).toEqual(new Set(['comment']))
  expect(new Set(await kinds('alert'))).toEqual(new Set(['alert']))
  expect(await kinds('document', 'email')).toEqual([])
})

test('viewers read what is said to them and how shared work began and ended, and nothing that is internal', async () => {
  await live(nordlicht.sibling, 'internal', 'hidden')
  const since = await live(nordlicht.sibling, 'client', 'shared')
  const entries = await walk(nordlicht.siblingViewer, nordlicht.sibling, 3)
  expect(told(entries, since)).toEqual([
    'ticket | resolved | ticket shared |  | ',
    'comment | commented | ticket shared | client comment shared | owner',
    'ticket | opened | ticket shared |  | admin',
    'alert | raised | alert shared |  | member',
  ])
  expect(JSON.stringify(entries)).not.toMatch(/hidden|internal/)
})

test('invoices are in it once they are sent and again when they are paid, for those who may read them', async () => {
  const { sql } = stage
  const since = new Date()
  for (const status of ['draft', 'sent', 'paid'])
    await sql`insert into invoices ${sql({ agency_id: nordlicht.id, client_id: nordlicht.sibling, type: 'outgoing', status })}`
  for (const [who, events] of [
    [nordlicht.owner, ['sent', 'sent', 'paid']],
    [nordlicht.siblingViewer, ['sent', 'sent', 'paid']],
    [nordlicht.member, []],
    [nordlicht.viewer, []],
  ] as const) {
    const entries = await walk(who, nordlicht.sibling, 1, ['invoice'])
    expect(
      entries
        .filter(({ at }) => at >= since)
        .map(({ event }) => event)
        .sort(),
    ).toEqual([...events].sort())
  }
})
