import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mondayOf, weekSpan } from '../../lib/rules/spans'
import { addAccount, addAgency, anon, openStage, type Agency, type Member, type Stage } from './stage'

const ZONE = 'Pacific/Auckland'
const DAY_MS = 86_400_000
const SECRET = 'zirconium'

let stage: Stage
let nordlicht: Agency
let kai: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
  await stage.sql`update agencies set settings = settings || ${stage.sql.json({ time_zone: ZONE })} where id = ${nordlicht.id}`
  for (const agency of [nordlicht, kai])
    for (const client of [agency.client, agency.sibling, agency.house]) await fill(agency, client)
})
afterAll(() => stage.stop())

/** What somebody would have done in the last ten weeks, much of it at the edges of a week. */
async function fill(agency: Agency, client: string): Promise<void> {
  const { sql } = stage
  const base = { agency_id: agency.id, client_id: client }
  const pick = <Value>(values: readonly [Value, ...Value[]]) => values[randomInt(values.length)] ?? values[0]
  const moments = () => {
    const ago = () => Date.now() - randomInt(70 * DAY_MS)
    const monday = Date.parse(
      weekSpan(mondayOf(new Date(ago()).toISOString().slice(0, 10)), ZONE)?.from ?? '',
    )
    const first = pick([ago(), Math.min(monday, Date.now()), monday - 1])
    return [new Date(first), new Date(first + randomInt(Math.max(1, Date.now() - first)))] as const
  }
  for (let n = 0; n < 40; n += 1) {
    const [at, later] = moments()
    const isResolved = randomInt(3) === 0
    const isAcknowledged = !isResolved && randomInt(2) === 0
    await sql`insert into alerts ${sql({
      ...base,
      title: n % 2 ? SECRET : 'plain',
      severity: pick(['low', 'medium', 'high', 'critical']),
      status: isResolved ? 'resolved' : isAcknowledged ? 'acknowledged' : 'open',
      acknowledged_at: isAcknowledged ? later : null,
      acknowledged_by: isAcknowledged ? agency.member.id : null,
      resolved_at: isResolved ? later : null,
      resolution_note: isResolved ? 'done' : null,
      snoozed_until: !isResolved && randomInt(4) === 0 ? '2999-01-01' : null,
      created_at: at,
    })}`
    const status = pick(['open', 'in_progress', 'waiting', 'resolved', 'closed'])
    const isDone = status === 'resolved' || status === 'closed'
    const [opened, done] = moments()
    await sql`insert into tickets ${sql({
      ...base,
      title: n % 2 ? SECRET : 'plain',
      status,
      priority: pick(['low', 'normal', 'high', 'urgent']),
      waiting_for: status === 'waiting' ? pick(['client', 'third_party']) : null,
      assignee_id: pick([agency.member.id, null]),
      due_on: pick([null, new Date(Date.now() + randomInt(8 * DAY_MS) - 4 * DAY_MS)]),
      resolved_at: isDone ? done : null,
      closed_at: status === 'closed' ? done : null,
      created_at: opened,
    })}`
    const type = pick(['email', 'call', 'note'])
    await sql`insert into communications ${sql({
      ...base,
      type,
      direction: type === 'note' ? null : pick(['inbound', 'outbound']),
      subject: n % 2 ? SECRET : 'plain',
      body: 'x',
      occurred_at: moments()[0],
      author_id: agency.member.id,
    })}`
  }
  for (let n = 0; n < 6; n += 1)
    await sql`insert into cc_n3_runs ${sql({
      tenant_id: agency.id,
      name: 'plain',
      status: 'draft',
      starts_at: new Date(Date.now() + randomInt(20 * DAY_MS) - 10 * DAY_MS),
    })}`
}

type Talk = { direction: unknown; at: number }

/** From the first thing that a client said in a row to the next answer, in minutes. */
function repliesIn(talks: Talk[]): number[] {
  return talks.flatMap((talk, index) => {
    const isFirst = talk.direction === 'inbound' && talks[index - 1]?.direction !== 'inbound'
    const answer = talks.slice(index + 1).find(({ direction }) => direction === 'outbound')
    return isFirst && answer ? [(answer.at - talk.at) / 60_000] : []
  })
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

type Row = Record<string, unknown>
type Overview = { today: string; clients: Row[]; weeks: Row[] }

const overviewOf = (who: Member) =>
  stage.as(
    who,
    (tx) => tx<Overview[]>`
      select today::text, to_jsonb(clients) as clients, to_jsonb(weeks) as weeks from agency_overview()`,
  )
const all = (table: string) =>
  stage.sql
    .unsafe<Row[]>(`select to_jsonb(t) as row from ${table} t`)
    .then((rows) => rows.map(({ row }) => row as Row))

describe('the overview of an agency', () => {
  test('says of each client what counting its rows by hand says', async () => {
    const [overview] = await overviewOf(nordlicht.member)
    if (!overview) throw new Error('Staff get a row.')
    const [alerts, tickets, communications] = await Promise.all([
      all('alerts'),
      all('tickets'),
      all('communications'),
    ])
    expect(overview.clients.map((client) => client.client_id).sort()).toEqual(
      [nordlicht.client, nordlicht.sibling, nordlicht.house].sort(),
    )
    for (const client of overview.clients) {
      const ofClient = (row: Row) => row.client_id === client.client_id
      const open = alerts.filter(ofClient).filter((alert) => alert.status !== 'resolved')
      const awake = open.filter((alert) => alert.snoozed_until === null)
      const live = tickets.filter(ofClient).filter((ticket) => ticket.is_live)
      const talks = communications.filter(ofClient).filter((entry) => entry.type !== 'note')
      const of = (severity: string) => open.filter((alert) => alert.severity === severity).length
      expect(client).toMatchObject({
        critical: of('critical'),
        high: of('high'),
        medium: of('medium'),
        low: of('low'),
        snoozed: open.filter((alert) => alert.snoozed_until !== null).length,
        unacknowledged: open.filter((alert) => alert.status === 'open').length,
        awake_critical: awake.filter((alert) => alert.severity === 'critical').length,
        awake_high: awake.filter((alert) => alert.severity === 'high').length,
        awake_unacknowledged: awake.filter((alert) => alert.status === 'open').length,
        live_tickets: live.length,
        urgent_tickets: live.filter((ticket) => ticket.priority === 'urgent').length,
        overdue_tickets: live.filter(({ due_on }) => typeof due_on === 'string' && due_on < overview.today)
          .length,
        unassigned_tickets: live.filter((ticket) => ticket.assignee_id === null).length,
        waiting_for_client: live.filter((ticket) => ticket.waiting_for === 'client').length,
      })
      const inOrder = talks
        .map(({ id, direction, occurred_at: at }) => ({
          id: String(id),
          direction,
          at: Date.parse(String(at)),
        }))
        .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
      const last = inOrder.at(-1)
      expect(Date.parse(String(client.last_contact_at))).toBe(last?.at)
      expect(client.last_contact_direction).toBe(last?.direction)
      const minutes = repliesIn(inOrder.filter(({ at }) => at > Date.now() - 30 * DAY_MS))
      // A median of answers within half a minute of what is counted here, as the database rounds it.
      expect(minutes.length).toBeGreaterThan(0)
      expect(Math.abs(Number(client.reply_minutes) - median(minutes))).toBeLessThanOrEqual(0.5)
    }
  })

  test('counts of eight weeks what lies between a Monday and the next on the agency’s clock', async () => {
    const [overview] = await overviewOf(nordlicht.owner)
    const [alerts, tickets, communications, runs] = await Promise.all([
      all('alerts'),
      all('tickets'),
      all('communications'),
      all('cc_n3_runs'),
    ])
    const weeks = overview?.weeks ?? []
    expect(weeks).toHaveLength(8)
    expect(weeks.at(-1)?.week_start).toBe(mondayOf(overview?.today ?? ''))
    for (const week of weeks) {
      const span = weekSpan(String(week.week_start), ZONE)
      const count = (rows: Row[], column: string, is: (row: Row) => boolean = () => true) =>
        rows.filter((row) => {
          const stored = row[column]
          const at = typeof stored === 'string' ? Date.parse(stored) : NaN
          const isOurs = row.agency_id === nordlicht.id || row.tenant_id === nordlicht.id
          return isOurs && is(row) && at >= Date.parse(span?.from ?? '') && at < Date.parse(span?.until ?? '')
        }).length
      expect(week).toMatchObject({
        tickets_opened: count(tickets, 'created_at'),
        tickets_resolved: count(tickets, 'resolved_at'),
        alerts_raised: count(alerts, 'created_at'),
        alerts_resolved: count(alerts, 'resolved_at', (alert) => alert.status === 'resolved'),
        inbound: count(communications, 'occurred_at', (entry) => entry.direction === 'inbound'),
        outbound: count(communications, 'occurred_at', (entry) => entry.direction === 'outbound'),
        runs: count(runs, 'starts_at'),
      })
    }
  })

  test('is the same as a column of the agency, and there is none of another agency', async () => {
    const [overview] = await overviewOf(nordlicht.admin)
    const columns = await stage.as(
      nordlicht.admin,
      (tx) => tx<{ standing: Overview }[]>`select to_jsonb(standing(a)) as standing from agencies a`,
    )
    expect(columns).toHaveLength(1)
    expect(columns[0]?.standing.weeks).toEqual(overview?.weeks)
    const byId = (rows: Row[] = []) => new Map(rows.map((row) => [row.client_id, row]))
    expect(byId(columns[0]?.standing.clients)).toEqual(byId(overview?.clients))
  })

  test('is for staff alone', async () => {
    const nobody = await addAccount(stage.sql, 'nobody@papers.example')
    for (const who of [nordlicht.viewer, kai.viewer, nobody]) {
      expect(await overviewOf(who)).toEqual([])
      expect(await stage.as(who, (tx) => tx`select standing(a) from agencies a`)).toEqual([])
    }
    await expect(stage.as(anon, (tx) => tx`select * from agency_overview()`)).rejects.toThrow(
      'permission denied',
    )
  })
})

describe('the search', () => {
  const find = (who: Member, text: string, client: string | null = null) =>
    stage.as(
      who,
      (tx) => tx<{ kind: string; client_id: string }[]>`select * from search_all(${text}, ${client})`,
    )

  test('finds for staff what is theirs, and nothing of another agency', async () => {
    const found = await find(nordlicht.member, SECRET)
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['ticket', 'alert', 'communication']))
    const ours = [nordlicht.client, nordlicht.sibling, nordlicht.house]
    expect(found.every(({ client_id }) => ours.includes(client_id))).toBe(true)
    expect(await find(nordlicht.member, SECRET, kai.client)).toEqual([])
  })

  test('never shows a viewer what is hidden, however it is asked for', async () => {
    for (const text of [SECRET, SECRET.slice(0, 3), `${SECRET} plain`, '1', '#1', '2', '#2'])
      for (const client of [null, nordlicht.client, nordlicht.sibling, kai.client])
        expect(await find(nordlicht.viewer, text, client)).toEqual([])
  })

  test('reads no more of a long text than anybody types', async () => {
    for (const text of ['x'.repeat(50_000), 'ab '.repeat(5_000)])
      expect(await find(nordlicht.member, text)).toEqual([])
  })

  test.each([
    `'; drop table tickets; --`,
    `" OR 1=1`,
    '%',
    '%%%%',
    '\\',
    `a & b | !c <-> d:*`,
    '((((',
    '*',
    ':*',
    `${SECRET}':*`,
    '#',
    '#99999999999999999999',
    '-1',
    '\u0001\u0002',
    '🙂🙂',
  ])('takes %j as words', async (text) => {
    const found = await find(nordlicht.member, text)
    expect(found.length).toBeLessThanOrEqual(7 * 20)
    expect(await find(nordlicht.viewer, text)).toEqual([])
  })
})
