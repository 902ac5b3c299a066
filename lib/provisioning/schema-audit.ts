import type { Sql, TransactionSql } from 'postgres'
import { compareFacts } from '@/lib/provisioning/compare'
import { fingerprint, inSnapshot, readFactsIn, type Fact } from '@/lib/provisioning/facts'
import type { Finding } from '@/lib/provisioning/findings'

/** As many schemas are read at once as fit into memory easily, because every query reads whole catalogues: some 200 MB. */
const SCHEMAS_AT_ONCE = 100

/** The schema of an organisation: hyphens of a slug would need quoting everywhere. */
export function schemaOfSlug(slug: string): string {
  return `org_${slug.replaceAll('-', '_')}`
}

/** Every organisation's schema, by name, without the one they are compared with. */
export async function listOrgSchemas(sql: Sql, reference: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select nspname as name from pg_namespace
    where starts_with(nspname, 'org_') and nspname <> ${reference} order by nspname`
  return rows.map(({ name }) => name)
}

/**
 * Compares many schemas with the reference in one snapshot and hands each result to `tell` as soon as it is there. A schema that does
 * not exist lacks everything. Throws when the reference itself holds no table.
 */
export async function auditSchemas(
  sql: Sql,
  reference: string,
  schemas: readonly string[],
  tell: (schema: string, findings: Finding[], fingerprint: string) => void | Promise<void>,
): Promise<void> {
  await inSnapshot(sql, async (tx) => {
    const wanted = await readReference(tx, reference)
    for (let at = 0; at < schemas.length; at += SCHEMAS_AT_ONCE) {
      const found = await readFactsIn(tx, schemas.slice(at, at + SCHEMAS_AT_ONCE))
      for (const [schema, facts] of found) await tell(schema, compareFacts(wanted, facts), fingerprint(facts))
    }
  })
}

/** The facts of the reference schema. Throws when there is no table in it, which can only be a mistake. */
export async function readReference(tx: TransactionSql, reference: string): Promise<Fact[]> {
  const facts = (await readFactsIn(tx, [reference])).get(reference) ?? []
  if (!facts.some(({ kind }) => kind === 'table'))
    throw new Error(`The reference schema ${reference} holds no tables: there is nothing to compare with.`)
  return facts
}

/** What the report of a schema begins with: how many tables are concerned, each counted once. */
export function countTables(findings: readonly Finding[]) {
  const tables = (kind: Finding['kind']) =>
    new Set(findings.filter((one) => one.class === 'missing' && one.kind === kind).map(({ table }) => table))
      .size
  return {
    missingTables: tables('table'),
    tablesMissingColumns: tables('column'),
    tablesMissingConstraints: tables('constraint'),
    tablesMissingIndexes: tables('index'),
  }
}
