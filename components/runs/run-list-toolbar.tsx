'use client'

import { ArrowDownUp, ListFilter } from 'lucide-react'
import { useState } from 'react'
import { RunFilters } from '@/components/runs/run-filters'
import { Button } from '@/components/ui/button'
import { SearchBox } from '@/components/ui/search-box'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import type { AgencyScope } from '@/lib/queries/runs'
import {
  countFilters,
  RUN_SORTS,
  type RunListParams,
  type RunPeriod,
  type RunSort,
} from '@/lib/rules/run-list-params'
import { oneOf } from '@/lib/rules/runs'

const PERIODS: readonly { value: RunPeriod; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'upcoming', label: 'Upcoming' },
  { value: 'past', label: 'Past' },
]

const SORT_WORDS: Record<RunSort, string> = {
  start: 'Soonest first',
  '-start': 'Latest first',
  name: 'Name',
  '-changed': 'Last changed',
}

type RunListToolbarProps = {
  scope: AgencyScope
  params: RunListParams
  onChange: (change: Partial<RunListParams>, isReplacing?: boolean) => void
}

export function RunListToolbar({ scope, params, onChange }: RunListToolbarProps) {
  const filterCount = countFilters(params)
  const [isOpen, setIsOpen] = useState(filterCount > 0)

  return (
    <div role="search" aria-label="Runs">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox
          label="Search runs by name"
          placeholder="Search by name"
          search={params.search}
          onSearch={(search) => onChange({ search }, true)}
        />
        <Segmented
          label="Period"
          value={params.period}
          options={PERIODS}
          onValueChange={(period) => onChange({ period })}
          className="w-full sm:w-auto"
        />
        <div className="flex grow items-center justify-between gap-2">
          <Button
            aria-expanded={isOpen}
            aria-controls="run-filters"
            onClick={() => setIsOpen(!isOpen)}
            className={filterCount > 0 ? 'text-accent' : undefined}
          >
            <ListFilter aria-hidden />
            Filters{filterCount > 0 ? ` (${filterCount})` : ''}
          </Button>
          <label className="relative w-40">
            <span className="sr-only">Sort by</span>
            <ArrowDownUp
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-2.5 z-10 size-4 -translate-y-1/2 text-text-subtle"
            />
            <Select
              value={params.sort}
              onChange={(event) => onChange({ sort: oneOf(RUN_SORTS, event.target.value) ?? params.sort })}
              className="[&>select]:pl-8.5"
            >
              {RUN_SORTS.map((sort) => (
                <option key={sort} value={sort}>
                  {SORT_WORDS[sort]}
                </option>
              ))}
            </Select>
          </label>
        </div>
      </div>
      {isOpen ? <RunFilters id="run-filters" scope={scope} params={params} onChange={onChange} /> : null}
    </div>
  )
}
