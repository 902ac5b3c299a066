import type { TransactionSql } from 'postgres'
import { inSchema, quoteName, type Fact } from '@/lib/provisioning/facts'
import type { Finding } from '@/lib/provisioning/findings'
import { columnParts } from '@/lib/provisioning/schema-plan'

/**
 * The tables of settings that hold one row: their key is a constant by default, and a row can be made of defaults alone. Which of them
 * have to have theirs is not a list's to say: those that have it in the reference.
 */
export async function settingsTables(
  tx: TransactionSql,
  reference: readonly Fact[],
  schema: string,
): Promise<string[]> {
  const columns = reference.filter(({ kind }) => kind === 'column')
  const candidates = reference.flatMap(({ kind, table, definition }) => {
    const key = kind === 'constraint' ? / PRIMARY KEY \(("?)([^",)]+)\1\)/.exec(definition)?.[2] : undefined
    const own = columns.filter((column) => column.table === table)
    const constant = own.find(({ name }) => name === key)
    const hasConstantKey = constant !== undefined && / default '[^']*'/.test(constant.definition)
    const needsNothing = own.every(({ definition: column }) => {
      const { fallback, isRequired, type } = columnParts(column)
      return !isRequired || fallback !== null || type.includes(' generated ')
    })
    return table !== null && hasConstantKey && needsNothing ? [table] : []
  })
  return filterAsync(candidates, (table) => holdsRows(tx, schema, table))
}

/** What an audit says of tables of settings that are there and empty. */
export async function findMissingRows(
  tx: TransactionSql,
  settings: readonly string[],
  schema: string,
  facts: readonly Fact[],
): Promise<Finding[]> {
  const there = new Set(facts.filter(({ kind }) => kind === 'table').map(({ key }) => key))
  const empty = await filterAsync(
    settings.filter((table) => there.has(table)),
    async (table) => !(await holdsRows(tx, schema, table)),
  )
  return empty.map((table) => ({
    id: `required:row:${table}`,
    class: 'required',
    severity: 'function',
    kind: 'row',
    table,
    subject: table,
    says: `the row of settings in ${table} is missing`,
    expected: 'one row',
    actual: null,
    mend: { by: 'provision', sql: [insertOf(table)] },
    facts: [],
    folded: 0,
  }))
}

/** Adds the row of defaults; returns the statement and the row as it was written. */
export async function addSettings(
  tx: TransactionSql,
  schema: string,
  table: string,
): Promise<{ statement: string; row: string }> {
  const statement = inSchema(insertOf(table), schema)
  const [made] = await tx.unsafe<{ row: string }[]>(
    `${statement} returning to_jsonb(${quoteName(table)})::text as row`,
  )
  return { statement, row: made?.row ?? '' }
}

const insertOf = (table: string) => `insert into {schema}.${quoteName(table)} default values`

async function holdsRows(tx: TransactionSql, schema: string, table: string): Promise<boolean> {
  const [found] = await tx.unsafe<{ holds: boolean }[]>(
    `select exists (select from ${inSchema('{schema}.{name}', schema, table)}) as holds`,
  )
  return found?.holds ?? false
}

async function filterAsync<T>(items: readonly T[], accepts: (item: T) => Promise<boolean>): Promise<T[]> {
  const verdicts = await Promise.all(items.map(accepts))
  return items.filter((_, at) => verdicts[at])
}
