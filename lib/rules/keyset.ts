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

/** One column of an order; the last one is unique, so that no two rows share a place. None of them may be null. */
export type OrderColumn = { column: string; isAscending: boolean; value: string }

/**
 * As `keysetFilter`, for an order by several columns whose directions may differ: the rows beyond the place that the
 * values name.
 */
export function placeFilter(columns: readonly OrderColumn[], direction: Cursor['direction']): KeysetFilter {
  const clauses = columns.map(({ column, isAscending, value }, index) => {
    const beyond = isAscending === (direction === 'after') ? 'gt' : 'lt'
    const same = columns.slice(0, index).map((earlier) => `${earlier.column}.eq.${quote(earlier.value)}`)
    const last = `${column}.${beyond}.${quote(value)}`
    return same.length === 0 ? last : `and(${[...same, last].join(',')})`
  })
  const [first] = columns
  const isUpwards = first?.isAscending === (direction === 'after')
  return {
    or: clauses.join(','),
    bound: first ? { operator: isUpwards ? 'gte' : 'lte', value: first.value } : null,
  }
}

const SEPARATOR = '~'

/** Cursor → what stands in the address; `parseCursor` reads it back. */
export function formatCursor(cursor: Pick<Cursor, 'value' | 'id'>): string {
  return `${cursor.value ?? ''}${SEPARATOR}${cursor.id}`
}

const AFTER_ALL_IDS = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** As `formatCursor`, for `after` in a list with the newest first: its page begins with what happened at this very moment. */
export function cursorFrom(moment: string): string {
  return formatCursor({ value: moment, id: AFTER_ALL_IDS })
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
