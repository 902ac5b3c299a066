import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'

const SEED = readFileSync('supabase/seed.sql', 'utf8')
const ACCOUNTS = JSON.parse(readFileSync('supabase/demo-accounts.json', 'utf8')) as {
  email: string
  role: string
  agency: string | null
}[]
const TABLES = [
  'agencies',
  'clients',
  'users',
  'cc_zones',
  'cc_portals',
  'cc_n3_runs',
  'cc_run_portal_publications',
  'activity_log',
  'cc_invitations',
  'cc_run_stakeholders',
  'cc_external_contact_points',
  'cc_notifications',
  'cc_notification_deliveries',
  'tickets',
  'ticket_comments',
  'agency_cartridges',
  'style_cartridges',
  'instruction_cartridges',
  'billing_settings',
  'invoices',
  'invoice_lines',
]

let database: TestDatabase
let sql: postgres.Sql

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  await sql.unsafe(SEED).simple()
})

afterAll(async () => {
  await sql.end()
  await database.stop()
})

/** What every table holds, in one word each. */
async function contents(): Promise<unknown[]> {
  const found: unknown[] = []
  for (const table of TABLES)
    found.push(
      await sql`select count(*), md5(string_agg(t::text, ',' order by t.id)) as rows from ${sql(table)} t`,
    )
  return found
}

test('loading the demo data again changes nothing', async () => {
  const before = await contents()
  await sql.unsafe(SEED).simple()
  expect(await contents()).toEqual(before)
})

test('the accounts that are announced are the ones there are, each able to sign in', async () => {
  const people = await sql`
    select u.email, u.role::text as role, a.slug as agency
    from public.users u
    join auth.users account on account.id = u.id and account.email = u.email and account.email_confirmed_at is not null
    join auth.identities i on i.user_id = u.id and i.provider = 'email'
    left join public.clients c on c.id = u.client_id
    left join public.agencies a on a.id = c.agency_id
    order by u.id`
  expect([...people]).toEqual(ACCOUNTS.map(({ email, role, agency }) => ({ email, role, agency })))
  expect(new Set(ACCOUNTS.map(({ role }) => role)).size).toBe(5)
})

test('each agency has about twenty runs, in every status and every market mode', async () => {
  const agencies = await sql`
    select count(*)::int as runs, count(distinct (status, market_mode))::int as kinds from public.cc_n3_runs group by tenant_id`
  expect(agencies).toHaveLength(2)
  for (const { runs, kinds } of agencies) {
    expect(runs).toBeGreaterThanOrEqual(20)
    expect(kinds).toBe(15)
  }
})

test('portals and publications are there in every state', async () => {
  const portals = await sql`
    select distinct owning_tenant_id is null as "isShared", status::text as status, is_active as "isActive"
    from public.cc_portals order by 1, 2, 3`
  expect([...portals]).toEqual([
    { isShared: false, status: 'active', isActive: false },
    { isShared: false, status: 'active', isActive: true },
    { isShared: false, status: 'archived', isActive: true },
    { isShared: false, status: 'draft', isActive: true },
    { isShared: true, status: 'active', isActive: true },
  ])
  const publications = await sql`
    select distinct case
      when unpublished_at is not null then 'taken down' when publish_at > now() then 'scheduled'
      when unpublish_at <= now() then 'over' else 'standing ' || listing end as state
    from public.cc_run_portal_publications order by 1`
  expect(publications.map(({ state }) => String(state))).toEqual([
    'over',
    'scheduled',
    'standing full',
    'standing hidden',
    'standing teaser',
    'taken down',
  ])
})

test('its history reads as if it had been written as it happened', async () => {
  // Systems raise alerts, and tickets that stay resolved are closed by time alone.
  const [history] = await sql`
    select count(*) filter (where actor_id is null and table_name not in ('alerts', 'tickets'))::int as nobodys,
      count(*) filter (where created_at > now())::int as future, count(*) filter (where created_at < earlier)::int as "outOfOrder"
    from (select *, lag(created_at) over (partition by subject_id order by id) as earlier from public.activity_log) l`
  expect(history).toEqual({ nobodys: 0, future: 0, outOfOrder: 0 })
  const [versions] = await sql`
    select count(*)::int as wrong from public.cc_n3_runs r
    where r.publish_version <> (
      select count(*) from public.activity_log l where l.subject_id = r.id and l.new_values ? 'publish_version' and l.action = 'update'
    )`
  expect(versions).toEqual({ wrong: 0 })
})
