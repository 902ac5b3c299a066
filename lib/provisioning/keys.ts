import type { Fact } from '@/lib/provisioning/facts'

/** A foreign key as the data rules need it. */
export interface ForeignKey {
  name: string
  table: string
  columns: string[]
  parent: string
  parentColumns: string[]
}

const KEY = /FOREIGN KEY \(([^)]*)\) REFERENCES ([^(]+)\(([^)]*)\)/

/** The foreign keys within the schema, read from its constraints: what belongs together is the catalogue's to say, not a list's. */
export function foreignKeys(facts: readonly Fact[]): ForeignKey[] {
  return facts.flatMap((fact) => {
    const [, columns, parent, parentColumns] =
      fact.kind === 'constraint' ? (KEY.exec(fact.definition) ?? []) : []
    if (columns === undefined || parent === undefined || parentColumns === undefined || fact.table === null)
      return []
    if (!parent.startsWith('{schema}.')) return []
    return [
      {
        name: fact.name,
        table: fact.table,
        columns: namesIn(columns),
        parent: bare(parent.slice('{schema}.'.length)),
        parentColumns: namesIn(parentColumns),
      },
    ]
  })
}

const namesIn = (list: string) => list.split(', ').map(bare)
const bare = (name: string) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name)

/**
 * The column of each table that names the organisation. `root` names itself by its id; another table by a key to the root, or by the part
 * of a composite key that meets a parent's own such column.
 */
export function tenantColumns(keys: readonly ForeignKey[], root = 'agencies'): Map<string, string> {
  const columns = new Map<string, string>([[root, 'id']])
  for (let before = -1; before !== columns.size;) {
    before = columns.size
    for (const { table, columns: own, parent, parentColumns } of keys) {
      if (columns.has(table)) continue
      const at = parentColumns.findIndex((name) => name === columns.get(parent))
      const column = own[at]
      if (column !== undefined && (parent === root || own.length > 1)) columns.set(table, column)
    }
  }
  return columns
}
