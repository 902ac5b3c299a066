'use client'

import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { Initials } from '@/components/layout/initials'
import { ticketPeopleQuery, type TicketPerson, type TicketScope } from '@/lib/queries/tickets'
import { insertMention, mentionAt, peopleToMention } from '@/lib/rules/mentions'
import { COMMENT_MAX_LENGTH } from '@/lib/rules/tickets'
import { browserClient } from '@/lib/supabase/browser'

type MentionBoxProps = {
  id: string
  scope: TicketScope
  /** The client whose people can be called, too; null for what only the team reads. */
  clientId: string | null
  value: string
  placeholder: string
  onChange: (text: string) => void
  onSubmit: () => void
}

const SHOWN = 6

/** A text box in which `@` offers the people who will be able to read it. Who they are is asked for with the first `@`. */
export function MentionBox(props: MentionBoxProps) {
  const { id, scope, clientId, value, placeholder, onChange, onSubmit } = props
  const box = useRef<HTMLTextAreaElement>(null)
  const [caret, setCaret] = useState(0)
  const [active, setActive] = useState(0)
  const [isDismissed, setIsDismissed] = useState(false)
  const call = scope.isStaff && !isDismissed ? mentionAt(value, caret) : null
  const people = useQuery({
    ...ticketPeopleQuery(browserClient(), scope.agencyId, clientId),
    enabled: scope.isStaff && value.includes('@'),
  })
  const known = people.data
  const offered = call && known ? peopleToMention(known, call.typed).slice(0, SHOWN) : []
  const chosen = offered[Math.min(active, offered.length - 1)]

  function insert(person: TicketPerson): void {
    if (!call) return
    const next = insertMention(value, caret, call.start, person.name)
    // At once, so that the next key already finds the caret behind the name.
    flushSync(() => {
      onChange(next.text)
      setCaret(next.caret)
      setActive(0)
    })
    box.current?.focus()
    box.current?.setSelectionRange(next.caret, next.caret)
  }

  function handleKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      onSubmit()
      return
    }
    if (!chosen || event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setActive((active + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length)
    }
    if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault()
      insert(chosen)
    }
    if (event.key === 'Escape') {
      setIsDismissed(true)
    }
  }

  return (
    <div className="relative">
      <textarea
        ref={box}
        id={id}
        dir="auto"
        rows={2}
        maxLength={COMMENT_MAX_LENGTH}
        value={value}
        placeholder={placeholder}
        data-keeps-escape={chosen ? '' : undefined}
        aria-autocomplete={scope.isStaff ? 'list' : undefined}
        aria-controls={chosen ? `${id}-people` : undefined}
        aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
        onChange={(event) => {
          onChange(event.target.value)
          setCaret(event.target.selectionStart)
          setIsDismissed(false)
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={handleKeyDown}
        className="block field-sizing-content max-h-[30dvh] min-h-15 w-full resize-none bg-transparent px-3 py-1.5 text-sm text-text outline-none placeholder:text-text-subtle"
      />
      {chosen ? (
        <div
          id={`${id}-people`}
          role="listbox"
          aria-label="People to mention"
          className="absolute bottom-full left-2 z-10 mb-1 w-64 rounded-lg border border-border bg-surface-raised p-1 shadow-raised"
        >
          {offered.map((person) => (
            // The keys are the text box's: it never loses the focus.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={person.id}
              id={`${id}-${person.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={person === chosen}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => insert(person)}
              className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm aria-selected:bg-hover"
            >
              <Initials name={person.name} className="size-5! rounded-full text-[0.625rem]!" />
              <bdi className="min-w-0 flex-1 truncate">{person.name}</bdi>
              {person.isStaff ? null : <span className="text-xs text-text-subtle">Client</span>}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  )
}
