'use client'

import { DayJump } from '@/components/ui/day-jump'
import { FilterChip } from '@/components/ui/filter-chip'
import { SearchBox } from '@/components/ui/search-box'
import { Select } from '@/components/ui/select'
import { cursorOfDay, type CommunicationListParams } from '@/lib/rules/communication-list-params'
import {
  COMMUNICATION_TYPES,
  COMMUNICATION_VISIBILITIES,
  DIRECTIONS,
  directionWords,
  TYPE_WORDS,
  VISIBILITY_WORDS,
} from '@/lib/rules/communications'
import { oneOf } from '@/lib/rules/runs'
import { spanWords } from '@/lib/rules/spans'

type CommunicationToolbarProps = {
  params: CommunicationListParams
  timeZone: string
  isStaff: boolean
  /** The day at the top of the list, "2026-11-03"; null when it is empty. */
  firstDay: string | null
  today: string
  onChange: (change: Partial<CommunicationListParams>, isReplacing?: boolean) => void
}

export function CommunicationToolbar({
  params,
  timeZone,
  isStaff,
  firstDay,
  today,
  onChange,
}: CommunicationToolbarProps) {
  return (
    <div role="search" aria-label="Communications" className="flex flex-wrap items-center gap-2">
      <SearchBox
        label="Search communications"
        placeholder="Search"
        search={params.search}
        onSearch={(search) => onChange({ search }, true)}
      />
      <div className="grid grow grid-cols-2 gap-2 sm:flex sm:flex-wrap">
        <Select
          aria-label="Type"
          className="sm:w-32"
          value={params.type ?? ''}
          onChange={(event) => onChange({ type: oneOf(COMMUNICATION_TYPES, event.target.value) })}
        >
          <option value="">All types</option>
          {COMMUNICATION_TYPES.map((type) => (
            <option key={type} value={type}>
              {TYPE_WORDS[type]}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Direction"
          className="sm:w-36"
          value={params.direction ?? ''}
          onChange={(event) => onChange({ direction: oneOf(DIRECTIONS, event.target.value) })}
        >
          <option value="">Either way</option>
          {DIRECTIONS.map((direction) => (
            <option key={direction} value={direction}>
              {directionWords(direction, isStaff)}
            </option>
          ))}
        </Select>
        {isStaff ? (
          <Select
            aria-label="Who reads it"
            className="sm:w-44"
            value={params.visibility ?? ''}
            onChange={(event) =>
              onChange({ visibility: oneOf(COMMUNICATION_VISIBILITIES, event.target.value) })
            }
          >
            <option value="">Whoever reads it</option>
            {COMMUNICATION_VISIBILITIES.map((visibility) => (
              <option key={visibility} value={visibility}>
                {VISIBILITY_WORDS[visibility]}
              </option>
            ))}
          </Select>
        ) : null}
        <DayJump
          className="sm:w-38"
          day={params.cursor ? (firstDay ?? '') : ''}
          today={today}
          onJump={(day) => onChange({ cursor: cursorOfDay(day, timeZone) })}
        />
      </div>
      {params.occurred ? (
        <FilterChip
          label={spanWords(params.occurred, timeZone)}
          onRemove={() => onChange({ occurred: null })}
        />
      ) : null}
    </div>
  )
}
