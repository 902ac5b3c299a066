import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../scripts/backend/migrate'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'

/** A database in the shape of the source documents, one portal for each run, with data in it; then publishing arrives. */
const SINGLE_PORTAL_SHAPE = '20261121090300'

let database: TestDatabase
let sql: Sql
const ids = {
  agency: randomUUID(),
  other: randomUUID(),
  own: randomUUID(),
  shared: randomUUID(),
  foreign: randomUUID(),
}
const runs = {
  onOwn: randomUUID(),
  onShared: randomUUID(),
  onForeign: randomUUID(),
  nowhere: randomUUID(),
  odd: randomUUID(),
}

beforeAll(async () => {
  database = await startTestDatabase({ upTo: SINGLE_PORTAL_SHAPE })
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  await sql`insert into agencies (id, name, slug) values (${ids.agency}, 'Old', 'old'), (${ids.other}, 'Other', 'other')`
  await sql`insert into cc_portals (id, owning_tenant_id, name, slug, status) values
    (${ids.own}, ${ids.agency}, 'Own', 'own', 'active'), (${ids.shared}, null, 'Shared', 'shared', 'active'),
    (${ids.foreign}, ${ids.other}, 'Foreign', 'foreign', 'active')`
  await sql`insert into cc_n3_runs (id, tenant_id, name, status, portal_id, created_at, starts_at, ends_at) values
    (${runs.onOwn}, ${ids.agency}, 'On its own portal', 'scheduled', ${ids.own}, '2025-01-01', '2030-01-01', '2030-01-02'),
    (${runs.onShared}, ${ids.agency}, 'On a shared portal', 'scheduled', ${ids.shared}, '2025-02-01', null, null),
    (${runs.onForeign}, ${ids.agency}, 'On somebody else’s portal', 'scheduled', ${ids.foreign}, '2025-03-01', null, null),
    (${runs.nowhere}, ${ids.agency}, 'Nowhere', 'draft', null, '2025-04-01', null, null),
    (${runs.odd}, ${ids.agency}, ${'x'.repeat(10_000)}, 'scheduled', ${ids.own}, '2025-05-01', '2030-01-02', '2030-01-01')`
  await migrate(database.url)
})
afterAll(async () => {
  await sql.end()
  await database.stop()
})

test('runs keep showing where they showed: on their one portal, openly, since they were made', async () => {
  const rows = await sql`
    select run_id, portal_id, tenant_id, listing, publish_at, unpublish_at, unpublished_at from cc_run_portal_publications order by publish_at`
  const kept = { tenant_id: ids.agency, listing: 'full', unpublish_at: null, unpublished_at: null }
  expect(rows).toEqual([
    { ...kept, run_id: runs.onOwn, portal_id: ids.own, publish_at: new Date('2025-01-01') },
    { ...kept, run_id: runs.onShared, portal_id: ids.shared, publish_at: new Date('2025-02-01') },
    { ...kept, run_id: runs.odd, portal_id: ids.own, publish_at: new Date('2025-05-01') },
  ])
})

test('runs that showed are OPEN, all others are by invitation', async () => {
  const rows = await sql<{ id: string; market_mode: string; publish_version: number }[]>`
    select id, market_mode, publish_version from cc_n3_runs order by created_at`
  expect(rows.map(({ market_mode }) => market_mode)).toEqual([
    'OPEN',
    'OPEN',
    'INVITE_ONLY',
    'INVITE_ONLY',
    'OPEN',
  ])
  expect(rows.every(({ publish_version }) => publish_version === 0)).toBe(true)
})

test('nothing that was there is lost, not even what the new rules would refuse', async () => {
  const [odd] =
    await sql`select char_length(name) as length, ends_at < starts_at as is_backwards, portal_id from cc_n3_runs where id = ${runs.odd}`
  expect(odd).toEqual({ length: 10_000, is_backwards: true, portal_id: ids.own })
  await expect(
    sql`insert into cc_n3_runs (tenant_id, name) values (${ids.agency}, ${'x'.repeat(10_000)})`,
  ).rejects.toMatchObject({ code: '23514' })
})

test('the public page shows them as before', async () => {
  const seen = await sql.begin(async (tx) => {
    await tx`set local role anon`
    return tx<
      { names: string[] }[]
    >`select array(select (unnest(runs)).name) as names from portal_page(slug => 'shared')`
  })
  expect(seen).toEqual([{ names: ['On a shared portal'] }])
})

test('running the migrations again does nothing', async () => {
  expect(await migrate(database.url)).toEqual([])
})
