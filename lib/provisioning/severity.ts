import type { Fact, FactKind } from '@/lib/provisioning/facts'
import type { Severity } from '@/lib/provisioning/findings'

/** What it costs that something is not there. Less access than meant is a fault of function, a missing fence one of isolation. */
export function severityOfMissing(fact: Fact): Severity {
  switch (fact.kind) {
    case 'policy':
      return fact.definition.includes(' as restrictive ') ? 'isolation' : 'function'
    case 'rls':
    case 'owner':
      return 'isolation'
    case 'constraint':
    case 'trigger':
    case 'rule':
      return 'data'
    case 'index':
      return isUnique(fact) ? 'data' : 'performance'
    default:
      return 'function'
  }
}

/** What it costs that something is there which the reference does not have: whatever opens a door is the worst. */
export function severityOfExtra(fact: Fact, companions: readonly Fact[] = []): Severity {
  switch (fact.kind) {
    case 'policy':
    case 'grant':
    case 'default grant':
      return 'isolation'
    case 'function':
      return isElevated(fact) ? 'isolation' : 'cosmetic'
    case 'view':
      return isInvoker(fact) ? 'cosmetic' : 'isolation'
    case 'table':
      return companions.some((other) => other.kind === 'rls' && !isLocked(other)) ? 'isolation' : 'cosmetic'
    case 'trigger':
    case 'rule':
      return 'data'
    case 'constraint':
      return 'function'
    case 'index':
      return isUnique(fact) ? 'function' : 'performance'
    default:
      return 'cosmetic'
  }
}

export function severityOfChange(expected: Fact, actual: Fact): Severity {
  switch (expected.kind) {
    case 'rls':
    case 'policy':
    case 'grant':
    case 'default grant':
    case 'owner':
    case 'bucket':
      return 'isolation'
    case 'function':
      return isElevated(expected) || isElevated(actual) || settings(expected) !== settings(actual)
        ? 'isolation'
        : 'function'
    case 'view':
      return isInvoker(expected) && !isInvoker(actual) ? 'isolation' : 'function'
    case 'table':
    case 'column':
    case 'constraint':
    case 'trigger':
    case 'rule':
      return 'data'
    case 'index':
      return isUnique(expected) || isUnique(actual) ? 'data' : 'performance'
    case 'sequence':
    case 'unmodelled':
      return 'cosmetic'
    default:
      return 'function'
  }
}

/** Kinds whose statement only ever adds: what is missing can be made without asking. */
export function canBeMade(kind: FactKind): boolean {
  return kind !== 'owner' && kind !== 'unmodelled' && kind !== 'migration' && kind !== 'bucket'
}

const isUnique = ({ definition }: Fact) =>
  definition.startsWith('create UNIQUE') || definition.includes(' UNIQUE ')
const isElevated = ({ definition }: Fact) => /^ .*\bSECURITY DEFINER\b/m.test(header(definition))
const isInvoker = ({ definition }: Fact) => /security_invoker=(true|on|1)/.test(definition)
const isLocked = ({ definition }: Fact) =>
  definition.includes(' enable row level') &&
  definition.includes(' force row level') &&
  !definition.includes(' no force')
/** Everything of a function before its body: language, rights, search path, volatility. */
const header = (definition: string) => definition.split(/^(?:AS|BEGIN ATOMIC|RETURN) /m)[0] ?? ''
const settings = ({ definition }: Fact) => header(definition).split('\n').slice(1).join('\n')
