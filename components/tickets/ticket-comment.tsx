'use client'

import { Lock, Pencil, Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Initials } from '@/components/layout/initials'
import { useComments } from '@/components/tickets/use-comments'
import { When } from '@/components/tickets/ticket-timeline'
import { focusNow, useKept } from '@/components/tickets/use-kept'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/textarea'
import type { TicketDetail } from '@/lib/queries/ticket-detail'
import type { TicketScope } from '@/lib/queries/tickets'
import type { TicketComment } from '@/lib/rules/ticket-activity'
import { canStillEdit, COMMENT_MAX_LENGTH } from '@/lib/rules/tickets'
import { cn } from '@/lib/utils'

type TicketCommentItemProps = {
  scope: TicketScope
  ticket: TicketDetail
  comment: TicketComment
  now: Date
}

/** Comments that somebody is changing; a drawer that closes loses nothing of it. */
const changed = new Map<string, string>()

/** One comment. An internal one looks like what it is, wherever both kinds stand together. */
export function TicketCommentItem({ scope, ticket, comment, now }: TicketCommentItemProps) {
  const comments = useComments(scope, ticket)
  const [typed, setTyped] = useKept(changed, `${scope.userId} ${comment.id}`)
  const isMine = comment.authorId === scope.userId
  const isInternal = comment.visibility === 'internal'
  const author = comment.authorName ?? 'Former member'
  const canEdit = isMine && canStillEdit(comment.at, now)

  async function save(): Promise<void> {
    const body = (typed ?? '').trim()
    if (body === '') return
    if (body === comment.body || (await comments.edit(comment.id, body))) setTyped(null)
  }
  function handleKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && typed === comment.body) setTyped(null)
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      void save()
    }
  }

  return (
    <li className="flex gap-3">
      <Initials name={author} className="mt-2 size-6! rounded-full text-[0.625rem]!" />
      <article
        aria-label={`${isInternal ? 'Internal note' : 'Comment'} by ${author}`}
        className={cn(
          'min-w-0 flex-1 rounded-lg border px-3.5 py-2.5',
          isInternal ? 'border-dashed border-border-strong bg-surface-sunken' : 'border-border bg-surface',
        )}
      >
        <header className="flex min-h-7 flex-wrap items-center gap-x-2 text-sm">
          <bdi className="font-medium">{author}</bdi>
          <When at={comment.at} now={now} timeZone={scope.timeZone} />
          {comment.editedAt ? <span className="text-text-subtle">edited</span> : null}
          {scope.isStaff ? (
            <span className="inline-flex items-center gap-1 text-xs text-text-subtle [&_svg]:size-3">
              {isInternal ? <Lock aria-hidden /> : null}
              {isInternal ? 'Internal' : 'To the client'}
            </span>
          ) : null}
          {isMine && typed === null ? (
            <span className="-mr-2 ml-auto flex">
              {canEdit ? (
                <Button
                  variant="ghost"
                  size="icon"
                  className="size-7!"
                  aria-label="Edit your comment"
                  title="Edit (for 15 minutes)"
                  onClick={() => setTyped(comment.body)}
                >
                  <Pencil aria-hidden />
                </Button>
              ) : null}
              <Button
                variant="ghost"
                size="icon"
                className="size-7!"
                aria-label="Delete your comment"
                title="Delete"
                onClick={() => comments.remove(comment)}
              >
                <Trash2 aria-hidden />
              </Button>
            </span>
          ) : null}
        </header>
        {typed === null ? (
          <p
            dir="auto"
            className="mt-0.5 text-sm leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            {comment.body}
          </p>
        ) : (
          <div className="mt-1 flex flex-col gap-2">
            <Textarea
              ref={focusNow}
              aria-label="Your comment"
              data-keeps-escape={typed === comment.body ? '' : undefined}
              dir="auto"
              maxLength={COMMENT_MAX_LENGTH}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={handleKeyDown}
              className="field-sizing-content min-h-16"
            />
            <div className="flex justify-end gap-2">
              <Button size="sm" variant="ghost" onClick={() => setTyped(null)}>
                Cancel
              </Button>
              <Button size="sm" variant="primary" pending={comments.isEditing} onClick={() => void save()}>
                Save
              </Button>
            </div>
          </div>
        )}
      </article>
    </li>
  )
}
