'use client'

import { useEffect, useState } from 'react'
import type { CartridgeDraft } from '@/lib/rules/cartridge-form'

/** A stored cartridge as a form began with it. */
export type Base = {
  /** Another one means that the cartridge was saved since. */
  stamp: string
  /** Null for one that is not made yet. */
  id: string | null
  draft: CartridgeDraft
}
export type Unsaved = { base: Base; draft: CartridgeDraft }
type Drafts = Partial<Record<string, Unsaved>>

// What is being written outlives the page, so that a shortcut pressed by mistake costs nothing; reloading or leaving the app asks first.
let kept: { userId: string; drafts: Drafts } = { userId: '', drafts: {} }

/** What a person has written and not saved, for each cartridge. Changing tabs loses none of it. */
export function useDrafts(userId: string) {
  const [drafts, setDrafts] = useState<Drafts>(() => (kept.userId === userId ? kept.drafts : {}))
  const isDirty = Object.keys(drafts).length > 0

  useEffect(() => {
    kept = { userId, drafts }
  }, [userId, drafts])

  useEffect(() => {
    if (!isDirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isDirty])

  function setDraft(key: string, unsaved: Unsaved | null): void {
    setDrafts((all) => {
      if (!unsaved && !all[key]) return all
      const others = Object.fromEntries(Object.entries(all).filter(([other]) => other !== key))
      return unsaved ? { ...others, [key]: unsaved } : others
    })
  }

  return { drafts, isDirty, setDraft, forgetAll: () => setDrafts({}) }
}
