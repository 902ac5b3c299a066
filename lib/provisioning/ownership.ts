import type { Sql, TransactionSql } from 'postgres'

type Db = Sql | TransactionSql

/** A table that holds rows of one agency, client or person, and the condition that finds them: `$1` is whose. */
export interface OwnedTable {
  /** `public.tickets`, quoted where that is needed. */
  name: string
  condition: string
  /** Whether its rows have an `id`, by which others name them. */
  hasId: boolean
}

interface ForeignKey {
  child: string
  columns: string[]
  parent: string
  parentColumns: string[]
  isCascade: boolean
}

interface Owner {
  /** The column that names the owner itself. */
  columns: Set<string>
  /** Ways over a row that belongs to the owner and takes this one along when it goes. */
  ways: ForeignKey[]
}

/**
 * Every table of `public` and `private` whose rows belong to one row of `root`, found by following the foreign keys of the catalogue, so
 * that a table made tomorrow is exported and erased without anybody thinking of it. Parents come before what hangs from them.
 */
export async function ownedTables(
  sql: Db,
  root: 'public.agencies' | 'public.clients' | 'public.users',
): Promise<OwnedTable[]> {
  const keys = await foreignKeys(sql)
  const [columns, ids] = await notNullColumns(sql)
  const owners = new Map<string, Owner>([[root, { columns: new Set(['id']), ways: [] }]])
  for (let isSettled = false; !isSettled;) {
    isSettled = true
    for (const key of keys) {
      const parent = owners.get(key.parent)
      if (!parent || key.child === key.parent) continue
      const owner = owners.get(key.child) ?? { columns: new Set<string>(), ways: [] }
      const named = key.columns.filter((_, at) => parent.columns.has(key.parentColumns[at] ?? ''))
      const isNew = named.some((column) => !owner.columns.has(column))
      const isWay = named.length === 0 && key.isCascade && !owner.ways.includes(key)
      if (!isNew && !isWay) continue
      if (key.child === root) continue
      for (const column of named) owner.columns.add(column)
      if (isWay) owner.ways.push(key)
      owners.set(key.child, owner)
      isSettled = false
    }
  }
  const condition = (table: string, passed: ReadonlySet<string>): string | null => {
    const owner = owners.get(table)
    if (!owner) return null
    const certain = [...owner.columns].find((column) => columns.has(`${table}.${column}`))
    // A column that is never empty says it all; without one, whichever way leads to the owner counts.
    if (certain) return `${quote(certain)} = $1`
    const ways = owner.ways.flatMap((way) => {
      if (passed.has(way.parent)) return []
      const above = condition(way.parent, new Set([...passed, table]))
      if (!above) return []
      return [
        `(${way.columns.map(quote).join(', ')}) in (select ${way.parentColumns.map(quote).join(', ')} from ${way.parent} where ${above})`,
      ]
    })
    const all = [...[...owner.columns].map((column) => `${quote(column)} = $1`), ...ways]
    return all.length > 0 ? `(${all.join(' or ')})` : null
  }
  return [...owners.keys()].flatMap((name) => {
    const found = condition(name, new Set())
    return found ? [{ name, condition: found, hasId: ids.has(name) }] : []
  })
}

async function foreignKeys(sql: Db): Promise<ForeignKey[]> {
  const rows = await sql<ForeignKey[]>`
    -- A key that is emptied when the parent goes only points at it; whose row it is says another.
    select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent, c.confdeltype = 'c' as "isCascade",
      array(select a.attname::text from unnest(c.conkey) with ordinality k (n, place)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.place) as columns,
      array(select a.attname::text from unnest(c.confkey) with ordinality k (n, place)
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by k.place) as "parentColumns"
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where c.contype = 'f' and c.confdeltype not in ('n', 'd') and n.nspname in ('public', 'private')
    order by 1, c.conname`
  return rows.map((row) => ({ ...row, child: qualified(row.child), parent: qualified(row.parent) }))
}

async function notNullColumns(sql: Db): Promise<[columns: Set<string>, ids: Set<string>]> {
  const rows = await sql<{ table: string; column: string; isNotNull: boolean }[]>`
    select a.attrelid::regclass::text as table, a.attname::text as column, a.attnotnull as "isNotNull"
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`
  return [
    new Set(rows.flatMap((row) => (row.isNotNull ? [`${qualified(row.table)}.${row.column}`] : []))),
    new Set(rows.flatMap((row) => (row.column === 'id' ? [qualified(row.table)] : []))),
  ]
}

export interface TextColumn {
  table: string
  column: string
  isJson: boolean
  isArray: boolean
}

/** Every column of every table that can hold words: text, json, and lists of text; not what the database itself works out from others. */
export async function textColumns(sql: Db, schemas: readonly string[]): Promise<TextColumn[]> {
  return await sql<TextColumn[]>`
    select format('%I.%I', n.nspname, c.relname) as table, a.attname::text as column,
      t.typname in ('json', 'jsonb') as "isJson", t.typelem <> 0 and t.typname like '\\_%' as "isArray"
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = coalesce(nullif((select b.typbasetype from pg_type b where b.oid = a.atttypid), 0), a.atttypid)
    where n.nspname in ${sql(schemas)} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and t.typname in ('text', 'varchar', 'bpchar', 'citext', 'json', 'jsonb', '_text', '_varchar')
    order by 1, 2`
}

/** The connection may look for names in `public` first, and then a name comes without its schema. */
const qualified = (name: string) => (name.includes('.') ? name : `public.${name}`)

/** A column's name as SQL writes it. */
export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
