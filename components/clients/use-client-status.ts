'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { setClientStatus } from '@/lib/mutations/clients'
import type { ClientStanding } from '@/lib/queries/client-standings'
import { clientKeys, type ClientStatus } from '@/lib/queries/clients'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000

type Client = { id: string; name: string; status: ClientStatus }

/** Changes a client's status at once, takes it back when the server refuses, and offers to undo. */
export function useClientStatus(agencyId: string, client: Client): (status: ClientStatus) => void {
  const queryClient = useQueryClient()
  const show = (status: ClientStatus) =>
    queryClient.setQueryData<ClientStanding[]>(clientKeys.standings(agencyId), (clients) =>
      clients?.map((row) => (row.id === client.id ? { ...row, status } : row)),
    )
  const { mutate } = useMutation({
    mutationFn: (change: { from: ClientStatus; to: ClientStatus }) =>
      setClientStatus(browserClient(), { agencyId, clientId: client.id, status: change.to }),
    onMutate: async ({ to }) => {
      await queryClient.cancelQueries({ queryKey: clientKeys.standings(agencyId) })
      show(to)
    },
    onError: (error, { from }) => {
      show(from)
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    },
    onSuccess: (_, { from, to }) => {
      toast.success(to === 'archived' ? `“${client.name}” is archived` : `“${client.name}” is ${to} again`, {
        ...(to === 'archived' ? { description: 'Nothing of it is lost; find it under Archived.' } : {}),
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => mutate({ from: to, to: from }) },
      })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: clientKeys.all }),
  })
  return (to) => mutate({ from: client.status, to })
}
