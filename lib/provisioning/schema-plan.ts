import { quoteName, type Fact } from '@/lib/provisioning/facts'
import type { Finding } from '@/lib/provisioning/findings'
import { statementsOf, type Statement } from '@/lib/provisioning/statements'

/** The phase of a statement that changes something which is there, instead of making something. */
export const CHANGE = -1

/** A column that is filled before it may be required. */
export interface Fill {
  table: string
  column: string
  /** The expression that a row gets which has none. */
  fallback: string
  /** What stands in for the reason in a report. */
  fact: Fact
}

export type Late =
  | { kind: 'fill'; fill: Fill }
  /** Added unproven, which is short, then proven while others go on writing. */
  | { kind: 'constraint'; add: Statement; validate: Statement }
  | { kind: 'index'; statement: Statement }
  | { kind: 'plain'; statement: Statement }

export interface SchemaPlan {
  /** Labels of enumerated types: what is added within a transaction cannot be used in it, so they have one of their own. */
  labels: Statement[]
  /** Everything that takes no longer when tables are large: one transaction. */
  now: Statement[]
  /** Fills of small tables, before `now` requires the column. */
  fills: Fill[]
  /** What reads or writes a large table as a whole: each by itself, so that no lock is held for longer than a batch. */
  late: Late[]
}

/**
 * Says what completes a schema: only what adds something, never what takes away. `large` names the tables that are there and too big
 * to be read or written while they are locked.
 */
export function planSchema(
  findings: readonly Finding[],
  reference: readonly Fact[],
  large: ReadonlySet<string>,
): SchemaPlan {
  const facts = new Map(reference.map((fact) => [`${fact.kind} ${fact.key}`, fact]))
  const plan: SchemaPlan = { labels: [], now: [], fills: [], late: [] }
  const repairable = findings.filter(
    (finding) => finding.mend.by === 'provision' || isUnfinishedIndex(finding),
  )
  const missing = repairable.filter((finding) => finding.class === 'missing').flatMap(({ facts: own }) => own)
  for (const statement of statementsOf(missing)) placeMissing(plan, statement, large)
  for (const fact of missing) plan.now.push(...closed(fact, facts))
  for (const finding of repairable) {
    const fact = facts.get(`${finding.kind} ${finding.subject}`)
    if (finding.class !== 'missing' && fact) placeChanged(plan, finding, fact, large)
  }
  return plan
}

/** Functions and types are everybody's from the moment they are made, unless that is taken back. */
function closed(fact: Fact, reference: ReadonlyMap<string, Fact>): Statement[] {
  const [what, privilege] =
    fact.kind === 'function'
      ? ['execute', 'execute on routine']
      : fact.kind === 'enum' || fact.kind === 'type'
        ? ['usage type', 'usage on type']
        : []
  if (!what || !privilege || reference.has(`grant public ${what} ${fact.key}`)) return []
  const signature = fact.kind === 'function' ? fact.key.slice(fact.key.indexOf('(')) : ''
  const name = `{schema}.${quoteName(fact.name)}${signature}`
  return [{ phase: CHANGE, fact, sql: `revoke ${privilege} ${name} from public` }]
}

function placeMissing(plan: SchemaPlan, statement: Statement, large: ReadonlySet<string>): void {
  const { fact } = statement
  const isLarge = fact.table !== null && large.has(fact.table)
  if (fact.kind === 'column' && isLarge) placeColumn(plan, statement)
  else if (fact.kind === 'index' && isLarge) plan.late.push({ kind: 'index', statement })
  else if (fact.kind === 'constraint' && (isLarge || leadsToLarge(fact, large)))
    placeConstraint(plan, statement)
  else plan.now.push(statement)
}

/** What a killed run leaves of an index that it built beside the writers: building it again loses nothing. */
const isUnfinishedIndex = (finding: Finding) => finding.class === 'invalid' && finding.kind === 'index'

/** A default that is the same for every row costs nothing, however many there are; any other is filled in batches. */
function placeColumn(plan: SchemaPlan, statement: Statement): void {
  const { fact } = statement
  const { type, fallback, isRequired } = columnParts(fact.definition)
  if (fallback === null || PLAIN_DEFAULT.test(fallback)) {
    plan.now.push(statement)
    return
  }
  const table = `alter table {schema}.${quoteName(fact.table ?? '')}`
  const name = quoteName(fact.name)
  plan.now.push({
    ...statement,
    sql: `${table} add column ${name} ${type}, alter column ${name} set default ${fallback}`,
  })
  if (isRequired)
    plan.late.push({ kind: 'fill', fill: { table: fact.table ?? '', column: fact.name, fallback, fact } })
}

function placeConstraint(plan: SchemaPlan, statement: Statement): void {
  const { fact } = statement
  if (!/ (?:CHECK|FOREIGN KEY) /.test(fact.definition)) {
    plan.late.push({ kind: 'plain', statement })
    return
  }
  const validate = `alter table {schema}.${quoteName(fact.table ?? '')} validate constraint ${quoteName(fact.name)}`
  plan.late.push({
    kind: 'constraint',
    add: { ...statement, sql: `${statement.sql} not valid` },
    validate: { phase: CHANGE, fact, sql: validate },
  })
}

function placeChanged(plan: SchemaPlan, finding: Finding, fact: Fact, large: ReadonlySet<string>): void {
  const isLarge = fact.table !== null && large.has(fact.table)
  const statements = finding.mend.sql.map((sql): Statement => ({ phase: CHANGE, fact, sql }))
  if (isUnfinishedIndex(finding))
    for (const statement of statements)
      plan.late.push({
        kind: 'plain',
        statement: {
          ...statement,
          sql: statement.sql.replace(/^reindex index /, 'reindex index concurrently '),
        },
      })
  else if (fact.kind === 'enum') plan.labels.push(...statements)
  else if (fact.kind === 'column') placeChangedColumn(plan, statements, fact, isLarge)
  else if (isLarge) plan.late.push(...statements.map((statement): Late => ({ kind: 'plain', statement })))
  else plan.now.push(...statements)
}

function placeChangedColumn(
  plan: SchemaPlan,
  statements: readonly Statement[],
  fact: Fact,
  isLarge: boolean,
): void {
  const { fallback } = columnParts(fact.definition)
  for (const statement of statements) {
    const fill =
      fallback !== null && statement.sql.endsWith(' set not null')
        ? { table: fact.table ?? '', column: fact.name, fallback, fact }
        : null
    if (fill && isLarge) plan.late.push({ kind: 'fill', fill })
    else {
      if (fill) plan.fills.push(fill)
      plan.now.push(statement)
    }
  }
}

/** A foreign key locks and reads the table that it leads to as well. */
function leadsToLarge(fact: Fact, large: ReadonlySet<string>): boolean {
  const target = / REFERENCES \{schema\}\.(?:"((?:[^"]|"")*)"|([\w$]+))/.exec(fact.definition)
  const name = target?.[1]?.replaceAll('""', '"') ?? target?.[2]
  return name !== undefined && large.has(name)
}

/** What `create table` says of a column, in parts; a generated or identity column's expression belongs to its type. */
export function columnParts(definition: string): {
  type: string
  fallback: string | null
  isRequired: boolean
} {
  const isRequired = definition.endsWith(' not null')
  const rest = isRequired ? definition.slice(0, -' not null'.length) : definition
  const cut = rest.indexOf(' default ')
  if (cut < 0 || rest.slice(0, cut).includes(' generated ')) return { type: rest, fallback: null, isRequired }
  return { type: rest.slice(0, cut), fallback: rest.slice(cut + ' default '.length), isRequired }
}

/** A literal, or the time of the statement: Postgres keeps it once, beside the table, for all the rows that are there. */
const PLAIN_DEFAULT =
  /^(?:'(?:[^']|'')*'(?:::[\w ."{}[\]()]+)?|-?[\d.]+(?:::[\w ]+)?|'?\(?-[\d.]+\)?'?(?:::[\w ]+)?|true|false|now\(\)|CURRENT_TIMESTAMP|CURRENT_DATE)$/
