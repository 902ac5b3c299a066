import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAgency, openStage, type Agency, type Member, type Stage } from './stage'

/** Each list of invoices, as whoever may see it: it walks an index in order and reads no table from end to end. */

const INVOICES = 12_000
let stage: Stage
let nordlicht: Agency
/** One that a viewer of Nordlicht may read. */
let sent: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  const other = await addAgency(stage.sql, 'other')
  // Written past the triggers: it is their lists that matter here, not how they came to be.
  await stage.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`
      insert into invoices (agency_id, client_id, type, sequence_no, number, party_name, status, total_minor, due_on, issued_on, sent_at, paid_at, created_at)
      select a.id, a.client, case when n % 3 = 0 then 'incoming' else 'outgoing' end, n, 'N-' || n, 'Somebody ' || n, s.status, n * 7 % 100000,
        current_date - n % 300, current_date - n % 300 - 14, now(), case when s.status = 'paid' then now() end, now() - n * interval '1 minute'
      from generate_series(1, ${INVOICES}) n
      cross join lateral (select case when n % 4 = 0 then ${nordlicht.id}::uuid else ${other.id}::uuid end as id,
        case when n % 4 = 0 then case when n % 8 = 0 then ${nordlicht.client}::uuid else ${nordlicht.sibling}::uuid end else ${other.client}::uuid end as client) a
      cross join lateral (select case when n % 5 = 0 then 'sent' else 'paid' end as status) s`
    await tx`insert into invoice_lines (agency_id, invoice_id, description, unit_price_minor) select agency_id, id, 'Work', 100 from invoices`
  })
  const [row] = await stage.sql<{ id: string }[]>`
    select id from invoices where client_id = ${nordlicht.client} and type = 'outgoing' limit 1`
  sent = row?.id ?? ''
  for (const table of ['invoices', 'invoice_lines']) await stage.sql.unsafe(`vacuum analyze ${table}`)
}, 60_000)
afterAll(() => stage.stop())

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  Plans?: PlanNode[]
}
async function planOf(who: Member, query: string): Promise<PlanNode[]> {
  const [row] = await stage.as(who, (tx) =>
    tx.unsafe<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
      `explain (analyze, format json, timing off) ${query}`,
    ),
  )
  const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)]
  const plan = row?.['QUERY PLAN'][0]?.Plan
  if (!plan) throw new Error('There is no plan.')
  return flat(plan)
}

const list = (where: string, order: string) => () =>
  `select * from invoices where agency_id = '${nordlicht.id}' ${where} order by ${order} limit 51`
const queries: [string, 'owner' | 'viewer', () => string, string][] = [
  ['newest', 'owner', list(`and type = 'outgoing'`, 'created_at desc, id desc'), 'invoices_by_creation'],
  [
    'newest, next page',
    'owner',
    list(
      `and type = 'outgoing' and (created_at < now() - interval '9 hours' or created_at = now() and id < '80000000-0000-0000-0000-000000000000') and created_at <= now() - interval '9 hours'`,
      'created_at desc, id desc',
    ),
    'invoices_by_creation',
  ],
  [
    'of a status',
    'owner',
    list(`and type = 'outgoing' and status = 'sent'`, 'created_at desc, id desc'),
    'invoices_by_status',
  ],
  ['due first', 'owner', list(`and type = 'incoming'`, 'due_order, id'), 'invoices_by_due'],
  [
    'overdue',
    'owner',
    list(`and type = 'outgoing' and status = 'sent' and due_order < current_date`, 'due_order, id'),
    'invoices_by_status_and_due',
  ],
  ['highest', 'owner', list(`and type = 'outgoing'`, 'total_minor desc, id desc'), 'invoices_by_total'],
  [
    'of one client',
    'viewer',
    () =>
      `select * from invoices where agency_id = '${nordlicht.id}' and client_id = '${nordlicht.client}' and type = 'outgoing' order by created_at desc, id desc limit 51`,
    'invoices_by_client',
  ],
  [
    'lines of one invoice',
    'viewer',
    () =>
      `select i.id, l.* from invoices i join invoice_lines l on l.agency_id = i.agency_id and l.invoice_id = i.id where i.agency_id = '${nordlicht.id}' and i.id = '${sent}' order by position, l.id`,
    'invoice_lines_by_invoice',
  ],
]

test.each(queries)('%s, as %s', async (_, who, query, index) => {
  const nodes = await planOf(nordlicht[who], query())
  expect(nodes.map((node) => node['Index Name'])).toContain(index)
  expect(
    nodes.filter((node) => node['Node Type'] === 'Seq Scan' && /^invoice/.test(node['Relation Name'] ?? '')),
  ).toEqual([])
})
