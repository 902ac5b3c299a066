'use client'

import { useKept } from '@/components/tickets/use-kept'
import type { Visibility } from '@/lib/rules/tickets'

type Draft = { text: string; visibility: Visibility }

const EMPTY: Draft = { text: '', visibility: 'internal' }

const drafts = new Map<string, Draft>()

/** What somebody was writing on a ticket, also when its drawer was closed in between. Internal until they say otherwise. */
export function useCommentDraft(key: string) {
  const [kept, keep] = useKept(drafts, key, ({ text }) => text !== '')
  const draft = kept ?? EMPTY
  return {
    ...draft,
    write: (text: string) => keep({ ...draft, text }),
    address: (visibility: Visibility) => keep({ ...draft, visibility }),
    /** After sending: the next one is internal again. */
    clear: () => keep(null),
  }
}
