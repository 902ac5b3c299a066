'use client'

import { SearchBox } from '@/components/ui/search-box'
import type { PeopleCounts, PeopleParams } from '@/lib/queries/invitations'
import { GROUP_WORDS, PERSON_GROUPS, type PersonGroup } from '@/lib/rules/invitation-people'
import { normaliseSearch } from '@/lib/rules/text-search'
import { cn } from '@/lib/utils'

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
      <SearchBox
        label="Search people"
        placeholder="Name or address"
        search={params.search}
        onSearch={(search) => onChange({ search: normaliseSearch(search) }, true)}
      />
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
