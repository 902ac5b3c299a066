'use client'

import { useMutation } from '@tanstack/react-query'
import { useRefreshCommunications } from '@/components/communications/use-communication-changes'
import { toast } from '@/components/ui/toast'
import { toAppError } from '@/lib/errors'
import { logCommunication, updateCommunication } from '@/lib/mutations/communications'
import type { Communication, CommunicationScope } from '@/lib/queries/communications'
import { TYPE_WORDS } from '@/lib/rules/communications'
import type { CommunicationForm } from '@/lib/schemas/communications'
import { browserClient } from '@/lib/supabase/browser'

type Input = { form: CommunicationForm; isTimeChanged: boolean }

/** Logs the entry or saves it. While that fails, the error is kept for the form to show. */
export function useSaveCommunication(
  scope: CommunicationScope,
  timeZone: string,
  entry: Communication | null,
  onSaved: () => void,
) {
  const refresh = useRefreshCommunications(scope)
  const mutation = useMutation({
    mutationFn: async ({ form, isTimeChanged }: Input) => {
      const supabase = browserClient()
      if (entry) await updateCommunication(supabase, scope, { id: entry.id, form, timeZone, isTimeChanged })
      else await logCommunication(supabase, scope, form, timeZone)
    },
    onSuccess: async (_, { form }) => {
      await refresh()
      onSaved()
      toast.success(entry ? 'Saved' : `${TYPE_WORDS[form.type]} logged`, {
        ...(form.visibility === 'client' ? { description: 'People of the client can read it now.' } : {}),
      })
    },
  })
  return {
    mutate: mutation.mutate,
    isPending: mutation.isPending,
    error: mutation.error ? toAppError(mutation.error) : null,
  }
}
