'use client'

import { useId, useState } from 'react'
import { cn } from '@/lib/utils'

/** Longer than this is folded. Measured in what is written, not in pixels, so that the server folds the same. */
const LONG_CHARACTERS = 220
const LONG_LINES = 3

/** The body of a notification: whole when short, otherwise its beginning with a button for the rest. */
export function NotificationText({ body }: { body: string }) {
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  // A blank line between paragraphs is for mails; in a list it would only be a hole.
  const text = body.replace(/\n{2,}/g, '\n')
  const isLong = text.length > LONG_CHARACTERS || text.split('\n').length > LONG_LINES
  if (body === '') return null
  return (
    <>
      <p
        id={id}
        className={cn(
          'mt-0.5 text-sm break-words whitespace-pre-line text-text-muted',
          isLong && !isOpen && 'line-clamp-2',
        )}
      >
        <bdi>{text}</bdi>
      </p>
      {isLong ? (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen(!isOpen)}
          className="relative z-10 mt-0.5 inline-flex min-h-6 items-center rounded-sm text-sm font-medium text-accent hover:underline"
        >
          {isOpen ? 'Show less' : 'Show all'}
        </button>
      ) : null}
    </>
  )
}
