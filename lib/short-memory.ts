type Memory<Value> = {
  milliseconds: number
  maxEntries: number
  isKept: (value: Value) => boolean
  now?: () => number
}

/**
 * Remembers answers for a moment, so that a crowd asking the same costs one question: whoever comes while it is being
 * asked shares it. Only for what is the same for everybody. `isKept` says which answers are worth remembering and
 * `maxEntries` bounds what a flood of keys can occupy.
 */
export function shortMemory<Value>(
  ask: (key: string) => Promise<Value>,
  { milliseconds, maxEntries, isKept, now = Date.now }: Memory<Value>,
): (key: string) => Promise<Value> {
  const entries = new Map<string, { answer: Promise<Value>; until: number }>()
  return (key) => {
    const known = entries.get(key)
    if (known && known.until > now()) return known.answer
    const answer = ask(key)
    entries.delete(key)
    // Entries stand in the order in which they were made, which is the order in which they end.
    for (const [old, { until }] of entries) {
      if (until > now() && entries.size < maxEntries) break
      entries.delete(old)
    }
    const entry = { answer, until: now() + milliseconds }
    entries.set(key, entry)
    // What is not kept is passed on to those who wait for it, and the next one asks again.
    const forget = () => {
      if (entries.get(key) === entry) entries.delete(key)
    }
    answer.then((value) => {
      if (!isKept(value)) forget()
    }, forget)
    return answer
  }
}
