'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { messageKeys } from '@/lib/queries/messages'
import { countOf } from '@/lib/rules/run-words'
import { announceSessionExpired } from '@/lib/session-events'

/** Puts failed mails back into the queue and says what came of it; `send` returns how many they were. */
export function useReplay<Target>(send: (target: Target) => Promise<number>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (count) =>
      count > 0
        ? toast.success(
            count === 1 ? 'It goes out again in a moment' : `${countOf(count, 'mail')} go out again`,
          )
        : toast.info('There is nothing to send again'),
    onError: (problem) => {
      const error = toAppError(problem)
      if (error.code === 'session_expired') announceSessionExpired()
      const { title, advice } = errorMessage(error)
      toast.error(title, { description: advice })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: messageKeys.all }),
  })
}
