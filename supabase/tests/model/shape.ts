import type { Sql } from 'postgres'
import { tables as access, type TableName } from '../../access-matrix'
import type { TableAccess } from '../../access-vocabulary'

export interface Column {
  name: string
  type: string
  isRequired: boolean
  isNullable: boolean
  /** The only values the column takes: labels of an enum, or of a CHECK that lists them. */
  allowed: string[]
}

export interface Unique {
  columns: string[]
  /** Whether two nulls are the same; usually they are not. */
  areNullsAlike: boolean
}

/** What the generator must know to write well-formed rows: columns that can be written, and unique keys. Read from the database before anything in it is broken on purpose. */
export interface Shape {
  columns: Record<string, Column[]>
  uniques: Record<string, Unique[]>
}

export const matrix: Record<TableName, TableAccess> = access

export async function readShape(sql: Sql): Promise<Shape> {
  const columns = await sql<(Column & { table: string })[]>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull and not a.atthasdef as "isRequired", not a.attnotnull as "isNullable",
      coalesce(
        (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = a.atttypid),
        (select array(select m[1] from regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''::text', 'g') m)
         from pg_constraint k
         where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) like '%= ANY%' limit 1),
        '{}') as allowed
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and a.attidentity = '' and a.attgenerated = ''
    order by a.attnum`
  const uniques = await sql<(Unique & { table: string })[]>`
    select c.relname as table, i.indnullsnotdistinct as "areNullsAlike", array(
      select a.attname::text from unnest(i.indkey) k join pg_attribute a on a.attrelid = c.oid and a.attnum = k) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indpred is null and i.indexprs is null`
  const shape: Shape = { columns: {}, uniques: {} }
  for (const { table, ...column } of columns) (shape.columns[table] ??= []).push(column)
  for (const { table, ...unique } of uniques) (shape.uniques[table] ??= []).push(unique)
  return shape
}

/** The column that names the agency, or null where the agency is found through a parent. */
export function tenantColumn(table: TableName): string | null {
  const { tenant } = matrix[table]
  return 'column' in tenant ? tenant.column : null
}
