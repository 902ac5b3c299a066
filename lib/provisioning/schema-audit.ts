import type { Sql, TransactionSql } from 'postgres'
import { compareFacts } from '@/lib/provisioning/compare'
import { fingerprint, inSnapshot, readFactsIn, type Fact } from '@/lib/provisioning/facts'
import type { Finding } from '@/lib/provisioning/findings'
import { findMissingRows, settingsTables } from '@/lib/provisioning/schema-rows'

/** What every other schema is compared with. */
export interface Reference {
  facts: Fact[]
  /** Tables in which there has to be the one row of settings. */
  settings: string[]
}

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
      for (const [schema, facts] of found)
        await tell(schema, await compareSchema(tx, wanted, schema, facts), fingerprint(facts))
    }
  })
}

/** Everything in which a schema differs from the reference: what the catalogue says, and rows that have to be there. */
export async function compareSchema(
  tx: TransactionSql,
  reference: Reference,
  schema: string,
  facts: readonly Fact[],
): Promise<Finding[]> {
  const rows = await findMissingRows(tx, reference.settings, schema, facts)
  return [...compareFacts(reference.facts, facts), ...rows]
}

/** Reads the reference schema. Throws when there is no table in it, which can only be a mistake. */
export async function readReference(tx: TransactionSql, reference: string): Promise<Reference> {
  const facts = (await readFactsIn(tx, [reference])).get(reference) ?? []
  if (!facts.some(({ kind }) => kind === 'table'))
    throw new Error(`The reference schema ${reference} holds no tables: there is nothing to compare with.`)
  return { facts, settings: await settingsTables(tx, facts, reference) }
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
