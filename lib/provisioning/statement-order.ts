import { quoteName } from '@/lib/provisioning/facts'
import type { Statement } from '@/lib/provisioning/statements'

const BEFORE_FUNCTIONS: ReadonlySet<string> = new Set(['extension', 'enum', 'type', 'sequence'])

/**
 * Puts functions before the tables whose defaults call them, except those whose head names a table or a view. Everything else keeps
 * its order. With this nearly every list of statements runs from top to bottom; what still does not is tried again by whoever runs it.
 */
export function functionsFirst(statements: readonly Statement[]): Statement[] {
  const relations = statements.filter(({ fact }) => fact.kind === 'table' || fact.kind === 'view')
  const isEarly = ({ fact, sql }: Statement) =>
    fact.kind === 'function' &&
    /^create /i.test(sql) &&
    !relations.some((relation) => isNamed(headOf(fact.definition), relation.fact.name))
  // A sequence is needed before the table that it goes with, and goes with it only once that is there.
  const isLast = ({ sql }: Statement) => sql.startsWith('alter sequence ')
  const isType = (statement: Statement) => BEFORE_FUNCTIONS.has(statement.fact.kind) && !isLast(statement)
  return [
    ...statements.filter(isType),
    ...statements.filter(isEarly),
    ...statements.filter((statement) => !isType(statement) && !isEarly(statement) && !isLast(statement)),
    ...statements.filter(isLast),
  ]
}

/** Arguments, result and, where the body is read at once, the body; without the function's own name. */
function headOf(definition: string): string {
  const isReadAtOnce = /^(?:BEGIN ATOMIC|RETURN )/m.test(definition)
  const text = isReadAtOnce ? definition : (definition.split(/^AS /m)[0] ?? '')
  return text.slice(text.indexOf('('))
}

function isNamed(text: string, name: string): boolean {
  const full = `{schema}.${quoteName(name)}`
  for (let at = text.indexOf(full); at >= 0; at = text.indexOf(full, at + 1))
    if (!/[\w$"]/.test(text[at + full.length] ?? '')) return true
  return false
}
