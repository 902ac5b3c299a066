import type { TransactionSql } from 'postgres'
import { quoteName, type Fact } from '@/lib/provisioning/facts'
import { foreignKeys, tenantColumns } from '@/lib/provisioning/keys'

/** A row that a run made, with what it held then: a row that changed since is not taken back. */
export interface MadeRow {
  kind: 'row'
  table: string
  key: string
  content: string
}

/** Columns that change by themselves. */
const RESTLESS = ['updated_at']

/**
 * The rows of one organisation that this very transaction made, found by the transaction's number which each row carries, so that nobody has
 * to keep a list of what provisioning makes. History is not among them: it goes with its organisation.
 */
export async function rowsMadeHere(
  tx: TransactionSql,
  facts: readonly Fact[],
  agencyId: string,
): Promise<MadeRow[]> {
  const keys = foreignKeys(facts)
  const made: MadeRow[] = []
  for (const [table, tenant] of [...tenantColumns(keys)].sort()) {
    if (table === 'activity_log' || table === 'org_schema_ledger') continue
    const rows = await tx.unsafe<{ key: string; content: string }[]>(
      `select ${keyOf(facts, table)} as key, ${contentOf()} as content from public.${quoteName(table)} t
       where ${quoteName(tenant)} = $1 and xmin::text::bigint = (pg_current_xact_id()::text::bigint % 4294967296)`,
      [agencyId],
    )
    made.push(...rows.map(({ key, content }) => ({ kind: 'row' as const, table, key, content })))
  }
  return made
}

/** A hash of what the row says, without what changes by itself. */
export function contentOf(): string {
  return `md5((to_jsonb(t) - array[${RESTLESS.map((name) => `'${name}'`).join(', ')}]::text[])::text)`
}

/** The primary key as one text, of the table under the name `alias`. */
export function keyOf(facts: readonly Fact[], table: string, alias = 't'): string {
  const primary = facts.find(
    (fact) => fact.kind === 'constraint' && fact.table === table && fact.definition.includes(' PRIMARY KEY '),
  )
  const [, columns] = /PRIMARY KEY \(([^)]*)\)/.exec(primary?.definition ?? '') ?? []
  const names = columns === undefined ? ['ctid'] : columns.split(', ')
  return names.map((name) => `${alias}.${name}::text`).join(` || ' ' || `)
}

/** `3 in cc_portals`, for people. */
export function listMade(made: readonly MadeRow[]): string[] {
  const counts = new Map<string, number>()
  for (const { table } of made) counts.set(table, (counts.get(table) ?? 0) + 1)
  return [...counts].map(([table, count]) => `${table}: ${String(count)} new`)
}
