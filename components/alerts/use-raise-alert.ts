'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { toAppError } from '@/lib/errors'
import { raiseAlert } from '@/lib/mutations/alerts'
import { alertKeys } from '@/lib/queries/alerts'
import { clientKeys } from '@/lib/queries/clients'
import { browserClient } from '@/lib/supabase/browser'
import type { RaiseAlertForm } from '@/lib/schemas/alerts'

type UseRaiseAlert = { agencyId: string; onOpenAlert: (alertId: string) => void; onDone: () => void }

/** Raises an alert and says what became of it: a trouble already known is counted, one that was over has come back. */
export function useRaiseAlert({ agencyId, onOpenAlert, onDone }: UseRaiseAlert) {
  const queryClient = useQueryClient()
  const mutation = useMutation({
    mutationFn: (form: RaiseAlertForm) => raiseAlert(browserClient(), form),
    onSuccess: ({ alertId, outcome, occurrences }, { clientId }) => {
      const action = { label: 'Open it', onClick: () => onOpenAlert(alertId) }
      void queryClient.invalidateQueries({ queryKey: alertKeys.all })
      void queryClient.invalidateQueries({ queryKey: clientKeys.ofClient(agencyId, clientId) })
      onDone()
      if (outcome === 'raised') toast.success('Alert raised', { action })
      if (outcome === 'repeated')
        toast.info('This is known already', {
          description: `Counted there: seen ${occurrences} times.`,
          duration: 8_000,
          action,
        })
      if (outcome === 'recurred')
        toast.info('It has come back', {
          description: 'A new alert, linked to the one that was resolved.',
          duration: 8_000,
          action,
        })
    },
  })
  return {
    mutate: mutation.mutate,
    isPending: mutation.isPending,
    error: mutation.error ? toAppError(mutation.error) : null,
  }
}
