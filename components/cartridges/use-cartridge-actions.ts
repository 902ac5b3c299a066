'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import {
  deleteAgencyCartridge,
  deleteOwnCartridge,
  restoreCartridge,
  setDefaultCartridge,
} from '@/lib/mutations/cartridges'
import { cartridgeKeys } from '@/lib/queries/cartridges'
import type { CartridgeType } from '@/lib/rules/cartridge-fields'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000

/** Acts that take effect at once, each with an undo. */
export function useCartridgeActions() {
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: cartridgeKeys.all })
  const tell = (error: unknown) => toast.error(errorMessage(toAppError(error)).title)
  const undoable = (message: string, undo: () => Promise<unknown>) =>
    toast.success(message, {
      duration: UNDO_MS,
      action: { label: 'Undo', onClick: () => void undo().then(refresh).catch(tell) },
    })
  const bringBack = (id: string, versionId: string | null) =>
    restoreCartridge(browserClient(), { id, versionId })

  const removeOwn = useMutation({
    mutationFn: (input: { type: CartridgeType; userId: string; id: string }) =>
      deleteOwnCartridge(browserClient(), input),
    onSuccess: async (_, { id }) => {
      await refresh()
      undoable('Your own is gone; what is above it counts', () => bringBack(id, null))
    },
    onError: tell,
  })
  const removeAgency = useMutation({
    mutationFn: (input: { agencyId: string; id: string; name: string }) =>
      deleteAgencyCartridge(browserClient(), input),
    onSuccess: async (_, { id, name }) => {
      await refresh()
      undoable(`“${name}” is deleted`, () => bringBack(id, null))
    },
    onError: tell,
  })
  const makeDefault = useMutation({
    mutationFn: ({ id }: { id: string; name: string }) => setDefaultCartridge(browserClient(), id),
    onSuccess: async ({ previousId }, { name }) => {
      await refresh()
      if (previousId === null) toast.success(`“${name}” is the default now`)
      else undoable(`“${name}” is the default now`, () => setDefaultCartridge(browserClient(), previousId))
    },
    onError: tell,
  })
  const restore = useMutation({
    mutationFn: ({ id, versionId }: { id: string; versionId: string; newestId: string }) =>
      bringBack(id, versionId),
    onSuccess: async (_, { id, newestId }) => {
      await refresh()
      undoable('Restored', () => bringBack(id, newestId))
    },
    onError: tell,
  })
  return { removeOwn, removeAgency, makeDefault, restore }
}
