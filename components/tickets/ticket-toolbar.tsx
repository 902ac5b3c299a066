'use client'

import { ArrowDownUp, ListFilter } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/filter-chip'
import { SearchBox } from '@/components/ui/search-box'
import { Select } from '@/components/ui/select'
import type { TicketScope } from '@/lib/queries/tickets'
import { oneOf } from '@/lib/rules/runs'
import { spanWords } from '@/lib/rules/spans'
import {
  countFilters,
  TICKET_SORTS,
  type TicketListParams,
  type TicketSort,
} from '@/lib/rules/ticket-list-params'

const TicketFilters = dynamic(
  () => import('@/components/tickets/ticket-filters').then((module) => module.TicketFilters),
  { ssr: false },
)

export const SORT_WORDS: Record<TicketSort, string> = {
  '-updated': 'Last changed',
  priority: 'Most urgent',
  due: 'Due first',
  '-created': 'Newest',
  '-number': 'Number',
}
/** Clients are not told how urgent or when due their agency finds things. */
const VIEWER_SORTS: readonly TicketSort[] = ['-updated', '-created']

type TicketToolbarProps = {
  scope: TicketScope
  params: TicketListParams
  onChange: (change: Partial<TicketListParams>, isReplacing?: boolean) => void
  /** What orders the tickets, where it is not the list's own. */
  sorting?: ReactNode
}

export function TicketToolbar({ scope, params, onChange, sorting }: TicketToolbarProps) {
  const filterCount = countFilters(params)
  const [isOpen, setIsOpen] = useState(filterCount > 0)

  return (
    <div role="search" aria-label="Tickets">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox
          label="Search tickets by words or number"
          placeholder="Search words or #number"
          search={params.search}
          onSearch={(search) => onChange({ search }, true)}
        />
        {scope.isStaff ? (
          <Button
            aria-expanded={isOpen}
            aria-controls="ticket-filters"
            onClick={() => setIsOpen(!isOpen)}
            className={filterCount > 0 ? 'text-accent' : undefined}
          >
            <ListFilter aria-hidden />
            Filters{filterCount > 0 ? ` (${filterCount})` : ''}
          </Button>
        ) : null}
        {sorting ?? (
          <label className="relative ml-auto w-40">
            <span className="sr-only">Sort by</span>
            <ArrowDownUp
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-2.5 z-10 size-4 -translate-y-1/2 text-text-subtle"
            />
            <Select
              value={params.sort}
              onChange={(event) => onChange({ sort: oneOf(TICKET_SORTS, event.target.value) ?? params.sort })}
              className="[&>select]:pl-8.5"
            >
              {(scope.isStaff ? TICKET_SORTS : VIEWER_SORTS).map((sort) => (
                <option key={sort} value={sort}>
                  {SORT_WORDS[sort]}
                </option>
              ))}
            </Select>
          </label>
        )}
      </div>
      {params.opened || params.resolved ? (
        <div className="mt-3 flex flex-wrap gap-1.5">
          {params.opened ? (
            <FilterChip
              label={`Opened ${spanWords(params.opened, scope.timeZone)}`}
              onRemove={() => onChange({ opened: null })}
            />
          ) : null}
          {params.resolved ? (
            <FilterChip
              label={`Resolved ${spanWords(params.resolved, scope.timeZone)}`}
              onRemove={() => onChange({ resolved: null })}
            />
          ) : null}
        </div>
      ) : null}
      {isOpen && scope.isStaff ? (
        <TicketFilters id="ticket-filters" scope={scope} params={params} onChange={onChange} />
      ) : null}
    </div>
  )
}
