'use client'

import { ArrowDownUp } from 'lucide-react'
import { SORT_WORDS } from '@/components/tickets/ticket-toolbar'
import { Select } from '@/components/ui/select'
import { oneOf } from '@/lib/rules/runs'
import { BOARD_ORDERS, type BoardOrder } from '@/lib/rules/ticket-board'

/** What the cards are sorted by; `manual` is as people put them. */
export const ORDER_WORDS: Record<BoardOrder, string> = {
  ...SORT_WORDS,
  manual: 'By hand',
}

type BoardOrderSelectProps = { order: BoardOrder; onChange: (order: BoardOrder) => void }

export function BoardOrderSelect({ order, onChange }: BoardOrderSelectProps) {
  return (
    <label className="relative ml-auto w-40">
      <span className="sr-only">Sort by</span>
      <ArrowDownUp
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 z-10 size-4 -translate-y-1/2 text-text-subtle"
      />
      <Select
        value={order}
        onChange={(event) => onChange(oneOf(BOARD_ORDERS, event.target.value) ?? order)}
        className="[&>select]:pl-8.5"
      >
        {BOARD_ORDERS.map((one) => (
          <option key={one} value={one}>
            {ORDER_WORDS[one]}
          </option>
        ))}
      </Select>
    </label>
  )
}
