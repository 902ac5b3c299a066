'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { publishRun, undoPublish } from '@/lib/mutations/runs'
import { portalKeys } from '@/lib/queries/portals'
import { runKeys } from '@/lib/queries/runs'
import type { Wanted } from '@/lib/rules/publish'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000

type Publish = { wanted: Wanted; expectedVersion: number; doneMessage: string }

/** Publishes, says what has been done, and for ten seconds offers to restore exactly what was before. */
export function usePublishRun(runId: string, onPublished: () => void) {
  const queryClient = useQueryClient()
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: runKeys.all }),
      queryClient.invalidateQueries({ queryKey: portalKeys.all }),
    ])

  const undo = useMutation({
    mutationFn: (publishVersion: number) => undoPublish(browserClient(), { runId, publishVersion }),
    onSuccess: () => toast.success('Undone. Everything is as it was before.'),
    onError: (error) => {
      const appError = toAppError(error)
      if (appError.code === 'stale_version') {
        toast.error('Too late to undo', { description: 'Somebody has published since then.' })
        return
      }
      const { title, advice } = errorMessage(appError)
      toast.error(title, { description: advice })
    },
    onSettled: refresh,
  })

  const publish = useMutation({
    mutationFn: ({ wanted, expectedVersion }: Publish) =>
      publishRun(browserClient(), { runId, wanted, expectedVersion }),
    onSuccess: async (_, { expectedVersion, doneMessage }) => {
      await refresh()
      onPublished()
      // Every publish that changes something makes exactly the next version.
      const version = expectedVersion + 1
      toast.success(doneMessage, {
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => undo.mutate(version) },
      })
    },
    // What was refused because the page is out of date is explained by the newer state.
    onError: refresh,
  })

  return {
    publish: publish.mutate,
    isPending: publish.isPending,
    error: publish.error ? toAppError(publish.error) : null,
  }
}
