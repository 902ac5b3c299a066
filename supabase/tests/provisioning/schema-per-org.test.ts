import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../../scripts/backend/test-database'
import { inSnapshot } from '../../../lib/provisioning/facts'
import { exitCodeOf } from '../../../lib/provisioning/findings'
import {
  auditSchemas,
  countTables,
  listOrgSchemas,
  readReference,
  type Reference,
  schemaOfSlug,
} from '../../../lib/provisioning/schema-audit'
import { provisionSchema } from '../../../lib/provisioning/schema-per-org'
import { rollbackSchema } from '../../../lib/provisioning/schema-rollback'
import { DRIFTS } from './drifts'
import { auditOne, plantEach } from './plant'
import { buildTestBed, makeBase, makeComplete, REFERENCE } from './test-bed'

let database: TestDatabase
let sql: Sql
let reference: Reference

beforeAll(async () => {
  database = await startTestDatabase({ withoutMigrations: true })
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  await buildTestBed(sql)
  reference = await inSnapshot(sql, (tx) => readReference(tx, REFERENCE))
})
afterAll(async () => {
  await sql.end()
  await database.stop()
})

const tablesOf = async (schema: string) =>
  (await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = ${schema}`).map(
    ({ name }) => name,
  )

test('what the base function makes lacks exactly what the report said', async () => {
  const schema = await makeBase(sql, 'told')
  expect(await tablesOf(REFERENCE)).toHaveLength(84)
  expect(await tablesOf(schema)).toHaveLength(41)
  const findings = await auditOne(sql, schema)
  expect(countTables(findings)).toEqual({
    missingTables: 43,
    tablesMissingColumns: 10,
    tablesMissingConstraints: 41,
    tablesMissingIndexes: 10,
  })
  expect(findings.map(({ subject }) => subject)).toEqual(
    expect.arrayContaining([
      'Invoice.type',
      'Advertiser.sellerId',
      'Agency.sellerId',
      'Campaign.probability',
      'Invoice.invoice_type_check',
      'Invoice.Invoice_type_idx',
      'Advertiser.Advertiser_sellerId_idx',
      'Agency.Agency_sellerId_idx',
    ]),
  )
  expect(exitCodeOf(findings)).toBe(3)
})

test('an incomplete schema is completed with its rows kept, and the second run does nothing', async () => {
  const schema = await makeBase(sql, 'completed')
  await sql.unsafe(
    `insert into ${schema}."Invoice" (id, number) select 'i' || n, n::text from generate_series(1, 50) n`,
  )
  const first = await provisionSchema(sql, reference, schema)
  expect(first.left).toEqual([])
  expect(first.refused).toEqual([])
  expect(await tablesOf(schema)).toHaveLength(84)
  const rows = await sql.unsafe(`select type, count(*)::int as count from ${schema}."Invoice" group by type`)
  expect([...rows]).toEqual([{ type: 'incoming', count: 50 }])
  const settings =
    await sql.unsafe(`select (select count(*)::int from ${schema}."BillingSettings") as billing,
    (select count(*)::int from ${schema}.workflow_settings) as workflow`)
  expect([...settings]).toEqual([{ billing: 1, workflow: 1 }])
  const second = await provisionSchema(sql, reference, schema)
  expect(second.statements).toEqual([])
  expect(second.fingerprintAfter).toBe(first.fingerprintAfter)
})

test('nothing of what is made leads back to the reference', async () => {
  const schema = await makeBase(sql, 'own')
  await provisionSchema(sql, reference, schema)
  await sql.begin(async (tx) => {
    await tx.unsafe(`set local search_path = ${schema}`)
    await tx`insert into "InvoiceSchedule" (id, "nextOn") values ('s', current_date)`
    await tx`insert into "RateCard" (id, name, "validFrom") values ('r', 'One', current_date)`
  })
  const drawn = await sql.unsafe(`select
    (select is_called from ${schema}.invoice_number_seq) as own, (select is_called from ${REFERENCE}.invoice_number_seq) as other,
    (select is_called from ${schema}.rate_card_number_seq) as "ownCard", (select is_called from ${REFERENCE}.rate_card_number_seq) as "otherCard"`)
  expect([...drawn]).toEqual([{ own: true, other: false, ownCard: true, otherCard: false }])
  const foreign = await sql`
    select d.objid from pg_depend d join pg_class c on d.refclassid = 'pg_class'::regclass and c.oid = d.refobjid
    join pg_constraint k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
    where c.relnamespace = ${REFERENCE}::regnamespace and k.connamespace = ${schema}::regnamespace`
  expect([...foreign]).toEqual([])
})

test('a new organisation is made from nothing, and a schema made by hand is found without fault', async () => {
  const run = await provisionSchema(sql, reference, schemaOfSlug('brand-new'))
  expect(run.statements[0]).toBe('create schema org_brand_new')
  expect(run.left).toEqual([])
  expect(await auditOne(sql, await makeComplete(sql, 'by-hand'))).toEqual([])
})

test('a dry run executes everything and leaves the schema as it was', async () => {
  const schema = await makeBase(sql, 'dry')
  const tried = await provisionSchema(sql, reference, schema, { isDryRun: true })
  expect(tried.statements.length).toBeGreaterThan(300)
  expect(tried.left).toEqual([])
  expect(tried.locks).toContainEqual({ table: 'Invoice', mode: 'AccessExclusiveLock' })
  const after = await provisionSchema(sql, reference, schema, { isDryRun: true })
  expect(after.fingerprintBefore).toBe(tried.fingerprintBefore)
  expect(await tablesOf(schema)).toHaveLength(41)
})

test('what is changed or extra is told and kept, and what is missing beside it is mended', async () => {
  const schema = await makeComplete(sql, 'changed')
  await sql.unsafe(`set search_path = ${schema}; alter table "Proposal" alter column title type varchar(40);
    create table "Leftover" (id int); drop index "Invoice_type_idx"; alter type "OrderStatus" rename to "OldStatus"; reset search_path`)
  const run = await provisionSchema(sql, reference, schema)
  const left = run.left.map(({ id }) => id)
  expect(left).toEqual(
    expect.arrayContaining(['changed:column:Proposal.title', 'extra:table:Leftover', 'extra:enum:OldStatus']),
  )
  expect(left).not.toContain('missing:index:Invoice.Invoice_type_idx')
  expect(await tablesOf(schema)).toHaveLength(85)
})

test('what the data does not allow is refused by itself, and the rest goes on', async () => {
  const schema = await makeBase(sql, 'dirty')
  await sql.unsafe(
    `insert into ${schema}."Payment" (id, "invoiceId", "amountMinor") values ('p', 'nowhere', 5)`,
  )
  const run = await provisionSchema(sql, reference, schema)
  expect(run.refused.map(({ statement }) => statement.fact.key)).toEqual(['Payment.Payment_invoiceId_fkey'])
  expect(run.left.map(({ id }) => id)).toEqual(['missing:constraint:Payment.Payment_invoiceId_fkey'])
  await sql.unsafe(`delete from ${schema}."Payment"`)
  expect((await provisionSchema(sql, reference, schema)).left).toEqual([])
})

test('a column that is only half there is filled in batches before it is required', async () => {
  const schema = await makeBase(sql, 'half')
  await sql.unsafe(`alter table ${schema}."Invoice" add column type text;
    insert into ${schema}."Invoice" (id, number, type) select 'i' || n, n::text, case when n % 3 = 0 then 'outgoing' end from generate_series(1, 12000) n`)
  const run = await provisionSchema(sql, reference, schema, { largeBytes: 0 })
  expect(run.left).toEqual([])
  expect(run.filled).toBe(8000)
  const rows = await sql.unsafe(
    `select type, count(*)::int as count from ${schema}."Invoice" group by type order by type`,
  )
  expect([...rows]).toEqual([
    { type: 'incoming', count: 8000 },
    { type: 'outgoing', count: 4000 },
  ])
  // The table was never locked against readers or writers for as long as it takes to read it.
  expect(run.statements.filter((text) => text.includes('"Invoice"'))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^create index concurrently "Invoice_type_idx"/),
      expect.stringMatching(/add constraint invoice_type_check .* not valid$/),
      expect.stringMatching(/validate constraint invoice_type_check$/),
    ]),
  )
})

test('what a killed run leaves of steps on large tables is taken up again', async () => {
  const schema = await makeComplete(sql, 'broken-off')
  await sql.unsafe(`
    update pg_index set indisvalid = false where indexrelid = '${schema}."Invoice_type_idx"'::regclass;
    alter table ${schema}."Invoice" alter column type drop not null, drop constraint invoice_type_check;
    alter table ${schema}."Invoice" add constraint "Invoice_type_is_filled" check (type is not null) not valid;
    alter table ${schema}."Invoice" add constraint invoice_type_check check (type in ('incoming', 'outgoing')) not valid;
    insert into ${schema}."Advertiser" (id, name) values ('a', 'A')`)
  const run = await provisionSchema(sql, reference, schema, { largeBytes: 0 })
  expect(run.left).toEqual([])
  expect(run.refused).toEqual([])
})

test('labels of enumerated types are added before anything uses them', async () => {
  const schema = await makeBase(sql, 'labels')
  await sql.unsafe(`create type ${schema}."InventoryStatus" as enum ('reserved', 'blocked')`)
  const tried = await provisionSchema(sql, reference, schema, { isDryRun: true })
  const run = await provisionSchema(sql, reference, schema)
  expect([tried.left, tried.refused, run.left, run.refused]).toEqual([[], [], [], []])
  const [row] = await sql.unsafe<{ labels: string[] }[]>(
    `select enum_range(null::${schema}."InventoryStatus")::text[] as labels`,
  )
  expect(row?.labels).toEqual(['open', 'reserved', 'sold', 'blocked'])
})

test('a run may be told to mend nothing but the type of invoices', async () => {
  const schema = await makeBase(sql, 'only')
  const subjects = ['Invoice.type', 'Invoice.invoice_type_check', 'Invoice.Invoice_type_idx']
  const run = await provisionSchema(sql, reference, schema, {
    only: ({ subject }) => subjects.includes(subject),
    largeBytes: 0,
  })
  expect(run.made.map(({ key }) => key).sort()).toEqual(subjects.toSorted())
  expect(await tablesOf(schema)).toHaveLength(41)
  await expect(
    sql.unsafe(`insert into ${schema}."Invoice" (id, number, type) values ('x', '1', 'sideways')`),
  ).rejects.toThrow(/invoice_type_check/)
})

test('what a run made goes again while it is empty, and stays as soon as it holds anything', async () => {
  const schema = await makeBase(sql, 'back')
  const run = await provisionSchema(sql, reference, schema)
  await sql.unsafe(`insert into ${schema}."Category" (id, name) values ('c', 'Food');
    update ${schema}."BillingSettings" set "paymentDays" = 14`)
  const refused = await rollbackSchema(sql, schema, run.made)
  expect(refused.statements).toEqual([])
  expect(refused.refused.map(({ key }) => key).sort()).toEqual(['BillingSettings', 'Category'])
  expect(await tablesOf(schema)).toHaveLength(84)
  // The other table of settings still holds the row that the run put there, which is nobody's data.
  await sql.unsafe(`delete from ${schema}."Category"; delete from ${schema}."BillingSettings"`)
  const done = await rollbackSchema(sql, schema, run.made)
  expect(done.refused).toEqual([])
  expect(done.fingerprintAfter).toBe(run.fingerprintBefore)
})

test('two runs at once come to the same as one', async () => {
  const schema = await makeBase(sql, 'twice')
  const other = postgres(database.url, { max: 1, onnotice: () => undefined })
  try {
    const runs = await Promise.all([
      provisionSchema(sql, reference, schema),
      provisionSchema(other, reference, schema),
    ])
    expect(runs.map(({ statements }) => statements.length).sort((a, b) => a - b)[0]).toBe(0)
    expect(runs.map(({ left }) => left)).toEqual([[], []])
  } finally {
    await other.end()
  }
})

test('every organisation is compared in one snapshot, each with findings of its own', async () => {
  const told = new Map<string, number>()
  await auditSchemas(sql, REFERENCE, await listOrgSchemas(sql, REFERENCE), (schema, findings) => {
    told.set(schema, findings.length)
  })
  expect(told.get('org_told')).toBeGreaterThan(100)
  expect(told.get('org_by_hand')).toBe(0)
  expect(told.has(REFERENCE)).toBe(false)
})

test('a sample of drifts over every kind of fact is found', async () => {
  const schema = await makeComplete(sql, 'planted')
  // Every eighth, so that each group of the list has its say.
  const sample = DRIFTS.filter((_, at) => at % 8 === 0)
  expect(await plantEach(sql, schema, sample)).toEqual([])
  expect(await auditOne(sql, schema)).toEqual([])
})
