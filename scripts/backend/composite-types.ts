import type { SqlSession } from './migrate'

/** A type made with `create type … as (…)` or by a table for its rows, which PostgREST answers as a JSON object. */
export interface CompositeType {
  oid: number
  /** As `format_type` writes it, without an array's brackets. */
  name: string
  columns: { name: string; type: string }[]
}

type Parse = (text: string) => unknown

/** The composite types of `public`. To be read after the migrations that make them. */
export async function readCompositeTypes(session: SqlSession): Promise<CompositeType[]> {
  const rows = await session.rows(`
select t.oid::int as oid, format_type(t.oid, null) as type_name, a.attname as name, format_type(a.atttypid, null) as type
from pg_catalog.pg_type t
join pg_catalog.pg_class c on c.oid = t.typrelid and c.relkind in ('c', 'r')
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where t.typnamespace = 'public'::regnamespace
order by t.oid, a.attnum`)
  const types = new Map<number, CompositeType>()
  for (const row of rows) {
    const oid = Number(row.oid)
    const known = types.get(oid) ?? { oid, name: String(row.type_name), columns: [] }
    known.columns.push({ name: String(row.name), type: String(row.type) })
    types.set(oid, known)
  }
  return [...types.values()]
}

/** Makes the function that turns Postgres' text of such a value into what PostgREST would answer. */
export function compositeParser(type: CompositeType, parsers: Record<string, Parse>): Parse {
  return (text) => {
    const fields = splitRecord(text)
    return Object.fromEntries(
      type.columns.map(({ name, type: column }, index) => {
        const field = fields[index] ?? null
        return [name, field === null ? null : (parsers[column]?.(field) ?? field)]
      }),
    )
  }
}

/** The parsers of columns, to which those of composite values and of arrays of them are added: a composite may hold others. */
export function withComposites(
  types: readonly CompositeType[],
  parsers: Record<string, Parse>,
): Record<string, Parse> {
  const all = { ...parsers }
  for (const type of types) {
    const parse = compositeParser(type, all)
    all[type.name] = parse
    all[`${type.name}[]`] = (text) => splitArray(text).map((item) => (item === null ? null : parse(item)))
  }
  return all
}

/** The items of `{"(a,\"b c\")",NULL}`: quoted as the fields of a record are, and a null is a word. */
export function splitArray(text: string): (string | null)[] {
  return text === '{}' ? [] : splitRecord(text).map((item) => (item === 'NULL' ? null : item))
}

/**
 * The fields of `(a,"b ""quoted"" \\ c",)`. Nothing between two commas is null, and in quotes a doubled quote or a
 * character after a backslash stands for itself (Postgres manual, "Composite Type Input and Output Syntax").
 */
export function splitRecord(text: string): (string | null)[] {
  const fields: (string | null)[] = []
  let field: string | null = null
  let isQuoted = false
  for (let at = 1; at < text.length; at++) {
    const character = text.charAt(at)
    if (isQuoted && character === '"' && text.charAt(at + 1) !== '"') isQuoted = false
    else if (isQuoted && (character === '"' || character === '\\')) field = (field ?? '') + text.charAt(++at)
    else if (isQuoted) field = (field ?? '') + character
    else if (character === '"') {
      isQuoted = true
      field ??= ''
    } else if (character === ',' || at === text.length - 1) {
      fields.push(field)
      field = null
    } else field = (field ?? '') + character
  }
  return fields
}
