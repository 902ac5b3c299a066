import { createHash } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import { FACT_QUERIES } from '@/lib/provisioning/fact-queries'

export const FACT_KINDS = [
  'table',
  'rls',
  'owner',
  'column',
  'constraint',
  'index',
  'policy',
  'grant',
  'default grant',
  'function',
  'trigger',
  'enum',
  'type',
  'view',
  'sequence',
  'rule',
  'extension',
  'migration',
  'bucket',
  'unmodelled',
] as const
export type FactKind = (typeof FACT_KINDS)[number]

/** Changes whenever the same catalogue would be read as other facts, so that what was kept from before is not compared. */
export const FACTS_VERSION = 2

/** One thing that a catalogue says about a schema. In every text `{schema}` stands for the schema's own name. */
export interface Fact {
  kind: FactKind
  /** The table it belongs to and would go with; null for what stands alone. */
  table: string | null
  /** Unlike any other fact's of the same kind. */
  key: string
  /** The statement that makes it, with `{name}` for its own name; of a column what follows its name. */
  definition: string
  /** What `{name}` stands for, not quoted. */
  name: string
}

interface Row {
  schema: string
  kind: FactKind
  table: string | null
  name: string
  key: string
  definition: string
}

/** Reads everything the catalogue says about one schema, in one snapshot. */
export async function readFacts(sql: Sql, schema: string): Promise<Fact[]> {
  const facts = await inSnapshot(sql, (tx) => readFactsIn(tx, [schema]))
  return facts.get(schema) ?? []
}

/** Runs `read` in one read-only snapshot: what it sees belongs together, whatever others do meanwhile. */
export async function inSnapshot<T>(sql: Sql, read: (tx: TransactionSql) => Promise<T>): Promise<T> {
  const outcome = await sql.begin('isolation level repeatable read read only', async (tx) => ({
    value: await read(tx),
  }))
  return outcome.value
}

/**
 * Reads many schemas at once, within a transaction of the caller's, which decides whether they are one snapshot. A schema that
 * does not exist has no facts. The search path is empty for as long as this takes.
 */
export async function readFactsIn(
  tx: TransactionSql,
  schemas: readonly string[],
): Promise<Map<string, Fact[]>> {
  const facts = new Map<string, Fact[]>(schemas.map((schema) => [schema, []]))
  const normalise = new Map(schemas.map((schema) => [schema, normaliser(schema)]))
  const [before] = await tx<{ path: string }[]>`select current_setting('search_path') as path`
  await tx`select set_config('search_path', '', true)`
  // Asked all at once and answered in turn: the server reads on while the rows that it sent are being looked at.
  const answers = FACT_QUERIES.map((query) => tx.unsafe<Row[]>(query, [[...schemas]]))
  for (const rows of await Promise.all(answers)) {
    for (const { schema, ...fact } of rows) {
      const clean = normalise.get(schema)
      if (!clean) continue
      facts.get(schema)?.push({ ...fact, key: clean(fact.key), definition: clean(fact.definition) })
    }
  }
  await tx`select set_config('search_path', ${before?.path ?? ''}, true)`
  return facts
}

/** Puts `{schema}` where a text names the schema. A mere word is left alone: `public` is also an audience. */
function normaliser(schema: string): (text: string) => string {
  const bare = schema.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const names = `(?:"${bare}"|${bare})`
  const qualified = new RegExp(`(?<![\\w$."])${names}(?=\\.)`, 'g')
  const named = new RegExp(
    `\\b(in schema|on schema|search_path TO|search_path =) '?${names}'?(?![\\w$])`,
    'gi',
  )
  const quoted = new RegExp(`'${bare}'`, 'g')
  // Only a name that nothing else goes by is looked for further, so that most texts are passed over at once.
  return (text) => {
    if (!text.includes(schema)) return text
    const clean = text.replace(qualified, '{schema}').replace(named, '$1 {schema}')
    return schema === 'public' ? clean : clean.replace(quoted, "'{schema}'")
  }
}

/** The text with names put back: the statement as it would be run in `schema`. */
export function inSchema(text: string, schema: string, name?: string): string {
  // A function, because a replacement's dollar signs would be read as more than themselves.
  const placed = text
    .replaceAll("'{schema}'", () => `'${schema.replaceAll("'", "''")}'`)
    .replaceAll('{schema}', () => quoteName(schema))
  return name === undefined ? placed : placed.replaceAll('{name}', () => quoteName(name))
}

/** A name as SQL writes it: in quotation marks unless it plainly needs none. */
export function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}
const RESERVED = new Set(
  'all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when where window with'.split(
    ' ',
  ),
)

/** A short name for a whole state: the same facts give the same fingerprint, in whatever order and whichever schema. */
export function fingerprint(facts: readonly Fact[]): string {
  const lines = facts
    .map(({ kind, key, name, definition }) => `${kind}\0${key}\0${name}\0${definition}`)
    .sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 32)
}
