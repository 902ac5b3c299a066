'use client'

import { useState } from 'react'
import type { Visibility } from '@/lib/rules/tickets'

type Draft = { text: string; visibility: Visibility }

const EMPTY: Draft = { text: '', visibility: 'internal' }

// Kept for as long as the tab lives, and nowhere else: a draft may be confidential, and closing a drawer loses nothing.
const drafts = new Map<string, Draft>()

/** What somebody was writing on a ticket, also when its drawer was closed in between. Internal until they say otherwise. */
export function useCommentDraft(key: string) {
  const [draft, setDraft] = useState(() => drafts.get(key) ?? EMPTY)

  function keep(next: Draft): void {
    if (next.text === '') drafts.delete(key)
    else drafts.set(key, next)
    setDraft(next)
  }

  return {
    ...draft,
    write: (text: string) => keep({ ...draft, text }),
    address: (visibility: Visibility) => keep({ ...draft, visibility }),
    /** After sending: the next one is internal again. */
    clear: () => keep(EMPTY),
  }
}
