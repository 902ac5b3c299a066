import type { Sql } from 'postgres'
import { fingerprint, inSnapshot, readFactsIn, type Fact } from '../../lib/provisioning/facts'
import { recordSchemaRun } from '../../lib/provisioning/schema-ledger'
import { readReference } from '../../lib/provisioning/schema-audit'
import { provisionSchema } from '../../lib/provisioning/schema-per-org'
import { buildTestBed, makeBase, REFERENCE } from '../../supabase/tests/provisioning/test-bed'

/** Where a schema of the proof starts from. */
export const BEGINNINGS = ['nothing', '41 tables', '41 tables, all taken for large'] as const
export type Beginning = (typeof BEGINNINGS)[number]

const ROWS = 20_000

/** The layout of one schema for each organisation, as the proof sees it. */
export interface SchemaProof {
  /** Makes the beginning; returns what a process is told to do about it. */
  prepare: (
    slug: string,
    beginning: Beginning,
  ) => Promise<{ schema: string; reference: string; largeBytes?: number }>
  /** How far a run came: counted in the report. */
  stateOf: (schema: string) => Promise<string>
  /** Everything in which the schema differs from what a clean run makes of the same beginning; empty when it does not. */
  faults: (schema: string, beginning: Beginning) => Promise<string[]>
  /** Runs once more in this process. */
  provision: (schema: string) => Promise<number>
  drop: (schema: string) => Promise<void>
}

export async function openSchemaProof(sql: Sql): Promise<SchemaProof> {
  await buildTestBed(sql)
  const reference = await inSnapshot(sql, (tx) => readReference(tx, REFERENCE))
  const goal = fingerprint(reference.facts)
  const facts = (schema: string) =>
    inSnapshot(sql, async (tx): Promise<Fact[]> => (await readFactsIn(tx, [schema])).get(schema) ?? [])
  return {
    prepare: async (slug, beginning) => {
      const schema = `org_${slug.replaceAll('-', '_')}`
      if (beginning === 'nothing') return { schema, reference: REFERENCE }
      await makeBase(sql, slug)
      if (beginning === '41 tables') {
        await sql.unsafe(`insert into ${schema}."Invoice" (id, number) values ('1', '1'), ('2', '2')`)
        return { schema, reference: REFERENCE }
      }
      // The column that the report calls critical, as a migration leaves it that was broken off.
      await sql.unsafe(`alter table ${schema}."Invoice" add column type text;
        insert into ${schema}."Invoice" (id, number, type)
        select n::text, n::text, case when n % 4 = 0 then 'outgoing' end from generate_series(1, ${ROWS}) n; analyze ${schema}."Invoice"`)
      return { schema, reference: REFERENCE, largeBytes: 0 }
    },
    stateOf: async (schema) => {
      const found = await facts(schema)
      const tables = found.filter(({ kind }) => kind === 'table').length
      if (fingerprint(found) === goal) return 'killed when all was done'
      return tables === 84 ? 'killed among the steps on large tables' : 'killed before anything was kept'
    },
    faults: async (schema, beginning) => {
      const faults: string[] = []
      if (fingerprint(await facts(schema)) !== goal) faults.push('it is not what a clean run makes')
      const [rows] = await sql.unsafe<{ rows: number; outgoing: number; incoming: number }[]>(`
        select count(*)::int as rows, count(*) filter (where type = 'outgoing')::int as outgoing,
          count(*) filter (where type = 'incoming')::int as incoming from ${schema}."Invoice"`)
      const all = { nothing: 0, '41 tables': 2, '41 tables, all taken for large': ROWS }[beginning]
      const out = all === ROWS ? ROWS / 4 : 0
      if (rows?.rows !== all || rows.outgoing !== out || rows.incoming !== all - out)
        faults.push(`its invoices are not what they were: ${JSON.stringify(rows)}`)
      const lines = await sql<{ fingerprint: string }[]>`
        select fingerprint_after as fingerprint from org_schema_ledger where target = ${schema} order by finished_at`
      if (lines.at(-1)?.fingerprint !== goal)
        faults.push('the ledger does not end with the state that there is')
      return faults
    },
    provision: async (schema) => {
      const run = await provisionSchema(sql, reference, schema, {
        record: (tx, done) => recordSchemaRun(tx, done, { actor: 'proof', toolVersion: 'proof' }),
      })
      return run.statements.length
    },
    drop: async (schema) => {
      await sql.unsafe(`drop schema if exists ${schema} cascade`)
    },
  }
}
