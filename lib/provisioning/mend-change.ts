import { quoteName, type Fact } from '@/lib/provisioning/facts'
import type { Mend } from '@/lib/provisioning/findings'
import { removalOf } from '@/lib/provisioning/statements'

const byPerson = (...sql: string[]): Mend => ({ by: 'person', sql })
const bySelf = (...sql: string[]): Mend => ({ by: 'provision', sql })

/** How a changed object becomes what it should be. A command may only add to it or switch a protection on again. */
export function mendChange(expected: Fact, actual: Fact): Mend {
  const wanted = expected.definition.replaceAll('{name}', () => quoteName(expected.name))
  switch (expected.kind) {
    case 'rls':
      return wanted.includes(' disable ') || wanted.includes(' no force ')
        ? byPerson(wanted)
        : bySelf(...wanted.split('; '))
    case 'column':
      return mendColumn(expected, actual)
    case 'constraint':
      return actual.definition === `${expected.definition} NOT VALID`
        ? bySelf(
            `alter table {schema}.${quoteName(expected.table ?? '')} validate constraint ${quoteName(expected.name)}`,
          )
        : byPerson(...removalOf(expected), wanted)
    case 'index':
      return actual.definition === `${expected.definition} -- not valid`
        ? byPerson(`reindex index {schema}.${quoteName(expected.name)}`)
        : byPerson(...removalOf(expected), wanted)
    case 'trigger':
      return mendTrigger(expected, actual, wanted)
    case 'enum':
      return mendEnum(expected, actual)
    case 'function':
      return byPerson(wanted)
    case 'grant':
    case 'default grant':
      return actual.definition === `${expected.definition} with grant option`
        ? byPerson(removalOf(expected)[0]?.replace('revoke ', 'revoke grant option for ') ?? '')
        : bySelf(wanted)
    case 'owner':
      return byPerson(...(wanted.includes('{owner}') ? [] : [wanted]))
    case 'policy':
    case 'view':
    case 'rule':
      return byPerson(...removalOf(expected), wanted)
    default:
      return byPerson()
  }
}

interface ColumnParts {
  type: string
  fallback: string | null
  isRequired: boolean
}

function mendColumn(expected: Fact, actual: Fact): Mend {
  const [wanted, found] = [partsOf(expected.definition), partsOf(actual.definition)]
  const alter = `alter table {schema}.${quoteName(expected.table ?? '')} alter column ${quoteName(expected.name)}`
  const sql: string[] = []
  if (wanted.type !== found.type) sql.push(`${alter} type ${wanted.type}`)
  if (wanted.fallback !== found.fallback)
    sql.push(wanted.fallback === null ? `${alter} drop default` : `${alter} set default ${wanted.fallback}`)
  if (wanted.isRequired !== found.isRequired)
    sql.push(`${alter} ${wanted.isRequired ? 'set' : 'drop'} not null`)
  const onlyAdds =
    wanted.type === found.type &&
    (wanted.fallback === found.fallback || found.fallback === null) &&
    (wanted.isRequired === found.isRequired || wanted.isRequired)
  return onlyAdds ? bySelf(...sql) : byPerson(...sql)
}

/** A generated or identity column's expression counts as part of its type: neither can simply be set. */
function partsOf(definition: string): ColumnParts {
  const isRequired = definition.endsWith(' not null')
  const rest = isRequired ? definition.slice(0, -' not null'.length) : definition
  const cut = rest.indexOf(' default ')
  const isPlain = cut >= 0 && !rest.slice(0, cut).includes(' generated ')
  return isPlain
    ? { type: rest.slice(0, cut), fallback: rest.slice(cut + ' default '.length), isRequired }
    : { type: rest, fallback: null, isRequired }
}

function mendTrigger(expected: Fact, actual: Fact, wanted: string): Mend {
  const asleep = `${expected.definition}; alter table {schema}.${quoteName(expected.table ?? '')} disable trigger {name}`
  return actual.definition === asleep
    ? bySelf(
        `alter table {schema}.${quoteName(expected.table ?? '')} enable trigger ${quoteName(expected.name)}`,
      )
    : byPerson(...removalOf(expected), ...wanted.split('; '))
}

/** Labels that are missing can be added in their place; any other difference would take labels away. */
function mendEnum(expected: Fact, actual: Fact): Mend {
  const [wanted, found] = [labelsOf(expected.definition), labelsOf(actual.definition)]
  const kept = wanted.filter((label) => found.includes(label))
  if (kept.join() !== found.join()) return byPerson()
  const sql = wanted.flatMap((label, index) => {
    if (found.includes(label)) return []
    const before = wanted[index - 1]
    const place =
      before === undefined ? (found[0] === undefined ? '' : ` before ${found[0]}`) : ` after ${before}`
    return [`alter type {schema}.${quoteName(expected.name)} add value ${label}${place}`]
  })
  return bySelf(...sql)
}

const labelsOf = (definition: string): string[] => definition.match(/'(?:[^']|'')*'/g) ?? []
