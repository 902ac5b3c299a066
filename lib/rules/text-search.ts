const LONGEST_SEARCH = 200

/** What a person typed into a search box, as it goes into the address and the query key. */
export function normaliseSearch(text: string): string {
  return text.trim().slice(0, LONGEST_SEARCH)
}

/**
 * Pattern for `ilike` that finds `text` anywhere, with nothing in it acting as a wildcard. PostgREST turns every `*`
 * into `%` and offers no way around it, so an asterisk is searched as "any one character".
 */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&').replaceAll('*', '_')}%`
}

/** A value for use inside PostgREST's `or=(…)`, where commas, dots and brackets have a meaning. */
export function quoteFilterValue(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}
