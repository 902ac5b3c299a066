'use client'

import type { ReactNode } from 'react'
import { StatusIcon } from '@/components/tickets/ticket-badges'
import { Button } from '@/components/ui/button'
import type { BoardColumn, BoardTicket } from '@/lib/queries/ticket-board'
import { STATUS_WORDS, writtenCount, type TicketStatus } from '@/lib/rules/tickets'
import { cn } from '@/lib/utils'

type TicketColumnProps = {
  status: TicketStatus
  column: BoardColumn
  /** A card is in somebody's hand above this column. */
  isTarget: boolean
  /** How the cards are sorted when not by hand: "most urgent first". */
  sortedBy: string | null
  isLoadingMore: boolean
  onLoadMore: () => void
  /** Folds the column away; only the one that can be. */
  onCollapse?: () => void
  renderCard: (ticket: BoardTicket) => ReactNode
}

/** One status with its cards, which scroll within it, so that every column stays in reach of a card being dragged. */
export function TicketColumn(props: TicketColumnProps) {
  const { status, column, isTarget, sortedBy, isLoadingMore, onLoadMore, onCollapse, renderCard } = props
  const headingId = `column-${status}`
  return (
    <section
      data-column={status}
      aria-labelledby={headingId}
      className={cn(
        'flex max-h-[max(24rem,calc(100dvh-17rem))] min-w-66 flex-1 basis-0 snap-start flex-col rounded-lg bg-surface-sunken transition-colors',
        isTarget && 'outline-2 -outline-offset-2 outline-accent',
      )}
    >
      <header className="flex h-10 shrink-0 items-center gap-2 px-3">
        <StatusIcon status={status} />
        <h2 id={headingId} className="text-sm font-medium">
          {STATUS_WORDS[status]}
        </h2>
        <span className="text-xs text-text-muted tabular-nums">{writtenCount(column.count)}</span>
        {onCollapse ? (
          <Button size="sm" variant="ghost" className="-mr-2 ml-auto h-7" onClick={onCollapse}>
            Hide
          </Button>
        ) : null}
      </header>
      {isTarget && sortedBy ? (
        <p className="mx-2 mb-2 rounded-md border border-dashed border-accent px-2 py-1.5 text-xs text-text-muted">
          Sorted: {sortedBy}, order not kept
        </p>
      ) : null}
      <div
        role="list"
        data-cards
        aria-labelledby={headingId}
        className={cn(
          'min-h-24 flex-1 overflow-y-auto overscroll-contain px-2 pb-2 [scrollbar-width:thin]',
          // Else as blocks: a flexible column measures all that it holds again for each card that comes into view.
          column.tickets.length === 0 && 'flex flex-col',
        )}
      >
        {chunksOf(column.tickets).map((chunk) => (
          // Up to a thousand are loaded: those out of sight are neither laid out nor painted. By the chunk, because the
          // browser looks at every one that it may skip, each time that the column scrolls. What is skipped is also cut off at
          // its edge, so there is room around the cards for shadow and focus.
          <div
            key={chunk.key}
            role="presentation"
            className="-mx-2 space-y-2 px-2 py-1 [content-visibility:auto]"
            style={{ containIntrinsicHeight: `auto ${chunk.tickets.length * CARD_REM}rem` }}
          >
            {chunk.tickets.map(renderCard)}
          </div>
        ))}
        {column.tickets.length === 0 ? (
          <div
            role="listitem"
            className="flex min-h-20 flex-1 items-center justify-center rounded-md border border-dashed border-border-strong px-3 text-center text-xs text-text-muted"
          >
            Nothing here
          </div>
        ) : null}
        {column.next ? (
          <div role="listitem" className="py-1 text-center">
            <Button size="sm" pending={isLoadingMore} onClick={onLoadMore}>
              Load more
            </Button>
          </div>
        ) : null}
      </div>
    </section>
  )
}

const CHUNK = 16
/** About the height of a card with the gap below it. */
const CARD_REM = 6.5

/**
 * Cards whose number is a multiple of sixteen each begin a chunk. So a card stays in its own, the same element with the
 * focus that it has, while others come, go and move above it.
 */
function chunksOf(tickets: readonly BoardTicket[]): { key: string; tickets: BoardTicket[] }[] {
  const chunks: { key: string; tickets: BoardTicket[] }[] = []
  for (const ticket of tickets) {
    const isFirst = ticket.number % CHUNK === 0
    const last = chunks.at(-1)
    if (last && !isFirst) last.tickets.push(ticket)
    else chunks.push({ key: isFirst ? ticket.id : 'top', tickets: [ticket] })
  }
  return chunks
}

/** A column that is folded away: says how many it holds, opens when pressed, and takes cards that are dropped on it. */
export function FoldedColumn({
  status,
  count,
  isTarget,
  onOpen,
}: {
  status: TicketStatus
  count: number
  isTarget: boolean
  onOpen: () => void
}) {
  return (
    <section data-column={status} aria-label={STATUS_WORDS[status]} className="flex shrink-0 snap-start">
      <button
        type="button"
        aria-expanded={false}
        onClick={onOpen}
        className={cn(
          'flex w-10 flex-col items-center gap-2 rounded-lg bg-surface-sunken py-3 text-sm text-text-muted transition-colors hover:bg-hover hover:text-text',
          isTarget && 'outline-2 -outline-offset-2 outline-accent',
        )}
      >
        <StatusIcon status={status} />
        <span className="font-medium [writing-mode:vertical-rl]">{STATUS_WORDS[status]}</span>
        <span className="text-xs tabular-nums">{writtenCount(count)}</span>
        <span className="sr-only">Show this column</span>
      </button>
    </section>
  )
}
