import postgres from 'postgres'
import {
  BUILT_IN_CARTRIDGES,
  CARTRIDGE_FIELDS,
  CARTRIDGE_TYPES,
  type CartridgeField,
} from '../../lib/rules/cartridge-fields'

interface Column {
  name: string
  type: string
  isNullable: boolean
  fallback: string | null
  comment: string | null
}
interface Key {
  kind: 'p' | 'u' | 'f' | 'c'
  text: string
  columns: string[]
  parent: string | null
}
interface Table {
  name: string
  kind: 'table' | 'type'
  comment: string | null
  columns: Column[]
  keys: Key[]
  indexes: string[]
}
export interface Catalogue {
  tables: Table[]
  enums: { name: string; labels: string[] }[]
}

/** Reads what the pages say about the schema `public` from the migrated database itself. */
export async function readCatalogue(databaseUrl: string): Promise<Catalogue> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  try {
    const tables = await sql<Table[]>`
      select c.relname as name, case c.relkind when 'c' then 'type' else 'table' end as kind,
        coalesce(obj_description(c.oid, 'pg_class'), obj_description(c.reltype, 'pg_type')) as comment,
        (select jsonb_agg(jsonb_build_object(
            'name', a.attname, 'type', replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz'),
            'isNullable', not a.attnotnull,
            'fallback', case when a.attidentity <> '' then 'identity' else pg_get_expr(d.adbin, d.adrelid) end,
            'comment', col_description(c.oid, a.attnum)) order by a.attnum)
          from pg_attribute a left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
        coalesce((select jsonb_agg(jsonb_build_object(
            'kind', k.contype, 'text', regexp_replace(pg_get_constraintdef(k.oid), '\\s+', ' ', 'g'), 'parent', p.relname,
            'columns', (select jsonb_agg(a.attname order by x.i) from unnest(k.conkey) with ordinality x (n, i)
              join pg_attribute a on a.attrelid = c.oid and a.attnum = x.n)) order by k.contype, k.conname)
          from pg_constraint k left join pg_class p on p.oid = k.confrelid
          where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c')), '[]') as keys,
        coalesce((select jsonb_agg(regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX (\\S+) ON \\S+ USING (\\w+) ', '\\2 \\1') order by i.indexrelid::regclass::text)
          from pg_index i where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))), '[]') as indexes
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'c') order by c.relkind desc, c.relname`
    const enums = await sql<{ name: string; labels: string[] }[]>`
      select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
      from pg_type t join pg_enum e on e.enumtypid = t.oid where t.typnamespace = 'public'::regnamespace group by 1 order by 1`
    return { tables: [...tables], enums: [...enums] }
  } finally {
    await sql.end()
  }
}

/** Mermaid: keys only, so that the picture stays a picture. */
export function entityDiagram({ tables }: Catalogue): string {
  const lines = ['```mermaid', 'erDiagram']
  for (const table of tables.filter(({ kind }) => kind === 'table')) {
    const of = (kind: Key['kind']) =>
      new Set(table.keys.filter((key) => key.kind === kind).flatMap(({ columns }) => columns))
    const [primary, foreign] = [of('p'), of('f')]
    lines.push(`  ${table.name} {`)
    for (const { name, type } of table.columns) {
      const marks = [primary.has(name) && 'PK', foreign.has(name) && 'FK'].filter(Boolean).join(', ')
      if (marks || ['name', 'slug', 'status', 'role', 'market_mode', 'listing'].includes(name))
        lines.push(`    ${type.replaceAll(' ', '_')} ${name} ${marks}`.trimEnd())
    }
    lines.push('  }')
    for (const { kind, columns, parent } of table.keys) {
      if (kind !== 'f' || parent === null) continue
      const isOptional = columns.some(
        (name) => table.columns.find((column) => column.name === name)?.isNullable,
      )
      lines.push(`  ${parent} ${isOptional ? '|o' : '||'}--o{ ${table.name} : "${columns.join(', ')}"`)
    }
  }
  return [...lines, '```'].join('\n')
}

/** A table of columns for each table and composite type, then its keys, checks and indexes. */
export function describeTables({ tables, enums }: Catalogue): string {
  const blocks = tables.flatMap((table) => {
    const isTable = table.kind === 'table'
    const rows = table.columns.map(({ name, type, isNullable, fallback, comment }) =>
      isTable
        ? `| \`${name}\` | ${type} | ${isNullable ? 'yes' : 'no'} | ${fallback ? `\`${escape(fallback)}\`` : ''} | ${escape(comment ?? '')} |`
        : `| \`${name}\` | ${type} |`,
    )
    const head = isTable
      ? ['| Column | Type | Null | Default | Meaning |', '| --- | --- | --- | --- | --- |']
      : ['| Field | Type |', '| --- | --- |']
    const kept = table.keys.map(({ text }) => `- \`${text.replaceAll('`', "'")}\``)
    const indexes = table.indexes.map((text) => `- index \`${text}\``)
    return [
      `### \`${table.name}\`${isTable ? '' : ' (composite type)'}`,
      '',
      table.comment ?? '',
      '',
      ...head,
      ...rows,
      '',
      ...kept,
      ...indexes,
      '',
    ]
  })
  const labels = enums.map(({ name, labels: all }) => `| \`${name}\` | ${all.join(', ')} |`)
  return [
    ...blocks,
    '### Enumerated types',
    '',
    '| Type | Labels, in order |',
    '| --- | --- |',
    ...labels,
  ].join('\n')
}

/** What a cartridge of each type may hold, and what counts where nobody says anything. */
export function cartridgeStructure(): string {
  const kindOf = ({ kind, maxItems, maxLength }: CartridgeField): string => {
    if (kind === 'boolean') return 'true or false'
    if (kind === 'object') return `object, at most ${maxLength} bytes`
    const text = `text, at most ${maxLength} characters`
    return kind === 'list' ? `list of at most ${maxItems}: ${text} each` : text
  }
  return [
    '| Type | Field | Value | Unless somebody says otherwise |',
    '| --- | --- | --- | --- |',
    ...CARTRIDGE_TYPES.flatMap((type) =>
      CARTRIDGE_FIELDS[type].map((field) => {
        const value = BUILT_IN_CARTRIDGES[type][field.name]
        return `| ${type} | \`${field.name}\` | ${kindOf(field)} | ${value === undefined ? 'none' : `\`${JSON.stringify(value)}\``} |`
      }),
    ),
  ].join('\n')
}

const escape = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
