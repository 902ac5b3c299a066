/** Where a page starts: after or before the row with this sort value and id. A null value is a row without one. */
export type Cursor = { direction: 'after' | 'before'; value: string | null; id: string }

export type KeysetFilter = {
  /** Content of PostgREST's `or=(…)`: the rows on the wanted side of the cursor. */
  or: string
  /** A range that all of those rows lie in, which lets the index skip straight to the page; null when there is none. */
  bound: { operator: 'gte' | 'lte'; value: string } | null
}

/** Quotes a value for use inside `or=(…)`, where commas, dots and brackets have a meaning. */
function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

/**
 * Rows beyond `cursor` in an order by `column`, then `id`, both ascending or both descending. As in Postgres, a missing
 * value counts as the greatest: last when ascending, first when descending.
 */
export function keysetFilter(
  column: string,
  isAscending: boolean,
  isNullable: boolean,
  cursor: Cursor,
): KeysetFilter {
  const isUpwards = isAscending === (cursor.direction === 'after')
  const beyond = isUpwards ? 'gt' : 'lt'
  if (cursor.value === null) {
    const sameValue = `and(${column}.is.null,id.${beyond}.${cursor.id})`
    return { or: isUpwards ? sameValue : `${sameValue},${column}.not.is.null`, bound: null }
  }
  const value = quote(cursor.value)
  const clauses = [`${column}.${beyond}.${value}`, `and(${column}.eq.${value},id.${beyond}.${cursor.id})`]
  const reachesNulls = isUpwards && isNullable
  if (reachesNulls) clauses.push(`${column}.is.null`)
  return {
    or: clauses.join(','),
    bound: reachesNulls ? null : { operator: isUpwards ? 'gte' : 'lte', value: cursor.value },
  }
}

const SEPARATOR = '~'

/** Cursor → what stands in the address; `parseCursor` reads it back. */
export function formatCursor(cursor: Pick<Cursor, 'value' | 'id'>): string {
  return `${cursor.value ?? ''}${SEPARATOR}${cursor.id}`
}

/** Returns null for anything `formatCursor` would not have written, so that a mangled address shows the first page. */
export function parseCursor(
  direction: Cursor['direction'],
  text: string,
  isValid: { value: (value: string) => boolean; id: (id: string) => boolean },
): Cursor | null {
  const at = text.lastIndexOf(SEPARATOR)
  const value = text.slice(0, Math.max(at, 0))
  const id = text.slice(at + 1)
  if (at < 0 || !isValid.id(id) || (value !== '' && !isValid.value(value))) return null
  return { direction, value: value === '' ? null : value, id }
}
