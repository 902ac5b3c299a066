'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { editComment, setCommentDeleted } from '@/lib/mutations/tickets'
import type { TicketDetail } from '@/lib/queries/ticket-detail'
import { ticketKeys, type TicketScope } from '@/lib/queries/tickets'
import type { TicketComment } from '@/lib/rules/ticket-activity'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000

function sayError(error: unknown): void {
  const { title, advice } = errorMessage(toAppError(error))
  toast.error(title, { description: advice })
}

/** Changes what somebody has written: shown at once, taken back when the server refuses. */
export function useComments(scope: TicketScope, ticket: TicketDetail) {
  const queryClient = useQueryClient()
  const { agencyId } = scope
  const { clientId } = ticket

  function show(change: (comments: TicketComment[]) => TicketComment[]): void {
    queryClient.setQueriesData<TicketDetail>(
      { queryKey: ticketKeys.details() },
      (shown) => shown && (shown.id === ticket.id ? { ...shown, comments: change(shown.comments) } : shown),
    )
  }
  const showDeleted = (comment: TicketComment, isDeleted: boolean) =>
    show((comments) => {
      const others = comments.filter(({ id }) => id !== comment.id)
      return isDeleted ? others : [...others, comment]
    })
  const refresh = () => queryClient.invalidateQueries({ queryKey: ticketKeys.details() })

  const edit = useMutation({
    mutationFn: (input: { commentId: string; body: string }) =>
      editComment(browserClient(), { agencyId, clientId, ...input }),
    onSuccess: (_, { commentId, body }) =>
      show((comments) =>
        comments.map((one) =>
          one.id === commentId ? { ...one, body, editedAt: new Date().toISOString() } : one,
        ),
      ),
    onError: sayError,
    onSettled: refresh,
  })

  const remove = useMutation({
    mutationFn: ({ comment, isDeleted }: { comment: TicketComment; isDeleted: boolean }) =>
      setCommentDeleted(browserClient(), {
        agencyId,
        clientId,
        commentId: comment.id,
        isDeleted,
        now: new Date().toISOString(),
      }),
    onMutate: async ({ comment, isDeleted }) => {
      await queryClient.cancelQueries({ queryKey: ticketKeys.details() })
      showDeleted(comment, isDeleted)
    },
    onError: (error, { comment, isDeleted }) => {
      showDeleted(comment, !isDeleted)
      sayError(error)
    },
    onSuccess: (_, { comment, isDeleted }) => {
      if (!isDeleted) return
      toast.success('Your comment is deleted', {
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => remove.mutate({ comment, isDeleted: false }) },
      })
    },
    onSettled: refresh,
  })

  return {
    /** Resolves to whether it was saved; a toast says why not. */
    edit: (commentId: string, body: string) =>
      edit.mutateAsync({ commentId, body }).then(
        () => true,
        () => false,
      ),
    isEditing: edit.isPending,
    remove: (comment: TicketComment) => remove.mutate({ comment, isDeleted: true }),
  }
}
