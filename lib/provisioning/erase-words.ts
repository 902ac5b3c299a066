import type { TransactionSql } from 'postgres'
import type { ErasureTally } from '@/lib/provisioning/erasure-report'
import { quote, textColumns, type TextColumn } from '@/lib/provisioning/ownership'

export interface Words {
  /** What is looked for, letter for letter but in any case, and only where no word goes on before or after it. */
  text: string
  /** Plain letters, digits, dots and @, so that it fits into text and JSON alike. */
  replacement: string
  /** Only in rows that meet this condition, by table; a table that is not named is left alone. Missing: in every row of every table. */
  within?: ReadonlyMap<string, string>
}

/**
 * Replaces words in every text and json column of our own that the catalogue knows, also where nobody may write otherwise: closed tickets, history.
 * Triggers sleep meanwhile, or history would keep what is being forgotten.
 */
export async function replaceWords(tx: TransactionSql, words: Words, tally: ErasureTally): Promise<void> {
  for (const [table, columns] of await columnsByTable(tx, ['public', 'private'])) {
    const condition = words.within ? words.within.get(table) : 'true'
    if (!condition) continue
    const found = await countWords(tx, words.text, table, columns, condition)
    const hit = columns.filter(({ column }) => (found.get(column) ?? 0) > 0)
    if (hit.length === 0) continue
    const changes = hit.map((column) => `${quote(column.column)} = ${replaced(column)}`)
    const rows = await withoutTriggers(tx, table, async () => {
      const result = await tx.unsafe(
        `update ${table} set ${changes.join(', ')} where (${condition}) and (${hit.map(holds).join(' or ')}) and ${TYPED}`,
        [patternOf(words.text), patternOf(inJson(words.text)), words.replacement],
      )
      return result.count
    })
    tally.anonymise(
      table,
      hit.map(({ column }) => column),
      rows,
    )
  }
}

/** In how many rows of which columns words stand, e.g. `public.tickets.title`. */
export async function findWords(tx: TransactionSql, text: string): Promise<Map<string, number>> {
  const places = new Map<string, number>()
  for (const [table, columns] of await columnsByTable(tx))
    for (const [column, rows] of await countWords(tx, text, table, columns, 'true'))
      if (rows > 0) places.set(`${table}.${column}`, rows)
  return places
}

/** One look at each table, however many columns it has. */
async function countWords(
  tx: TransactionSql,
  text: string,
  table: string,
  columns: readonly TextColumn[],
  condition: string,
): Promise<Map<string, number>> {
  const counts = columns.map((column) => `count(*) filter (where ${holds(column)})::int`)
  const [row] = await tx
    .unsafe(`select ${counts.join(', ')} from ${table} where (${condition}) and ${TYPED}`, [
      patternOf(text),
      patternOf(inJson(text)),
      '',
    ])
    .values()
  return new Map(columns.map(({ column }, at) => [column, Number(row?.[at] ?? 0)]))
}

async function columnsByTable(
  tx: TransactionSql,
  schemas: readonly string[] = ['public', 'private', 'auth'],
): Promise<Map<string, TextColumn[]>> {
  const tables = new Map<string, TextColumn[]>()
  // Names of stored objects are addresses of their contents: those go with their documents.
  for (const column of await textColumns(tx, schemas))
    tables.set(column.table, [...(tables.get(column.table) ?? []), column])
  return tables
}

const holds = ({ column, isJson }: TextColumn) => `${quote(column)}::text ~* $${isJson ? 2 : 1}`

function replaced({ column, isJson, isArray }: TextColumn): string {
  const name = quote(column)
  if (isJson) return `regexp_replace(${name}::text, $2, $3, 'gi')::jsonb`
  if (isArray)
    return `array(select regexp_replace(e.v, $1, $3, 'gi') from unnest(${name}) with ordinality e (v, n) order by e.n)`
  return `regexp_replace(${name}, $1, $3, 'gi')`
}

/** As it stands within a JSON text. */
const inJson = (text: string) => JSON.stringify(text).slice(1, -1)

/** Names each parameter once, so that Postgres knows its type where no column of that kind is there. */
const TYPED = 'num_nonnulls($1::text, $2::text, $3::text) = 3'

/** A regular expression of Postgres. Its edges keep an address apart from a longer one that begins or ends with it. */
function patternOf(text: string): string {
  const escaped = text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
  return `(?<![[:alnum:]_.+-])${escaped}(?![[:alnum:]_-]|\\.[[:alnum:]])`
}

/** Superusers silence all triggers for a moment; an owner of tables, as on hosted Supabase, those of the one table. */
export async function withoutTriggers<T>(
  tx: TransactionSql,
  table: string,
  work: () => Promise<T>,
): Promise<T> {
  const [may] = await tx<{ silence: boolean }[]>`
    select current_setting('is_superuser') = 'on' or has_parameter_privilege('session_replication_role', 'set') as silence`
  const [off, on] = may?.silence
    ? ['set local session_replication_role = replica', 'set local session_replication_role = origin']
    : [`alter table ${table} disable trigger user`, `alter table ${table} enable trigger user`]
  await tx.unsafe(off)
  const result = await work()
  await tx.unsafe(on)
  return result
}
