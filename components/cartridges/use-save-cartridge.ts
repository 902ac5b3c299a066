'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Base, Unsaved } from '@/components/cartridges/use-drafts'
import { toast } from '@/components/ui/toast'
import { toAppError } from '@/lib/errors'
import { cartridgeKeys, cartridgeShelfQuery, type CartridgeShelf } from '@/lib/queries/cartridges'
import type { CartridgeType } from '@/lib/rules/cartridge-fields'
import { fromDraft, mergeDrafts, type CartridgeDraft } from '@/lib/rules/cartridge-form'
import { describeCartridgeChanges } from '@/lib/rules/cartridge-history'
import { fieldWords } from '@/lib/rules/cartridge-words'
import { browserClient } from '@/lib/supabase/browser'

export type Conflict = { changes: string[]; clashes: string[]; isGone: boolean }

type SaveOptions = {
  type: CartridgeType
  userId: string
  /** Whose values are inherited, in a history of changes: "as agency", "default". */
  above: string
  base: Base
  /** Finds the cartridge as it is now; a base without id when it is gone. */
  latest: (shelf: CartridgeShelf) => Base
  write: (draft: CartridgeDraft) => Promise<{ id: string } | undefined>
  onDraft: (unsaved: Unsaved | null) => void
  onSaved?: (id: string) => void
}

/**
 * Saves a cartridge. When somebody saved it since the form was opened, nothing is overwritten: what they changed is told and laid
 * under what was typed here, and the next press saves both.
 */
export function useSaveCartridge({
  type,
  userId,
  above,
  base,
  latest,
  write,
  onDraft,
  onSaved,
}: SaveOptions) {
  const queryClient = useQueryClient()
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const mutation = useMutation({
    mutationFn: write,
    onSuccess: async (made) => {
      setConflict(null)
      await queryClient.invalidateQueries({ queryKey: cartridgeKeys.all })
      onDraft(null)
      if (made) onSaved?.(made.id)
      toast.success('Saved')
    },
    onError: async (error, draft) => {
      if (toAppError(error).code !== 'conflict') return
      await queryClient.invalidateQueries({ queryKey: cartridgeKeys.all })
      const shelf = await queryClient.query(cartridgeShelfQuery(browserClient(), userId))
      const now = latest(shelf)
      const { draft: merged, clashes } = mergeDrafts(base.draft, now.draft, draft)
      const state = (one: CartridgeDraft) => ({
        name: one.name,
        data: fromDraft(type, one),
        lockedFields: one.locked,
        isDefault: false,
      })
      setConflict({
        isGone: now.id === null,
        changes:
          now.id === null ? [] : describeCartridgeChanges(type, state(base.draft), state(now.draft), above),
        clashes: clashes.map((name) => (name === 'name' ? 'Name' : fieldWords(name))),
      })
      onDraft({ base: now, draft: now.id === null ? draft : merged })
    },
  })
  const error = mutation.error ? toAppError(mutation.error) : null
  return {
    save: mutation.mutate,
    isSaving: mutation.isPending,
    error: error?.code === 'conflict' ? null : error,
    conflict,
    closeConflict: () => setConflict(null),
  }
}
