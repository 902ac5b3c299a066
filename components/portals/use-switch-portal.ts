'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { portalStateWord } from '@/components/portals/portal-words'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { switchPortal } from '@/lib/mutations/portals'
import { portalKeys, type PortalListItem } from '@/lib/queries/portals'
import { runKeys } from '@/lib/queries/runs'
import type { PortalSwitches } from '@/lib/rules/publications'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000

/** Switches a portal on or off at once, takes it back when the server refuses, and offers to undo. */
export function useSwitchPortal(
  agencyId: string,
  portal: PortalListItem,
): (switches: PortalSwitches) => void {
  const queryClient = useQueryClient()
  const listKey = portalKeys.list(agencyId)
  const before: PortalSwitches = { status: portal.status, isActive: portal.isActive }

  function show(switches: PortalSwitches): void {
    queryClient.setQueryData<PortalListItem[]>(listKey, (portals) =>
      portals?.map((shown) => (shown.id === portal.id ? { ...shown, ...switches } : shown)),
    )
  }

  const mutation = useMutation({
    mutationFn: ({ to }: { from: PortalSwitches; to: PortalSwitches }) =>
      switchPortal(browserClient(), { agencyId, portalId: portal.id, switches: to }),
    onMutate: async ({ to }) => {
      await queryClient.cancelQueries({ queryKey: portalKeys.all })
      show(to)
    },
    onError: (error, { from }) => {
      show(from)
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    },
    onSuccess: (_, { from, to }) => {
      toast.success(`“${portal.name}” is ${portalStateWord(to).toLowerCase()}`, {
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => mutation.mutate({ from: to, to: from }) },
      })
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: portalKeys.all }),
        queryClient.invalidateQueries({ queryKey: runKeys.all }),
      ]),
  })

  return (to) => mutation.mutate({ from: before, to })
}
