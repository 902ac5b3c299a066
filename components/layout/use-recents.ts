'use client'

import { useState } from 'react'
import { addRecent, readRecents, type Recent } from '@/lib/rules/recents'

/** What this person has opened lately in this browser. Somebody else at the same one has a list of their own. */
export function useRecents(personId: string) {
  const storage = `recent:${personId}`
  const [recents, setRecents] = useState(() => readRecents(localStorage.getItem(storage)))

  function remember(opened: Recent): void {
    const next = addRecent(recents, opened)
    setRecents(next)
    localStorage.setItem(storage, JSON.stringify(next))
  }

  return { recents, remember }
}
