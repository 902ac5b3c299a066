'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Globe, Lock } from 'lucide-react'
import { useId } from 'react'
import { MentionBox } from '@/components/tickets/mention-box'
import { useCommentDraft } from '@/components/tickets/use-comment-draft'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Segmented } from '@/components/ui/segmented'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { addComment } from '@/lib/mutations/tickets'
import { clientKeys } from '@/lib/queries/clients'
import type { TicketDetail } from '@/lib/queries/ticket-detail'
import { ticketKeys, ticketPeopleQuery, type TicketScope } from '@/lib/queries/tickets'
import { mentionedIn } from '@/lib/rules/mentions'
import type { Visibility } from '@/lib/rules/tickets'
import { browserClient } from '@/lib/supabase/browser'
import { cn } from '@/lib/utils'

type CommentComposerProps = { scope: TicketScope; ticket: TicketDetail }

const WHOM = [
  { value: 'internal' as const, label: 'Internal', icon: <Lock aria-hidden /> },
  { value: 'client' as const, label: 'Client', icon: <Globe aria-hidden /> },
]

/**
 * Where the next word is written. Whom it is for shows in the box's border, in its label and on the button that sends it,
 * so that nobody tells the client what was meant for the team. It cannot be changed afterwards.
 */
export function CommentComposer({ scope, ticket }: CommentComposerProps) {
  const queryClient = useQueryClient()
  const draft = useCommentDraft(`${scope.userId} ${ticket.id}`)
  const id = useId()
  const { isStaff } = scope
  const canShare = ticket.visibility === 'client'
  const visibility: Visibility = isStaff ? (canShare ? draft.visibility : 'internal') : 'client'
  const isForClient = visibility === 'client'
  // People of the client are called only where they read along.
  const calledClientId = isForClient ? ticket.clientId : null
  const client = ticket.clientName ?? 'the client'

  const send = useMutation({
    // After what is still being saved of the ticket: until it is shared, nothing can be said to the client there.
    scope: { id: 'change-tickets' },
    mutationFn: async () => {
      // Whoever is quicker than the names would otherwise call nobody.
      const people =
        isStaff && draft.text.includes('@')
          ? await queryClient.query(ticketPeopleQuery(browserClient(), scope.agencyId, calledClientId))
          : []
      return addComment(browserClient(), {
        agencyId: scope.agencyId,
        clientId: ticket.clientId,
        ticketId: ticket.id,
        body: draft.text.trim(),
        visibility,
        mentions: mentionedIn(draft.text, people),
      })
    },
    onSuccess: async () => {
      draft.clear()
      // The client's word may have opened a resolved ticket again.
      void queryClient.invalidateQueries({ queryKey: ticketKeys.lists() })
      void queryClient.invalidateQueries({ queryKey: clientKeys.frame(scope.agencyId, ticket.clientId) })
      await queryClient.invalidateQueries({ queryKey: ticketKeys.details() })
    },
  })
  const submit = () => {
    if (draft.text.trim() !== '' && !send.isPending) send.mutate()
  }
  const label = !isStaff ? 'Your comment' : isForClient ? `Comment to ${client}` : 'Internal note'
  const error = send.error ? errorMessage(toAppError(send.error)) : null

  return (
    <footer className="shrink-0 border-t border-border px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {error ? (
        <Notice tone="danger" isAlert title={error.title} className="mb-2">
          {error.advice}
        </Notice>
      ) : null}
      <div
        className={cn(
          'rounded-lg border-2 transition-colors',
          isForClient ? 'border-accent bg-surface' : 'border-dashed border-border-strong bg-surface-sunken',
        )}
      >
        <label htmlFor={id} className="block px-3 pt-2 text-xs font-medium text-text-muted">
          {label}
        </label>
        <MentionBox
          id={id}
          scope={scope}
          clientId={calledClientId}
          value={draft.text}
          onChange={draft.write}
          onSubmit={submit}
          placeholder={
            isForClient
              ? isStaff
                ? 'Everybody of the client who has access reads this'
                : 'Write to the team'
              : 'Only your team reads this. @ calls somebody.'
          }
        />
        <div className="flex flex-wrap items-center justify-between gap-2 px-2 pb-2">
          {isStaff && canShare ? (
            <Segmented label="Who reads it" value={visibility} options={WHOM} onValueChange={draft.address} />
          ) : (
            <p className="px-1 text-xs text-text-subtle">
              {isStaff
                ? 'The client does not see this ticket.'
                : ticket.status === 'resolved'
                  ? 'Your comment opens this ticket again.'
                  : ''}
            </p>
          )}
          <Button
            size="sm"
            variant={isForClient ? 'primary' : 'secondary'}
            pending={send.isPending}
            disabled={draft.text.trim() === ''}
            title="Ctrl or ⌘ + Enter"
            onClick={submit}
          >
            {!isStaff ? 'Send' : isForClient ? 'Send to client' : 'Add internal note'}
          </Button>
        </div>
      </div>
    </footer>
  )
}
