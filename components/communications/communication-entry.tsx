'use client'

import { ArrowDownLeft, ArrowUpRight, Pin } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { CommunicationIcon } from '@/components/communications/communication-icon'
import { SafeText } from '@/components/ui/safe-text'
import { VisibilityBadge } from '@/components/ui/visibility-badge'
import { formatDateTime } from '@/lib/dates'
import type { Communication } from '@/lib/queries/communications'
import { directionWords, durationWords, titleOf, TYPE_WORDS } from '@/lib/rules/communications'

const LONG_TEXT = 320
const MANY_LINES = 4

type CommunicationEntryProps = {
  entry: Communication
  timeZone: string
  isStaff: boolean
  /** Among the pinned, where no heading says the day and every one is pinned. */
  hasDate?: boolean
  /** With whom it was, among entries of other clients. */
  client?: ReactNode
  /** What can be done with it, at the right. */
  actions?: ReactNode
}

/** What was said once, with whom and by whom. */
export function CommunicationEntry({
  entry,
  timeZone,
  isStaff,
  hasDate = false,
  client,
  actions,
}: CommunicationEntryProps) {
  const { type, direction, subject, body, participants, durationMinutes } = entry
  const title = titleOf(entry)
  const text = subject?.trim() ? body : body?.trim() === title ? null : body
  const time = formatDateTime(entry.occurredAt, timeZone, hasDate ? 'moment' : 'time')
  return (
    <li id={`entry-${entry.id}`} className="flex gap-3 px-4 py-3.5">
      <CommunicationIcon type={type} />
      <div className="min-w-0 flex-1">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <h3 dir="auto" className="wrap-anywhere text-sm font-medium">
              {title}
            </h3>
            <div className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-text-muted">
              {client}
              <span>{TYPE_WORDS[type]}</span>
              {direction ? (
                <span className="inline-flex items-center gap-1">
                  {direction === 'inbound' ? (
                    <ArrowDownLeft aria-hidden className="size-3.5 text-text-subtle" />
                  ) : (
                    <ArrowUpRight aria-hidden className="size-3.5 text-text-subtle" />
                  )}
                  {directionWords(direction, isStaff)}
                </span>
              ) : null}
              <time dateTime={entry.occurredAt} className="tabular-nums">
                {time}
              </time>
              {durationMinutes === null ? null : <span>{durationWords(durationMinutes)}</span>}
              {isStaff ? <VisibilityBadge visibility={entry.visibility} /> : null}
              {entry.isPinned && !hasDate ? (
                <span className="inline-flex items-center gap-1 text-text-subtle">
                  <Pin aria-hidden className="size-3.5" />
                  Pinned
                </span>
              ) : null}
            </div>
          </div>
          {actions}
        </div>
        {text ? <Body text={text} /> : null}
        <p className="mt-1.5 text-xs text-text-subtle">
          {participants.length > 0 ? (
            <>
              With <bdi>{participants.join(', ')}</bdi> ·{' '}
            </>
          ) : null}
          Logged by <bdi>{entry.authorName ?? 'a former member'}</bdi>
        </p>
      </div>
    </li>
  )
}

/** Long texts begin folded, so that a page of entries can be skimmed. */
function Body({ text }: { text: string }) {
  const isLong = text.length > LONG_TEXT || text.split('\n').length > MANY_LINES
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className="mt-2 max-w-prose text-sm">
      <SafeText text={text} className={isLong && !isOpen ? 'line-clamp-4' : ''} />
      {isLong ? (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="mt-1 inline-flex min-h-6 items-center rounded-sm text-sm text-text-muted underline decoration-border-strong underline-offset-2 hover:text-text"
        >
          {isOpen ? 'Show less' : 'Show all'}
        </button>
      ) : null}
    </div>
  )
}
