'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from '@/components/ui/toast'
import { toAppError } from '@/lib/errors'
import { createClient, updateClient } from '@/lib/mutations/clients'
import { paths } from '@/lib/paths'
import { clientKeys } from '@/lib/queries/clients'
import type { ClientForm } from '@/lib/schemas/clients'
import { browserClient } from '@/lib/supabase/browser'

type Input = { values: ClientForm; changed: ReadonlySet<keyof ClientForm> }

/** Makes the client, or saves what changed of it. While that fails, the error is kept for the form to show. */
export function useSaveClient(agencyId: string, clientId: string | null, onSaved: () => void) {
  const queryClient = useQueryClient()
  const router = useRouter()
  const mutation = useMutation({
    mutationFn: async ({ values, changed }: Input) => {
      if (clientId === null) return createClient(browserClient(), agencyId, values)
      await updateClient(browserClient(), { agencyId, clientId, form: values, changed })
      return { id: clientId }
    },
    onSuccess: async ({ id }, { values }) => {
      await queryClient.invalidateQueries({ queryKey: clientKeys.all })
      onSaved()
      if (clientId !== null) toast.success('Saved')
      else {
        toast.success(`“${values.name.trim()}” is created`, {
          action: { label: 'Open', onClick: () => router.push(paths.clientOverview(id)) },
        })
      }
    },
  })
  return {
    mutate: mutation.mutate,
    isPending: mutation.isPending,
    error: mutation.error ? toAppError(mutation.error) : null,
  }
}
