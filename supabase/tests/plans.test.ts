import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, anon, openStage, type Agency, type Somebody, type Stage } from './stage'

/** Each hot query, as each kind of actor: it walks an index that fits and never reads a large table from end to end. */

const RUNS_IN_ALL = 30_000
const OTHER_AGENCIES = 250

let stage: Stage
let nordlicht: Agency
let kai: Agency
let run: string

beforeAll(async () => {
  stage = await openStage()
  const { sql } = stage
  nordlicht = await addAgency(sql, 'nordlicht')
  kai = await addAgency(sql, 'kai')
  // One agency that owns a good part of the rows, and many that own a few: the planner must not be lucky.
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`insert into agencies (name, slug) select 'Agency ' || n, 'agency-' || n from generate_series(1, ${OTHER_AGENCIES}) n`
    await tx`insert into clients (agency_id, name, is_house) select id, 'House', true from agencies where slug like 'agency-%'`
    await tx`insert into cc_zones (tenant_id, name) select id, 'Zone ' || n from agencies, generate_series(1, 5) n`
    await tx`insert into cc_portals (owning_tenant_id, name, slug, status)
      select id, 'Portal ' || n, slug || '-' || n, 'active' from agencies, generate_series(1, 5) n`
    await tx`
      insert into cc_n3_runs (tenant_id, name, status, market_mode, starts_at, ends_at, zone_id)
      select a.id, 'Run ' || n, (array['draft', 'scheduled', 'in_progress', 'completed', 'cancelled'])[1 + n / 250 % 5],
        (array['OPEN', 'INVITE_ONLY', 'CLOSED'])[1 + n / 1250 % 3], now() + (n % 4000 - 2000) * interval '1 hour', now() + (n % 4000 - 1990) * interval '1 hour',
        (select z.id from cc_zones z where z.tenant_id = a.id order by z.id offset n / 3750 % 5 limit 1)
      from generate_series(1, ${RUNS_IN_ALL}) n
      cross join lateral (select id from agencies where n % 50 = 0 and id = ${nordlicht.id} or n % 50 > 0 and slug = 'agency-' || (1 + n % ${OTHER_AGENCIES})) a`
    await tx`
      insert into cc_run_portal_publications (tenant_id, run_id, portal_id, listing)
      select r.tenant_id, r.id, p.id, 'full'
      from cc_n3_runs r cross join lateral (select id from cc_portals p where p.owning_tenant_id = r.tenant_id order by md5(p.id::text || r.id) limit 2) p`
    await tx`insert into activity_log (agency_id, subject_id, table_name, row_id, action, new_values)
      select tenant_id, id, 'cc_n3_runs', id, 'insert', '{}' from cc_n3_runs`
  })
  for (const table of [
    'agencies',
    'clients',
    'users',
    'cc_zones',
    'cc_portals',
    'cc_n3_runs',
    'cc_run_portal_publications',
    'activity_log',
  ])
    await sql.unsafe(`vacuum analyze ${table}`)
  const [row] = await sql<
    { id: string }[]
  >`select id from cc_n3_runs where tenant_id = ${nordlicht.id} order by starts_at limit 1`
  run = row?.id ?? ''
}, 120_000)
afterAll(() => stage.stop())

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}
const LARGE = ['cc_n3_runs', 'cc_run_portal_publications', 'activity_log']

/** The plan that Postgres really used, every node of it. */
async function planOf(who: Somebody, query: string): Promise<PlanNode[]> {
  const plan = await stage.as(who, (tx) => explain(tx, query))
  const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)]
  return flat(plan)
}
async function explain(tx: TransactionSql, query: string): Promise<PlanNode> {
  const [row] = await tx.unsafe<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
    `explain (analyze, format json, timing off) ${query}`,
  )
  const plan = row?.['QUERY PLAN'][0]?.Plan
  if (!plan) throw new Error('There is no plan.')
  return plan
}

const list = (where: string, order: string) => () =>
  `select id, name, status, market_mode, starts_at, ends_at, zone_id from cc_n3_runs where tenant_id = '${nordlicht.id}' ${where} order by ${order} limit 25`
const zoneOfAgency = "(select id from cc_zones where tenant_id = '$agency' limit 1)"

/** Query, and the index that must carry it. */
const queries: [string, () => string, string][] = [
  ['runs by start', list('', 'starts_at, id'), 'cc_n3_runs_by_start'],
  ['runs by start, latest first', list('', 'starts_at desc, id desc'), 'cc_n3_runs_by_start'],
  [
    'runs by start, latest first, next page',
    list(
      `and (starts_at < now() or starts_at = now() and id < '80000000-0000-0000-0000-000000000000') and starts_at <= now()`,
      'starts_at desc, id desc',
    ),
    'cc_n3_runs_by_start',
  ],
  [
    'runs by start, next page',
    list(
      `and (starts_at > now() or starts_at = now() and id > '80000000-0000-0000-0000-000000000000') and starts_at >= now()`,
      'starts_at, id',
    ),
    'cc_n3_runs_by_start',
  ],
  ['runs without a start', list('and starts_at is null', 'starts_at, id'), 'cc_n3_runs_by_start'],
  [
    'runs by name, next page',
    list(
      `and (name > 'Run 2' or name = 'Run 2' and id > '80000000-0000-0000-0000-000000000000') and name >= 'Run 2'`,
      'name, id',
    ),
    'cc_n3_runs_by_name',
  ],
  ['runs of a status', list(`and status = 'scheduled'`, 'starts_at, id'), 'cc_n3_runs_by_status'],
  ['runs of a market mode', list(`and market_mode = 'OPEN'`, 'starts_at, id'), 'cc_n3_runs_by_market_mode'],
  [
    'runs of a zone',
    () => list(`and zone_id = ${zoneOfAgency.replace('$agency', nordlicht.id)}`, 'starts_at, id')(),
    'cc_n3_runs_by_zone',
  ],
  ['runs by name', list('', 'name, id'), 'cc_n3_runs_by_name'],
  ['runs by last change', list('', 'updated_at desc, id desc'), 'cc_n3_runs_by_change'],
  ['one run', () => `select * from cc_n3_runs where id = '${run}'`, 'cc_n3_runs_pkey'],
  [
    'the portals of a run',
    () =>
      `select * from cc_run_portal_publications where tenant_id = '${nordlicht.id}' and run_id = '${run}'`,
    'cc_run_portal_publications_by_run',
  ],
  [
    'the history of a run',
    () =>
      `select * from activity_log where agency_id = '${nordlicht.id}' and subject_id = '${run}' order by id desc limit 20`,
    'activity_log_by_subject',
  ],
]

describe('hot queries of staff', () => {
  for (const role of ['owner', 'admin', 'member'] as const)
    test.each(queries)(`${role}: %s`, async (_, query, index) => {
      const nodes = await planOf(nordlicht[role], query())
      expect(nodes.map((node) => node['Index Name']).filter(Boolean)).toContain(index)
      // Two ways into a table at once would read and sort a whole agency for one page of it.
      expect(nodes.filter((node) => node['Node Type'] === 'BitmapOr')).toEqual([])
      expect(
        nodes.filter(
          (node) => node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name'] ?? ''),
        ),
      ).toEqual([])
    })

  // Runs are not among them: people may also follow runs of other agencies, so only the query says which agency is meant.
  test.each([
    ['publications', 'select id from cc_run_portal_publications order by run_id limit 25'],
    ['history', 'select id from activity_log order by id desc limit 25'],
  ])('%s without saying which agency: the policy alone finds the index', async (_, query) => {
    const nodes = await planOf(nordlicht.member, query)
    expect(
      nodes.filter((node) => node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name'] ?? '')),
    ).toEqual([])
  })
})

test('a page far down reads the rows that it shows and none before them', async () => {
  const nodes = await planOf(
    nordlicht.member,
    list(
      `and (starts_at > now() or starts_at = now() and id > '80000000-0000-0000-0000-000000000000') and starts_at >= now()`,
      'starts_at, id',
    )(),
  )
  const [scan] = nodes.filter((node) => node['Relation Name'] === 'cc_n3_runs')
  expect(scan?.['Actual Rows']).toBe(25)
  expect(scan?.['Rows Removed by Filter'] ?? 0).toBeLessThan(5)
})

test('the history of a small agency is not looked for in everybody’s', async () => {
  const nodes = await planOf(
    kai.member,
    `select * from activity_log where agency_id = '${kai.id}' order by id desc limit 20`,
  )
  expect(nodes.map((node) => node['Index Name'])).toContain('activity_log_by_agency')
})

describe('people who may not see runs do not make Postgres read them', () => {
  test.each(queries)('%s', async (_, query) => {
    for (const who of [
      nordlicht.viewer,
      { id: '70000000-0000-4000-8000-000000000001', role: 'authenticated' as const },
    ]) {
      const nodes = await planOf(who, query())
      expect(
        nodes.filter(
          (node) =>
            node['Node Type'] === 'Seq Scan' &&
            LARGE.includes(node['Relation Name'] ?? '') &&
            node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) > 0,
        ),
      ).toEqual([])
    }
  })
})

test('runs are found by a part of their name in an index over such parts', async () => {
  // As the role of the function that looks for them, because a function hides its plan.
  const nodes = await stage.sql.begin(async (tx) => {
    await tx.unsafe('set local role audienceos_definer')
    const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)]
    return flat(
      await explain(
        tx,
        `select id from cc_n3_runs where tenant_id = '${nordlicht.id}' and name ilike '%un 2995%' order by updated_at desc, id desc limit 5000`,
      ),
    )
  })
  expect(nodes.map((node) => node['Index Name'])).toContain('cc_n3_runs_by_name_parts')
})

test('the public page of one portal reads no large table from end to end', async () => {
  // The function hides its plan, so its query is asked for the plan as the role that the function runs as.
  const [portal] = await stage.sql<{ id: string; slug: string }[]>`
    select id, slug from cc_portals where slug like 'agency-%' and exists (select from cc_run_portal_publications p where p.portal_id = cc_portals.id) limit 1`
  const query = `select live.listing from private.live_publications live
    where live.portal_id = '${portal?.id ?? ''}' and live.is_listed order by live.starts_at, live.run_id limit 500`
  const nodes = await stage.sql.begin(async (tx) => {
    await tx.unsafe('set local role audienceos_definer')
    const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)]
    return flat(await explain(tx, query))
  })
  expect(nodes.map((node) => node['Index Name'])).toContain('cc_run_portal_publications_by_portal')
  expect(
    nodes.filter((node) => node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name'] ?? '')),
  ).toEqual([])
  const shown = await stage.as(
    anon,
    (tx) => tx`select cardinality(runs) as runs from portal_page(slug => ${portal?.slug ?? ''})`,
  )
  expect(Number(shown[0]?.runs)).toBeGreaterThan(10)
})
