import type { Fact } from '@/lib/provisioning/facts'
import { sortFindings, type Finding } from '@/lib/provisioning/findings'
import { mendChange } from '@/lib/provisioning/mend-change'
import { isSameExpression } from '@/lib/provisioning/same-expression'
import { removalOf, statementsOf } from '@/lib/provisioning/statements'
import { canBeMade, severityOfChange, severityOfExtra, severityOfMissing } from '@/lib/provisioning/severity'

/**
 * Says how the target differs from the reference, worst first; nothing when it does not. What belongs to a table that is missing, or is
 * there although it should not be, is folded into the finding about that table. What differs in name alone is one finding, not two.
 */
export function compareFacts(reference: readonly Fact[], target: readonly Fact[]): Finding[] {
  const wanted = new Map(reference.map((fact) => [idOf(fact), fact]))
  const found = new Map(target.map((fact) => [idOf(fact), fact]))
  const missing: Fact[] = []
  const findings: Finding[] = []
  for (const fact of reference) {
    const actual = found.get(idOf(fact))
    if (!actual) missing.push(fact)
    else if (!isSame(fact, actual)) findings.push(changed(fact, actual))
  }
  const extra = target.filter((fact) => !wanted.has(idOf(fact)))
  const renamed = pairByDefinition(missing, extra)
  for (const [expected, actual] of renamed) findings.push(nameDiffers(expected, actual))
  const isRenamed = new Set([...renamed].flat())

  for (const group of fold(missing.filter((fact) => !isRenamed.has(fact)))) findings.push(missingOf(group))
  for (const group of fold(extra.filter((fact) => !isRenamed.has(fact)))) findings.push(extraOf(group))
  return sortFindings(findings)
}

/** A function's text is kept as it was written, so every difference in it is one. */
function isSame(expected: Fact, actual: Fact): boolean {
  return expected.kind === 'function'
    ? expected.definition === actual.definition
    : isSameExpression(expected.definition, actual.definition)
}

const idOf = ({ kind, key }: Fact) => `${kind}\0${key}`

/** The same rule under another name: names carry no meaning in a policy, an index, a constraint or a trigger. */
function pairByDefinition(missing: readonly Fact[], extra: readonly Fact[]): Map<Fact, Fact> {
  const pairs = new Map<Fact, Fact>()
  const spare = new Map<string, Fact[]>()
  const sameness = ({ kind, table, definition }: Fact) => `${kind}\0${table ?? ''}\0${definition}`
  for (const fact of extra)
    if (NAMED_FREELY.has(fact.kind)) spare.set(sameness(fact), [...(spare.get(sameness(fact)) ?? []), fact])
  for (const fact of missing) {
    const twin = spare.get(sameness(fact))?.shift()
    if (twin) pairs.set(fact, twin)
  }
  return pairs
}
const NAMED_FREELY: ReadonlySet<string> = new Set(['constraint', 'index', 'policy', 'trigger'])

/** One group for each thing that stands by itself, with all that belongs to it: the columns and grants of a table, the owner of a function. */
function fold(facts: readonly Fact[]): Fact[][] {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) if (fact.kind === 'table') groups.set(`table ${fact.key}`, [fact])
  for (const fact of facts) if (STANDS_ALONE.has(fact.kind)) groups.set(`any ${fact.key}`, [fact])
  const alone: Fact[][] = []
  for (const fact of facts) {
    if (fact.kind === 'table' || STANDS_ALONE.has(fact.kind)) continue
    const group = groups.get(fact.table === null ? `any ${keyOfParent(fact)}` : `table ${fact.table}`)
    if (group) group.push(fact)
    else alone.push([fact])
  }
  return [...groups.values(), ...alone]
}
const STANDS_ALONE: ReadonlySet<string> = new Set(['function', 'view', 'enum', 'type', 'sequence'])

/** What a grant or an owner without a table is about: the key says it, after who may do what. */
function keyOfParent({ kind, key }: Fact): string {
  return kind === 'grant' ? key.replace(/^.*? (execute|usage type) /, '') : key
}

function missingOf(group: readonly Fact[]): Finding {
  const [fact] = group
  if (!fact) throw new Error('A group of facts is never empty.')
  const belongings = group.length - 1
  return {
    ...about('missing', fact),
    severity: severityOfMissing(fact),
    says: `${describe(fact)} is missing${belongings > 0 ? `, with ${String(belongings)} things that belong to it` : ''}`,
    expected: fact.definition,
    actual: null,
    mend: {
      by: canBeMade(fact.kind) ? 'provision' : 'person',
      sql: statementsOf(group).map(({ sql }) => sql),
    },
    facts: [...group],
    folded: belongings,
  }
}

function extraOf(group: readonly Fact[]): Finding {
  const [fact] = group
  if (!fact) throw new Error('A group of facts is never empty.')
  const isOther = fact.kind === 'unmodelled'
  return {
    ...about(isOther ? 'unmodelled' : 'extra', fact),
    severity: severityOfExtra(fact, group),
    says: isOther
      ? `${describe(fact)} is there, of a kind that is not compared`
      : `${describe(fact)} is there, but not in the reference`,
    expected: null,
    actual: fact.definition,
    // Nothing that somebody made is ever taken away by a command.
    mend: { by: 'person', sql: removalOf(fact) },
    facts: [],
    folded: group.length - 1,
  }
}

function changed(expected: Fact, actual: Fact): Finding {
  const isInvalid = actual.definition === `${expected.definition} -- not valid`
  return {
    ...about(isInvalid || / NOT VALID$/.test(actual.definition) ? 'invalid' : 'changed', expected),
    severity: severityOfChange(expected, actual),
    says: isInvalid
      ? `${describe(expected)} was never finished and is not used`
      : `${describe(expected)} is not as it should be`,
    expected: expected.definition,
    actual: actual.definition,
    mend: mendChange(expected, actual),
    facts: [],
    folded: 0,
  }
}

function nameDiffers(expected: Fact, actual: Fact): Finding {
  return {
    ...about('changed', expected),
    severity: 'cosmetic',
    says: `${describe(expected)} is called ${actual.name}`,
    expected: expected.name,
    actual: actual.name,
    mend: { by: 'person', sql: renamingOf(expected, actual) },
    facts: [],
    folded: 0,
  }
}

function renamingOf(expected: Fact, actual: Fact): string[] {
  const [from, to] = [quoted(actual.name), quoted(expected.name)]
  const table = quoted(expected.table ?? '')
  if (expected.kind === 'index') return [`alter index {schema}.${from} rename to ${to}`]
  if (expected.kind === 'constraint')
    return [`alter table {schema}.${table} rename constraint ${from} to ${to}`]
  return [`alter ${expected.kind} ${from} on {schema}.${table} rename to ${to}`]
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

function about(findingClass: Finding['class'], fact: Fact) {
  return {
    id: `${findingClass}:${fact.kind}:${fact.key}`.replaceAll(/\s+/g, ' '),
    class: findingClass,
    kind: fact.kind,
    table: fact.table,
    subject: fact.key,
  }
}

const WORDS: Partial<Record<Fact['kind'], string>> = {
  rls: 'row-level security of',
  owner: 'the owner of',
  unmodelled: '',
  enum: 'enumerated type',
}

function describe(fact: Fact): string {
  const word = WORDS[fact.kind] ?? fact.kind
  return `${word} ${fact.key}`.trim()
}
