'use client'

import { Search } from 'lucide-react'
import { useRef, useState } from 'react'
import { Input } from '@/components/ui/input'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { PeopleCounts, PeopleParams } from '@/lib/queries/invitations'
import { GROUP_WORDS, PERSON_GROUPS, type PersonGroup } from '@/lib/rules/invitation-people'
import { normaliseSearch } from '@/lib/rules/text-search'
import { cn } from '@/lib/utils'

const SEARCH_DELAY_MS = 250

type PeopleToolbarProps = {
  params: PeopleParams
  counts: PeopleCounts | undefined
  onChange: (change: Partial<PeopleParams>, isReplacing?: boolean) => void
}

export function PeopleToolbar({ params, counts, onChange }: PeopleToolbarProps) {
  const groups: (PersonGroup | null)[] = [
    null,
    // A group without anybody is no question worth asking; the one that is shown stays, so that it can be left.
    ...PERSON_GROUPS.filter((group) => group === params.group || (counts?.[group] ?? 0) > 0),
  ]
  return (
    <div role="search" aria-label="Stakeholders" className="flex flex-wrap items-center gap-2 px-3 pb-3">
      <SearchBox search={params.search} onSearch={(search) => onChange({ search }, true)} />
      <div role="group" aria-label="Show" className="flex min-w-0 flex-wrap gap-1">
        {groups.map((group) => (
          <button
            key={group ?? 'all'}
            type="button"
            aria-pressed={group === params.group}
            onClick={() => onChange({ group })}
            className={cn(
              'inline-flex h-8 items-center gap-1.5 rounded-md px-2.5 text-sm whitespace-nowrap transition-colors',
              group === params.group
                ? 'bg-hover font-medium text-text'
                : 'text-text-muted hover:bg-hover hover:text-text',
            )}
          >
            {group === null ? 'All' : GROUP_WORDS[group]}
            {counts ? (
              <span className="text-text-subtle tabular-nums">
                {counts[group ?? 'everybody'].toLocaleString('en-GB')}
              </span>
            ) : null}
          </button>
        ))}
      </div>
    </div>
  )
}

function SearchBox({ search, onSearch }: { search: string; onSearch: (text: string) => void }) {
  // What is being typed, down to the trailing blank that the address does not keep.
  const [typed, setTyped] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)
  useShortcut('search', () => input.current?.focus())

  function handleChange(text: string): void {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onSearch(normaliseSearch(text)), SEARCH_DELAY_MS)
  }

  function handleBlur(): void {
    if (typed === null) return
    clearTimeout(timer.current)
    if (normaliseSearch(typed) !== search) onSearch(normaliseSearch(typed))
    setTyped(null)
  }

  return (
    <div className="relative min-w-44 flex-1 basis-44 sm:max-w-60">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-text-subtle"
      />
      <Input
        ref={input}
        type="search"
        aria-label="Search people"
        placeholder="Name or address"
        value={typed ?? search}
        onChange={(event) => handleChange(event.target.value)}
        onBlur={handleBlur}
        className="pl-8.5"
      />
    </div>
  )
}
