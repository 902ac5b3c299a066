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

/**
 * The same for use inside of PostgREST's `or=(…)`. What would end the condition stands for any one character instead: not
 * every API reads quotes there.
 */
export function containsPatternInOr(text: string): string {
  return containsPattern(text).replace(/[,()"]/g, '_')
}
