import { readFileSync } from 'node:fs'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { startTestDatabase } from '../scripts/backend/test-database'
import { median, type Figure } from './measure'
import { RUN_QUERIES } from './run-queries'

/** Fixed cost of row-level security that a statement may carry. */
const FIXED_COST_MS = 0.1
const SMALL_QUERY_MS = 0.5
const SMALL_QUERY_RATIO = 1.5
const LARGE_QUERY_RATIO = 1.2
const SEARCH_RATIO = 2
/** Growth of a query's time from the smaller to the larger world that still counts as flat. */
const FLAT_RATIO = 1.5
const PEER_SPEED_UP = 200
/** Their cost grows with the table and ours does not, so the bar is set for a table of this size. */
const PEER_BAR_RUNS = 1_000_000
const PUBLISH_RATIO = 1.5

const AGENCY = `md5('agency 1')::uuid`

/** What the peers' starter kits write; each replaces our policy on runs for the length of one transaction. */
const PEER_POLICIES: Record<string, string> = {
  'exists chain': `exists (select from public.users u join public.clients c on c.id = u.client_id where u.id = private.my_user_id() and c.agency_id = tenant_id)`,
  'in (select)': `tenant_id in (select c.agency_id from public.users u join public.clients c on c.id = u.client_id where u.id = private.my_user_id())`,
  'function per row': `private.is_member_of(tenant_id)`,
}
const UNASSISTED = `select r.id, r.name, r.status, r.market_mode, r.starts_at, r.ends_at from public.cc_n3_runs r where r.status <> 'draft' order by r.starts_at, r.id limit 26`

const ACTORS = { staff: 'user 1 3', owner: 'user 1 0', 'client viewer': 'user 1 20', stranger: 'nobody' }

type Actor = keyof typeof ACTORS | 'anon' | 'no policies'

/** Row-level security's price against the same queries without it, at each size, and the peers' styles beside it. */
export async function benchRls(sizes: readonly number[], rounds: number): Promise<Figure[]> {
  const figures: Figure[] = []
  const firstSize = new Map<string, number>()
  for (const size of sizes) {
    const database = await startTestDatabase()
    const sql = postgres(database.url, { max: 1, onnotice: () => undefined })
    try {
      console.log(`  ${size.toLocaleString('en')} runs: filling …`)
      await sql.unsafe(`set bench.runs = ${String(size)}`)
      await sql.unsafe(readFileSync(new URL('world.sql', import.meta.url), 'utf8')).simple()
      await sql.unsafe('vacuum analyze')
      const setting = `${size.toLocaleString('en')} runs`
      figures.push(...(await benchQueries(sql, setting, rounds, firstSize)))
      figures.push(...(await benchPortalPage(sql, setting, rounds, firstSize)))
      figures.push(...(await benchPublish(sql, setting, rounds)))
      figures.push(...(await benchPeers(sql, size, Math.max(3, Math.round(rounds / 10)))))
    } finally {
      await sql.end()
      await database.stop()
    }
  }
  return figures
}

async function benchQueries(sql: Sql, setting: string, rounds: number, first: Map<string, number>) {
  const figures: Figure[] = []
  for (const [name, { statement, limit: bare }] of Object.entries(RUN_QUERIES)) {
    const took = await interleave(
      sql,
      rounds,
      ['no policies', 'owner', 'staff', 'client viewer', 'stranger'],
      (actor) => (actor === 'no policies' ? (bare ?? statement) : statement),
    )
    const limit = median(took.get('no policies') ?? [])
    for (const [actor, times] of took) {
      if (actor === 'no policies') continue
      const value = median(times)
      const small = limit < SMALL_QUERY_MS ? SMALL_QUERY_RATIO : LARGE_QUERY_RATIO
      const bar = bare ? SEARCH_RATIO : small
      figures.push({
        name,
        setting: `${actor}, ${setting}`,
        value,
        unit: 'ms',
        reference: { name: 'no policies', value: limit },
        target: {
          text: `≤ ${String(bar)} × or ≤ ${String(FIXED_COST_MS)} ms more`,
          isMet: value <= limit * bar || value - limit <= FIXED_COST_MS,
        },
      })
      if (actor === 'staff') figures.push(...flatness(name, setting, value, first))
    }
  }
  return figures
}

async function benchPortalPage(sql: Sql, setting: string, rounds: number, first: Map<string, number>) {
  const call = `select * from public.portal_page('portal-1-1')`
  // The same answer read straight from the predicate's view, by somebody whom no policy concerns.
  const bare = `select portal.id, portal.slug, portal.name,
    (select array_agg(l.listing order by l.starts_at) from (select live.listing, live.starts_at from private.live_publications live
      where live.portal_id = portal.id and live.is_listed order by coalesce(live.ends_at, live.starts_at) < now(), live.starts_at, live.run_id limit 500) l)
    from public.cc_portals portal where portal.slug = 'portal-1-1' and portal.status = 'active' and portal.is_active`
  const took = { call: [] as number[], bare: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    took.bare.push(...(await timeAs(sql, 'no policies', bare)))
    took.call.push(...(await timeAs(sql, 'anon', call)))
  }
  const value = median(took.call)
  const limit = median(took.bare)
  const figure: Figure = {
    name: 'portal page, 200 publications',
    setting: `anon, ${setting}`,
    value,
    unit: 'ms',
    reference: { name: 'bare query', value: limit },
    target: {
      text: `≤ ${String(LARGE_QUERY_RATIO)} ×`,
      isMet: value <= limit * LARGE_QUERY_RATIO || value - limit <= FIXED_COST_MS,
    },
  }
  return [figure, ...flatness('portal page', setting, value, first)]
}

/** One call to publish_run for a hundred portals against the inserts it cannot do without, with the same triggers. */
async function benchPublish(sql: Sql, setting: string, rounds: number): Promise<Figure[]> {
  const [run] = await sql<{ id: string }[]>`
    select id from cc_n3_runs where tenant_id = md5('agency 1')::uuid and status = 'scheduled' order by id desc limit 1`
  if (!run) throw new Error('The world has no run to publish.')
  const portals = `(select jsonb_agg(jsonb_build_object('portal_id', md5('portal 1 ' || k)::uuid)) from generate_series(11, 110) k)`
  const call = `select * from public.publish_run('${run.id}', 'OPEN', ${portals}, 1)`
  const bare = `with inserted as (insert into public.cc_run_portal_publications (tenant_id, run_id, portal_id, listing)
      select ${AGENCY}, '${run.id}', md5('portal 1 ' || k)::uuid, 'full' from generate_series(11, 110) k)
    update public.cc_n3_runs set publish_version = publish_version + 1 where id = '${run.id}'`
  await sql`delete from cc_run_portal_publications where run_id = ${run.id}`
  const took = { call: [] as number[], bare: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    took.bare.push(...(await timeAs(sql, 'no policies', bare, 1)))
    took.call.push(...(await timeAs(sql, 'staff', call, 1)))
  }
  const value = median(took.call)
  const limit = median(took.bare)
  return [
    {
      name: 'publish_run to 100 portals',
      setting: `staff, ${setting}`,
      value,
      unit: 'ms',
      reference: { name: 'bare inserts', value: limit },
      target: { text: `≤ ${String(PUBLISH_RATIO)} ×`, isMet: value <= limit * PUBLISH_RATIO },
    },
  ]
}

async function benchPeers(sql: Sql, size: number, rounds: number): Promise<Figure[]> {
  const setting = `${size.toLocaleString('en')} runs`
  await sql.unsafe(`create or replace function private.is_member_of(agency uuid) returns boolean language sql stable security definer set search_path = ''
    as $$ select exists (select from public.users u join public.clients c on c.id = u.client_id where u.id = private.my_user_id() and c.agency_id = agency) $$;
    grant execute on function private.is_member_of(uuid) to authenticated`)
  const ours: number[] = []
  const peers = new Map<string, number[]>(Object.keys(PEER_POLICIES).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    ours.push(...(await timeAs(sql, 'staff', UNASSISTED, 5)))
    for (const [name, predicate] of Object.entries(PEER_POLICIES)) {
      const times = await rolledBack(sql, async (tx) => {
        await replacePolicy(tx, 'cc_n3_runs', predicate)
        await replacePolicy(tx, 'clients', 'true')
        await become(tx, 'staff')
        return time(tx, UNASSISTED, 1)
      })
      peers.get(name)?.push(...times)
    }
  }
  const value = median(ours)
  return [...peers].map(([name, times]) => ({
    name: 'run list without tenant predicate',
    setting: `staff, ${setting}`,
    value,
    unit: 'ms',
    reference: { name: `peer: ${name}`, value: median(times) },
    ...(size >= PEER_BAR_RUNS && {
      target: { text: `≥ ${String(PEER_SPEED_UP)} × faster`, isMet: median(times) / value >= PEER_SPEED_UP },
    }),
  }))
}

/** Puts `predicate` in the place of the table's policy for reading. */
async function replacePolicy(tx: TransactionSql, table: string, predicate: string): Promise<void> {
  const drops = await tx<{ statement: string }[]>`
    select format('drop policy %I on public.%I', policyname, tablename) as statement
    from pg_policies where schemaname = 'public' and tablename = ${table} and cmd = 'SELECT'`
  for (const { statement } of drops) await tx.unsafe(statement)
  await tx.unsafe(`create policy peer on public.${table} for select to authenticated using (${predicate})`)
}

function flatness(name: string, setting: string, value: number, first: Map<string, number>): Figure[] {
  const before = first.get(name)
  if (before === undefined) {
    first.set(name, value)
    return []
  }
  const isMet = value <= before * FLAT_RATIO || value - before <= FIXED_COST_MS
  return [
    {
      name: `${name}, growth`,
      setting,
      value,
      unit: 'ms',
      reference: { name: 'smallest world', value: before },
      target: { text: `flat (≤ ${String(FLAT_RATIO)} ×)`, isMet },
    },
  ]
}

async function interleave(
  sql: Sql,
  rounds: number,
  actors: readonly Actor[],
  statementOf: (actor: Actor) => string,
) {
  const took = new Map<Actor, number[]>(actors.map((actor) => [actor, []]))
  for (let round = 0; round < rounds; round++)
    for (const actor of actors) took.get(actor)?.push(...(await timeAs(sql, actor, statementOf(actor))))
  return took
}

/** Times a statement as somebody, in a transaction that leaves nothing behind; once means cold. */
function timeAs(sql: Sql, actor: Actor, statement: string, times = 5): Promise<number[]> {
  return rolledBack(sql, async (tx) => {
    await become(tx, actor)
    return time(tx, statement, times)
  })
}

async function time(tx: TransactionSql, statement: string, times: number): Promise<number[]> {
  const [row] =
    times === 1
      ? await tx<{ took: number[] }[]>`select bench.time_once(${statement}) as took`
      : await tx<
          { took: number[] }[]
        >`select bench.time_statement(${statement}, md5('agency 1')::uuid, ${times}) as took`
  return row?.took ?? []
}

async function become(tx: TransactionSql, actor: Actor): Promise<void> {
  if (actor === 'no policies') return
  if (actor === 'anon') {
    await tx.unsafe('set local role anon')
    return
  }
  await tx`select set_config('request.jwt.claims', json_build_object('sub', md5(${ACTORS[actor]})::uuid)::text, true)`
  await tx.unsafe('set local role authenticated')
}

async function rolledBack<T>(sql: Sql, act: (tx: TransactionSql) => Promise<T>): Promise<T> {
  const results: T[] = []
  const undo = new Error('Nothing is kept.')
  await sql
    .begin(async (tx) => {
      results.push(await act(tx))
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  const [result] = results
  if (result === undefined) throw undo
  return result
}
