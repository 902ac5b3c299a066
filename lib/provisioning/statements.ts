import { quoteName, type Fact } from '@/lib/provisioning/facts'

export interface Statement {
  /** Statements of a lower phase come first, whatever they are about: a foreign key needs both its tables. */
  phase: number
  fact: Fact
  /** With `{schema}` for the schema. */
  sql: string
}

const PHASES = [
  'extension',
  'enum',
  'type',
  'sequence',
  'table',
  'column',
  'key',
  'function',
  'owner',
  'check',
  'reference',
  'index',
  'view',
  'rule',
  'trigger',
  'rls',
  'policy',
  'grant',
  'default grant',
]

/**
 * The statements that make missing facts, in an order in which they can run. Columns of a table that is itself missing are part of
 * its `create table`; each remaining statement makes one fact.
 */
export function statementsOf(facts: readonly Fact[]): Statement[] {
  const newTables = new Set(facts.filter(({ kind }) => kind === 'table').map(({ key }) => key))
  const columns = new Map<string, Fact[]>()
  for (const fact of facts)
    if (fact.kind === 'column' && fact.table !== null && newTables.has(fact.table))
      columns.set(fact.table, [...(columns.get(fact.table) ?? []), fact])
  const statements: Statement[] = []
  for (const fact of facts) {
    if (fact.kind === 'owner' || fact.kind === 'unmodelled' || fact.kind === 'migration') {
      if (fact.kind === 'owner' && !fact.definition.includes('{owner}'))
        statements.push(plain(fact, fact.definition))
    } else if (fact.kind === 'column') {
      if (fact.table === null || newTables.has(fact.table)) continue
      statements.push(
        plain(
          fact,
          `alter table {schema}.${quoteName(fact.table)} add column ${quoteName(fact.name)} ${fact.definition}`,
        ),
      )
    } else if (fact.kind === 'table') {
      const inside = (columns.get(fact.key) ?? []).map(
        ({ name, definition }) => `${quoteName(name)} ${definition}`,
      )
      statements.push(
        plain(
          fact,
          fact.definition.replace('()', () => `(${inside.join(', ')})`),
        ),
      )
    } else statements.push(plain(fact, fact.definition))
  }
  return statements.sort((a, b) => a.phase - b.phase)
}

function plain(fact: Fact, sql: string): Statement {
  return { phase: phaseOf(fact), fact, sql: sql.replaceAll('{name}', () => quoteName(fact.name)) }
}

function phaseOf(fact: Fact): number {
  const kind =
    fact.kind !== 'constraint'
      ? fact.kind
      : / (PRIMARY KEY|UNIQUE|EXCLUDE)\b/.test(fact.definition)
        ? 'key'
        : fact.definition.includes(' FOREIGN KEY ')
          ? 'reference'
          : 'check'
  return PHASES.indexOf(kind)
}

/** What would take an object away. Only ever shown to a person. */
export function removalOf(fact: Fact): string[] {
  const table = `{schema}.${quoteName(fact.table ?? '')}`
  const name = quoteName(fact.name)
  switch (fact.kind) {
    case 'table':
    case 'view':
    case 'sequence':
      return [
        `drop ${fact.definition.includes('materialized view') ? 'materialized view' : fact.kind} {schema}.${name}`,
      ]
    case 'enum':
    case 'type':
      return [`drop type {schema}.${name}`]
    case 'function':
      return [`drop routine {schema}.${quoteName(fact.name)}${fact.key.slice(fact.key.indexOf('('))}`]
    case 'column':
    case 'constraint':
      return [`alter table ${table} drop ${fact.kind} ${name}`]
    case 'index':
      return [`drop index {schema}.${name}`]
    case 'policy':
    case 'trigger':
    case 'rule':
      return [`drop ${fact.kind} ${name} on ${table}`]
    case 'grant':
    case 'default grant':
      return [
        fact.definition
          .replace('grant ', 'revoke ')
          .replace(/ to (?=\S+( with grant option)?$)/, ' from ')
          .replace(' with grant option', ''),
      ]
    default:
      return []
  }
}
