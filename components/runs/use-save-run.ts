'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from '@/components/ui/toast'
import { toAppError } from '@/lib/errors'
import { createRun, updateRun } from '@/lib/mutations/runs'
import { paths } from '@/lib/paths'
import { runKeys, type AgencyScope, type RunDetail } from '@/lib/queries/runs'
import type { RunForm } from '@/lib/schemas/runs'
import { browserClient } from '@/lib/supabase/browser'

type Input = { values: RunForm; changed: ReadonlySet<keyof RunForm> }

/** Makes the run, or saves what changed of it. While it fails, its error is kept for the form to show. */
export function useSaveRun(scope: AgencyScope, run: RunDetail | null, onSaved: () => void) {
  const queryClient = useQueryClient()
  const router = useRouter()
  const { agencyId } = scope
  const mutation = useMutation({
    mutationFn: async ({ values, changed }: Input) => {
      if (!run) return createRun(browserClient(), agencyId, values)
      const { metadata } = run
      await updateRun(browserClient(), { agencyId, runId: run.id, form: values, changed, metadata })
      return { id: run.id }
    },
    onSuccess: async ({ id }, { values }) => {
      await queryClient.invalidateQueries({ queryKey: runKeys.all })
      onSaved()
      if (run) toast.success('Saved')
      else {
        toast.success(`“${values.name}” is created`, {
          duration: 8_000,
          action: { label: 'Publish…', onClick: () => router.push(paths.publishRun(id)) },
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
