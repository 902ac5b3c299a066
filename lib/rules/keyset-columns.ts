import { placeFilter, type Cursor, type KeysetFilter } from '@/lib/rules/keyset'

/** A column that a list is ordered by. None of them is ever empty. */
export type KeyColumn = { column: string; isAscending: boolean; kind: 'number' | 'word' | 'moment' }

/** Where a page starts: after or before the row with these values, one for each column of the order, and this id. */
export type ColumnCursor = { direction: Cursor['direction']; values: readonly string[]; id: string }

/**
 * Rows beyond `cursor` in an order by several columns, each in its own direction, and then by id in the direction of the
 * last.
 */
export function columnKeysetFilter(order: readonly KeyColumn[], cursor: ColumnCursor): KeysetFilter {
  const isAscending = order.at(-1)?.isAscending ?? true
  const columns = order.map((key, index) => ({ ...key, value: cursor.values[index] ?? '' }))
  return placeFilter([...columns, { column: 'id', isAscending, value: cursor.id }], cursor.direction)
}

const SEPARATOR = '~'

/** Cursor → what stands in the address; `parseColumnCursor` reads it back. */
export function formatColumnCursor(cursor: Pick<ColumnCursor, 'values' | 'id'>): string {
  return [...cursor.values, cursor.id].join(SEPARATOR)
}

const IS_VALID: Record<KeyColumn['kind'], (value: string) => boolean> = {
  number: (value) => /^-?\d{1,9}$/.test(value),
  word: (value) => /^[a-z_]{1,40}$/.test(value),
  moment: (value) => !Number.isNaN(Date.parse(value)),
}

/** Returns null for anything `formatColumnCursor` would not have written, so that a mangled address shows the first page. */
export function parseColumnCursor(
  direction: Cursor['direction'],
  text: string,
  order: readonly KeyColumn[],
  isId: (id: string) => boolean,
): ColumnCursor | null {
  const parts = text.split(SEPARATOR)
  const id = parts.pop() ?? ''
  if (parts.length !== order.length || !isId(id)) return null
  const isValid = order.every(({ kind }, index) => IS_VALID[kind](parts[index] ?? ''))
  return isValid ? { direction, values: parts, id } : null
}
