'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { createRun } from '@/lib/mutations/runs'
import { paths } from '@/lib/paths'
import { runDetailQuery, runKeys, type AgencyScope } from '@/lib/queries/runs'
import { duplicateName } from '@/lib/rules/runs'
import { toRunForm } from '@/lib/schemas/runs'
import { browserClient } from '@/lib/supabase/browser'

/** Makes a draft with the same text, times and zone, published nowhere, and goes to it. */
export function useDuplicateRun(scope: AgencyScope, runId: string) {
  const queryClient = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: async () => {
      const run = await queryClient.query(runDetailQuery(browserClient(), scope.agencyId, runId))
      const form = toRunForm(run, scope.timeZone)
      return createRun(browserClient(), scope.agencyId, {
        ...form,
        name: duplicateName(run.name),
        status: 'draft',
      })
    },
    onSuccess: async (created) => {
      await queryClient.invalidateQueries({ queryKey: runKeys.lists() })
      router.push(paths.run(created.id))
      toast.success('Duplicated as a draft')
    },
    onError: (error) => {
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    },
  })
}
