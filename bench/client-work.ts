import { readFileSync } from 'node:fs'
import postgres, { type Sql } from 'postgres'
import { startTestDatabase } from '../scripts/backend/test-database'
import { interleave, prepareClock } from './interleave'
import type { Figure } from './measure'

const FIXED_COST_MS = 0.1
const SMALL_QUERY_MS = 0.5
const SMALL_QUERY_RATIO = 1.5
const LARGE_QUERY_RATIO = 1.2
const SEARCH_RATIO = 2
/** Growth from the smaller to the larger world that still counts as flat, and what it may be in any case. */
const FLAT_RATIO = 1.5
const FLAT_MS = 0.2
const OVERVIEW_LIMIT_MS = 150
const BULK_LIMIT_MS = 1000
const DEPTH = 100_000

const OWNER = 'member 1 0'
const VIEWER = 'viewer 1'
const AGENCY = `md5('agency 1')::uuid`
const CLIENT = `md5('client 1 1')::uuid`

/** Tickets, alerts, the timeline, the home page and search at each size, against the same work without policies. */
export async function benchClientWork(sizes: readonly number[], rounds: number): Promise<Figure[]> {
  const figures: Figure[] = []
  const first = new Map<string, number>()
  for (const size of sizes) {
    const database = await startTestDatabase()
    const sql = postgres(database.url, { max: 1, onnotice: () => undefined })
    try {
      console.log(`  ${size.toLocaleString('en')} tickets: filling …`)
      await sql.unsafe(`set bench.tickets = ${String(size)}`)
      await sql.unsafe(readFileSync(new URL('client-work.sql', import.meta.url), 'utf8')).simple()
      await prepareClock(sql)
      await sql.unsafe('vacuum analyze')
      figures.push(...(await benchReads(sql, size, rounds, first)))
      figures.push(await benchBulk(sql, size, rounds))
    } finally {
      await sql.end()
      await database.stop()
    }
  }
  return figures
}

const COLUMNS =
  'id, client_id, number, title, status, waiting_for, priority, priority_rank, assignee_id, due_on, visibility, source_alert_id, version, created_at, updated_at'

const tickets = (where: string, order: string) =>
  `select ${COLUMNS} from public.tickets where agency_id = ${AGENCY} ${where} order by ${order} limit 51`

const BY_CHANGE = 'updated_at desc, id desc'
const BY_URGENCY = 'severity_rank, status desc, created_at, id'

const alerts = (where: string, order: string) =>
  `select id, client_id, severity, status, title, visibility, occurrences, created_at, resolved_at from public.alerts
   where agency_id = ${AGENCY} ${where} order by ${order} limit 51`
const communications = (where: string) =>
  `select id, type, direction, subject, body, occurred_at, visibility from public.communications
   where agency_id = ${AGENCY} and client_id = ${CLIENT} ${where} order by occurred_at desc, id desc limit 51`
const DOCUMENTS = `select id, kind, name, type, size_bytes, visibility, created_at from public.documents
  where agency_id = ${AGENCY} and client_id = ${CLIENT} and deleted_at is null and status = 'ready' order by created_at desc, id desc limit 51`
const inLastWeek = (column: string) =>
  `${column} >= now() - interval '14 days' and ${column} < now() - interval '7 days'`
/** As the list says it: the indexes that leave out what is closed ask for the second half. */
const IS_LIVE = `is_live and status <> 'closed'`
/** What the list's tabs, filters and orders make of it, and then some that few would choose together. */
const LISTS: Record<string, string> = {
  'tickets, live': tickets(`and ${IS_LIVE}`, BY_CHANGE),
  'tickets, mine': tickets(`and ${IS_LIVE} and assignee_id = md5('${OWNER}')::uuid`, BY_CHANGE),
  'tickets, unassigned': tickets(`and ${IS_LIVE} and assignee_id is null`, BY_CHANGE),
  'tickets, overdue': tickets(`and ${IS_LIVE} and due_on < current_date`, 'due_on, id'),
  'tickets, resolved': tickets(`and status = 'resolved'`, BY_CHANGE),
  'tickets, everything': tickets('', BY_CHANGE),
  'tickets, by priority': tickets(`and ${IS_LIVE}`, 'priority_rank, updated_at desc, id desc'),
  'tickets, by number': tickets('', 'number desc, id desc'),
  'tickets, of one client': tickets(`and client_id = ${CLIENT} and ${IS_LIVE}`, BY_CHANGE),
  'tickets, three filters': tickets(
    `and status = 'waiting' and priority = 'urgent' and assignee_id = md5('member 1 7')::uuid`,
    BY_CHANGE,
  ),
  'tickets, closed and urgent of one person': tickets(
    `and status = 'closed' and priority = 'urgent' and assignee_id = md5('member 1 7')::uuid`,
    BY_CHANGE,
  ),
  'alerts, live': alerts(
    `and status <> 'resolved' and (snoozed_until is null or snoozed_until <= now())`,
    BY_URGENCY,
  ),
  'board column': tickets(`and status = 'in_progress'`, 'rank, id'),
  'tickets, due today': tickets(`and ${IS_LIVE} and due_on = current_date`, BY_CHANGE),
  'tickets, without a day': tickets(`and ${IS_LIVE} and due_on is null`, BY_CHANGE),
  'tickets, opened last week': tickets(`and ${inLastWeek('created_at')}`, BY_CHANGE),
  'tickets, resolved last week': tickets(`and ${inLastWeek('resolved_at')}`, BY_CHANGE),
  'tickets, of one client and one person': tickets(
    `and client_id = ${CLIENT} and ${IS_LIVE} and assignee_id = md5('member 1 7')::uuid`,
    BY_CHANGE,
  ),
  'alerts, resolved': alerts(`and status = 'resolved'`, 'resolved_at desc, id desc'),
  'alerts, critical': alerts(`and status <> 'resolved' and severity = 'critical'`, BY_URGENCY),
  'alerts, of one client': alerts(`and client_id = ${CLIENT} and status <> 'resolved'`, BY_URGENCY),
  'communications, of one client': communications(''),
  'communications, calls with one client': communications(`and type = 'call'`),
  'documents, of one client': DOCUMENTS,
}
/** What people of a client open; without policies it has to be said what they may see. */
const OF_VIEWERS: Record<string, string> = {
  'tickets, live, for a viewer': tickets(`and client_id = ${CLIENT} and ${IS_LIVE}`, BY_CHANGE),
  'tickets, everything, for a viewer': tickets(`and client_id = ${CLIENT}`, BY_CHANGE),
  'alerts, live, for a viewer': alerts(`and client_id = ${CLIENT} and status <> 'resolved'`, BY_URGENCY),
  'communications, for a viewer': communications(''),
  'documents, for a viewer': DOCUMENTS,
}
const forEverybody = (statement: string) =>
  statement.replace(' order by ', ` and visibility = 'client' order by `)
/** The orders that the list offers, and the rows beyond a ticket in each, in the parts in which its pages are read. */
const ORDERS: Record<string, { order: string; beyond: (row: Place) => readonly string[] }> = {
  change: {
    order: BY_CHANGE,
    beyond: ({ updated, id }) => [
      `and updated_at <= '${updated}' and (updated_at < '${updated}' or id < '${id}')`,
    ],
  },
  creation: {
    order: 'created_at desc, id desc',
    beyond: ({ created, id }) => [
      `and created_at <= '${created}' and (created_at < '${created}' or id < '${id}')`,
    ],
  },
  number: { order: 'number desc, id desc', beyond: ({ number }) => [`and number < ${number}`] },
  priority: {
    order: 'priority_rank, updated_at desc, id desc',
    beyond: ({ rank, updated, id }) => [
      `and priority_rank = ${rank} and updated_at <= '${updated}' and (updated_at < '${updated}' or id < '${id}')`,
      `and priority_rank > ${rank}`,
    ],
  },
  'day it is due': {
    order: 'due_on nulls last, id',
    beyond: ({ due, id }) =>
      due === null
        ? [`and due_on is null and id > '${id}'`]
        : [`and due_on >= '${due}' and (due_on > '${due}' or id > '${id}')`, 'and due_on is null'],
  },
}
type Place = {
  id: string
  number: number
  rank: number
  due: string | null
  created: string
  updated: string
}

async function placeAt(sql: Sql, order: string, where: string, depth: number): Promise<Place | undefined> {
  const [row] = await sql.unsafe<Place[]>(
    `select id, number, priority_rank as rank, due_on::text as due, created_at::text as created, updated_at::text as updated
     from tickets where agency_id = ${AGENCY} ${where} order by ${order} offset ${depth} limit 1`,
  )
  return row
}

/** The page at `depth` of everything in each order, and the last one of what is live, after which only closed ones come. */
async function deepPages(
  sql: Sql,
  depth: number,
): Promise<{ name: string; statement: string; most: null }[]> {
  const pages: { name: string; statement: string; most: null }[] = []
  const [counted] = await sql.unsafe<{ live: number }[]>(
    `select count(*)::int as live from tickets where agency_id = ${AGENCY} and ${IS_LIVE}`,
  )
  for (const [name, { order, beyond }] of Object.entries(ORDERS))
    for (const [where, at, page] of [
      ['', depth, 'at depth 100 thousand'],
      [`and ${IS_LIVE}`, Math.max(0, (counted?.live ?? 0) - 20), 'the last page of the live ones'],
    ] as const) {
      const row = await placeAt(sql, order, where, at)
      if (!row) continue
      const parts = beyond(row).map((part) => `(${tickets(`${where} ${part}`, order)})`)
      pages.push({ name: `by ${name}, ${page}`, statement: parts.join(' union all '), most: null })
    }
  return pages
}

/** Functions are the same with and without policies; what they cost beyond is what is asked here. */
const CALLS: Record<string, string> = {
  'alert counts': `select public.alert_counts(a) from public.agencies a where a.id = ${AGENCY}`,
  'ticket counts': `select public.ticket_counts(a) from public.agencies a where a.id = ${AGENCY}`,
  'client timeline, page 1': `select * from public.client_timeline(${CLIENT}, null, null, 50)`,
  'agency overview, 200 clients': 'select * from public.agency_overview()',
}
const found = (words: string) =>
  `select ${COLUMNS} from public.find_tickets('${words}') where agency_id = ${AGENCY} order by ${BY_CHANGE} limit 51`
const SEARCHES: Record<string, string> = {
  'search with hits': `select * from public.search_all('newsletter', null)`,
  'search for two letters': `select * from public.search_all('ne', null)`,
  'search for one rare word': `select * from public.search_all('quagga', null)`,
  'search without a hit': `select * from public.search_all('xylophone', null)`,
  'tickets, searched for much': found('newsletter'),
  'tickets, searched for little': found('quagga'),
}

async function benchReads(
  sql: Sql,
  size: number,
  rounds: number,
  first: Map<string, number>,
): Promise<Figure[]> {
  const setting = `${size.toLocaleString('en')} tickets`
  const depth = Math.min(DEPTH, Math.floor(size / 2))
  const all: readonly { name: string; statement: string; most: number | null; isOfViewer?: boolean }[] = [
    ...Object.entries(LISTS).map(([name, statement]) => ({ name, statement, most: null })),
    ...Object.entries(OF_VIEWERS).map(([name, statement]) => ({
      name,
      statement,
      most: null,
      isOfViewer: true,
    })),
    ...(await deepPages(sql, depth)),
    ...Object.entries(CALLS).map(([name, statement]) => ({ name, statement, most: null })),
    ...Object.entries(SEARCHES).map(([name, statement]) => ({ name, statement, most: SEARCH_RATIO })),
  ]
  const figures: Figure[] = []
  for (const { name, statement, most, isOfViewer = false } of all) {
    const who = isOfViewer ? VIEWER : OWNER
    const bare = isOfViewer ? forEverybody(statement) : statement
    const [value, limit] = await interleave(sql, rounds, [
      { actor: who, statement, warmUp: 7 },
      { actor: null, claimsOf: who, statement: bare, warmUp: 7 },
    ])
    const bar = most ?? (limit < SMALL_QUERY_MS ? SMALL_QUERY_RATIO : LARGE_QUERY_RATIO)
    figures.push({
      name,
      setting,
      value,
      unit: 'ms',
      reference: { name: 'no policies', value: limit },
      target: {
        text: `≤ ${String(bar)} × or ≤ ${String(FIXED_COST_MS)} ms more`,
        isMet: value <= limit * bar || value - limit <= FIXED_COST_MS,
      },
    })
    if (name.startsWith('agency overview'))
      figures.push({
        name,
        setting,
        value,
        unit: 'ms',
        target: { text: `≤ ${String(OVERVIEW_LIMIT_MS)} ms`, isMet: value <= OVERVIEW_LIMIT_MS },
      })
    const before = first.get(name)
    if (before === undefined) first.set(name, value)
    else
      figures.push({
        name,
        setting,
        value,
        unit: 'ms',
        reference: { name: 'the smaller world', value: before },
        target: {
          text: `flat (≤ ${String(FLAT_RATIO)} ×)`,
          isMet: value <= before * FLAT_RATIO || value - before <= FLAT_MS,
        },
      })
  }
  return figures
}

async function benchBulk(sql: Sql, size: number, rounds: number): Promise<Figure> {
  const statement = `select * from public.bulk_update_tickets(
    array(select id from public.tickets where agency_id = ${AGENCY} and ${IS_LIVE} order by ${BY_CHANGE} limit 500), '{"priority": "high", "due_on": "2030-01-01"}')`
  const bare = `update public.tickets set priority = 'high', due_on = '2030-01-01'
    where agency_id = ${AGENCY} and id = any (array(select id from public.tickets where agency_id = ${AGENCY} and ${IS_LIVE} order by ${BY_CHANGE} limit 500))`
  const [value, reference] = await interleave(sql, Math.max(3, Math.round(rounds / 5)), [
    { actor: OWNER, statement, warmUp: 0 },
    { actor: null, claimsOf: OWNER, statement: bare, warmUp: 0 },
  ])
  return {
    name: 'bulk edit of 500 tickets',
    setting: `${size.toLocaleString('en')} tickets`,
    value,
    unit: 'ms',
    reference: { name: 'bare update', value: reference },
    target: { text: `≤ ${String(BULK_LIMIT_MS)} ms`, isMet: value <= BULK_LIMIT_MS },
  }
}
