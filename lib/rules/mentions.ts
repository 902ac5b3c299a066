type Named = { id: string; name: string }

/** The name that is being called right before the caret, and where its `@` stands; null when none is. */
export function mentionAt(text: string, caret: number): { start: number; typed: string } | null {
  // An @ inside a word is an e-mail address, not a call.
  const match = /(?:^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?)$/u.exec(text.slice(0, caret))
  if (!match) return null
  const typed = match[1] ?? ''
  return { start: caret - typed.length - 1, typed }
}

/** Those whose name, or one of its words, begins with what was typed; nobody when it is said in full already. */
export function peopleToMention<Person extends Named>(people: readonly Person[], typed: string): Person[] {
  const wanted = typed.toLowerCase()
  return people.filter(({ name }) => {
    const lower = name.toLowerCase()
    if (lower === wanted.trim()) return false
    return lower.startsWith(wanted) || lower.split(/\s+/).some((word) => word.startsWith(wanted))
  })
}

/** Puts `name` in place of what was typed, and says where the caret goes. */
export function insertMention(
  text: string,
  caret: number,
  start: number,
  name: string,
): { text: string; caret: number } {
  const before = `${text.slice(0, start)}@${name} `
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length }
}

/** The ids of all who are called by their full name. Whoever may not read the comment is dropped by the database. */
export function mentionedIn(text: string, people: readonly Named[]): string[] {
  const longestFirst = [...people].sort((one, other) => other.name.length - one.name.length)
  let rest = text
  const ids: string[] = []
  for (const { id, name } of longestFirst) {
    if (!rest.includes(`@${name}`)) continue
    ids.push(id)
    // "@Ann Lee" does not call "Ann" as well.
    rest = rest.replaceAll(`@${name}`, '')
  }
  return ids
}
