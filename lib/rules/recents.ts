/** Something that was opened lately, as it is kept in the browser. */
export type Recent = { kind: string; id: string; label: string; detail: string | null; href: string }

const MOST_RECENTS = 6

/** The newest first; what is opened again moves up. */
export function addRecent(recents: readonly Recent[], opened: Recent): Recent[] {
  const others = recents.filter(({ kind, id }) => kind !== opened.kind || id !== opened.id)
  return [opened, ...others].slice(0, MOST_RECENTS)
}

/** Reads what a browser has kept, which anybody at it may have changed: only whole entries that lead into the app count. */
export function readRecents(stored: string | null): Recent[] {
  try {
    const list: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(list) ? list.filter(isRecent).slice(0, MOST_RECENTS) : []
  } catch {
    return []
  }
}

function isRecent(value: unknown): value is Recent {
  if (typeof value !== 'object' || value === null) return false
  const { kind, id, label, detail, href } = value as Record<string, unknown>
  return (
    [kind, id, label, href].every((text) => typeof text === 'string') &&
    (detail === null || typeof detail === 'string') &&
    /^\/[a-z]/.test(String(href))
  )
}
