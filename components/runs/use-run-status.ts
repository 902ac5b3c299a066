'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { setRunStatus } from '@/lib/mutations/runs'
import { runKeys, type RunDetail, type RunPage } from '@/lib/queries/runs'
import { STATUS_WORDS } from '@/lib/rules/run-words'
import type { RunStatus } from '@/lib/rules/runs'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000

type Run = { id: string; name: string; status: RunStatus }

/** Changes a run's status at once, takes it back when the server refuses, and offers to undo. */
export function useRunStatus(agencyId: string, run: Run) {
  const queryClient = useQueryClient()
  const detailKey = runKeys.detail(agencyId, run.id)

  function show(status: RunStatus): void {
    queryClient.setQueryData<RunDetail>(detailKey, (shown) => shown && { ...shown, status })
    queryClient.setQueriesData<RunPage>(
      { queryKey: runKeys.lists() },
      (page) =>
        page && { ...page, runs: page.runs.map((row) => (row.id === run.id ? { ...row, status } : row)) },
    )
  }

  const mutation = useMutation({
    mutationFn: (change: { from: RunStatus; to: RunStatus }) =>
      setRunStatus(browserClient(), { agencyId, runId: run.id, status: change.to }),
    onMutate: async ({ to }) => {
      await queryClient.cancelQueries({ queryKey: runKeys.all })
      show(to)
    },
    onError: (error, { from }) => {
      show(from)
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    },
    onSuccess: (_, { from, to }) => {
      toast.success(
        to === 'cancelled'
          ? `“${run.name}” is cancelled`
          : `“${run.name}” is ${STATUS_WORDS[to].toLowerCase()}`,
        {
          ...(to === 'cancelled' ? { description: 'It is no longer shown on any portal.' } : {}),
          duration: UNDO_MS,
          action: { label: 'Undo', onClick: () => mutation.mutate({ from: to, to: from }) },
        },
      )
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: runKeys.all }),
  })

  return {
    change: (to: RunStatus) => mutation.mutate({ from: run.status, to }),
    isPending: mutation.isPending,
  }
}
