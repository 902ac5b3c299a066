/** A comparison with one value. */
const COMPARISON = /^((?:not\.)?(?:eq|neq|gt|gte|lt|lte|like|ilike))\.(.*)$/s
/** Of a table or, behind its name, of an embedded one. */
const TREE = /^((?:.+\.)?)(?<!not\.)(or|and)$/
const COLUMN = /^((?:.+\.)?)([^.]+)$/

/**
 * The same request with each filter named once. PostgREST asks that all filters hold, also several of one name; lite reads
 * several `or=(…)` as a single one and of several comparisons of one column alike in kind only the last.
 */
export function joinRepeatedFilters(query: URLSearchParams): URLSearchParams {
  const joined = new URLSearchParams()
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name)
    const all = values.length > 1 ? conjunction(name, values) : null
    if (all) joined.append(all.name, all.value)
    else for (const value of values) joined.append(name, value)
  }
  return joined
}

function conjunction(name: string, values: readonly string[]): { name: string; value: string } | null {
  const [, treeOf = '', tree] = TREE.exec(name) ?? []
  if (tree) return { name: `${treeOf}and`, value: `(${values.map((value) => tree + value).join(',')})` }
  const [, columnOf = '', column = name] = COLUMN.exec(name) ?? []
  const conditions = values.flatMap((value) => {
    const [, operator, operand = ''] = COMPARISON.exec(value) ?? []
    return operator ? [`${column}.${operator}.${quoted(operand)}`] : []
  })
  return conditions.length === values.length
    ? { name: `${columnOf}and`, value: `(${conditions.join(',')})` }
    : null
}

/** Quotes are for what would end the condition: lite takes those around a pattern for a part of it. */
function quoted(operand: string): string {
  return /[,()"\\]/.test(operand) ? `"${operand.replace(/["\\]/g, '\\$&')}"` : operand
}
