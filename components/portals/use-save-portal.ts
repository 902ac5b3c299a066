'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { toAppError } from '@/lib/errors'
import { createPortal, updatePortal } from '@/lib/mutations/portals'
import { portalKeys, type PortalListItem } from '@/lib/queries/portals'
import { runKeys } from '@/lib/queries/runs'
import type { PortalForm } from '@/lib/schemas/portals'
import { browserClient } from '@/lib/supabase/browser'

type Callbacks = { onSaved: () => void; onSlugTaken: () => void }

/** Makes or saves a portal. An address that is taken is the field's error, every other one the form's. */
export function useSavePortal(agencyId: string, portal: PortalListItem | null, callbacks: Callbacks) {
  const queryClient = useQueryClient()
  const mutation = useMutation({
    mutationFn: async (form: PortalForm) => {
      if (portal) await updatePortal(browserClient(), { agencyId, portalId: portal.id, form })
      else await createPortal(browserClient(), agencyId, form)
    },
    onSuccess: async (_, { name }) => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: portalKeys.all }),
        queryClient.invalidateQueries({ queryKey: runKeys.all }),
      ])
      callbacks.onSaved()
      toast.success(portal ? 'Saved' : `“${name}” is created`)
    },
    onError: (error) => {
      if (toAppError(error).code === 'duplicate') callbacks.onSlugTaken()
    },
  })
  const error = mutation.error ? toAppError(mutation.error) : null
  return {
    mutate: mutation.mutate,
    isPending: mutation.isPending,
    error: error?.code === 'duplicate' ? null : error,
  }
}
