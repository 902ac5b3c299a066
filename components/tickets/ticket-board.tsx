'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { BulkBar, loadTicketDrawer, MovePicker } from '@/components/tickets/lazy'
import { BoardOrderSelect, ORDER_WORDS } from '@/components/tickets/board-order-select'
import { TicketCard } from '@/components/tickets/ticket-card'
import { FoldedColumn, TicketColumn } from '@/components/tickets/ticket-column'
import { TicketPanels } from '@/components/tickets/ticket-panels'
import { TicketTabs } from '@/components/tickets/ticket-tabs'
import { TicketToolbar } from '@/components/tickets/ticket-toolbar'
import { TicketViewBar } from '@/components/tickets/ticket-view-bar'
import type { TicketPick } from '@/components/tickets/ticket-row'
import { useCardLift } from '@/components/tickets/use-card-lift'
import { useCardMoves } from '@/components/tickets/use-card-moves'
import type { ViewsDialog } from '@/components/tickets/ticket-views'
import { useTicketActions } from '@/components/tickets/use-ticket-actions'
import { useTicketKeys } from '@/components/tickets/use-ticket-keys'
import { useTicketSelection } from '@/components/tickets/use-ticket-selection'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { StaleNotice } from '@/components/ui/stale-notice'
import { toast } from '@/components/ui/toast'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useNow } from '@/components/ui/use-now'
import { useShortcut } from '@/components/ui/use-shortcut'
import { useSteady } from '@/components/ui/use-steady'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import {
  boardKeys,
  listMoreCards,
  ticketBoardQuery,
  withMoreCards,
  type TicketBoard as Board,
} from '@/lib/queries/ticket-board'
import { todayIn } from '@/lib/queries/ticket-filters'
import type { TicketScope } from '@/lib/queries/tickets'
import { BOARD_TABS, boardStatuses, layMoves, parseBoardParams } from '@/lib/rules/ticket-board'
import {
  changeTicketListParams,
  formatTicketListParams,
  type TicketListParams,
} from '@/lib/rules/ticket-list-params'
import { TICKET_STATUSES, type TicketStatus } from '@/lib/rules/tickets'
import { browserClient } from '@/lib/supabase/browser'

const NO_CARDS: Board['columns'] = {
  open: { tickets: [], count: 0, next: null },
  in_progress: { tickets: [], count: 0, next: null },
  waiting: { tickets: [], count: 0, next: null },
  resolved: { tickets: [], count: 0, next: null },
  closed: { tickets: [], count: 0, next: null },
}

/** The tickets of a list as cards in columns by status. Everything that it shows is in the address. */
export function TicketBoard({ scope, ViewsDialog }: { scope: TicketScope; ViewsDialog: ViewsDialog }) {
  const address = useAddressQuery()
  const { query, hrefWith, setQuery } = address
  const params = parseBoardParams(query)
  const { filter, order, isClosedOpen } = params
  const isManual = order === 'manual'
  const statuses = boardStatuses(params)
  const board = useQuery(ticketBoardQuery(browserClient(), scope, params))
  const frame = useRef<HTMLDivElement>(null)
  const actions = useTicketActions(scope)
  const moves = useCardMoves(scope, params, actions)
  const columns = layMoves(board.data?.columns ?? NO_CARDS, moves.pending) as Board['columns']
  const { lift, laid, said, drop, boardProps } = useCardLift({
    board: frame,
    columns,
    statuses,
    isManual,
    onMove: moves.move,
  })
  const tickets = statuses.flatMap((status) => columns[status].tickets)
  const selection = useTicketSelection(tickets)
  const [picking, setPicking] = useState<{ ticketId: string; pick: TicketPick | 'move' } | null>(null)
  const more = useLoadMore(scope, params)
  const now = useNow(board.dataUpdatedAt)
  const today = todayIn(scope.timeZone, now)
  const find = (ticketId: string) => tickets.find(({ id }) => id === ticketId)
  // The status filter of a board is its column; the list's other names for it go.
  const written = (next: TicketListParams) => ({ ...formatTicketListParams(next), sort: query.sort })
  const change = (next: Partial<TicketListParams>, isReplacing = false) =>
    setQuery(written(changeTicketListParams({ ...filter, tab: filter.tab }, next)), { isReplacing })
  const open = useSteady((number: number) => setQuery({ ticket: String(number) }))
  const select = useSteady(selection.select)
  const askMove = useSteady((ticketId: string) => setPicking({ ticketId, pick: 'move' }))

  useShortcut('new-ticket', () => setQuery({ new: '1', about: undefined }))
  useTicketKeys(frame, {
    isStaff: true,
    onSelect: (id) => selection.toggle(id),
    onSelectRange: (id) => selection.select(id, true, true),
    onPick: (ticketId, pick) => setPicking({ ticketId, pick }),
    onMove: askMove,
    onTake: (ticketId) => {
      const ticket = find(ticketId)
      if (!ticket || ticket.assigneeId === scope.userId) return
      actions.edit({ ticket, change: { assigneeId: scope.userId }, assigneeName: scope.userName })
    },
  })
  const picked = picking && find(picking.ticketId)
  useKeptFocus(frame, picking === null ? null : picking.ticketId)

  function renderColumn(status: TicketStatus) {
    const column = laid[status]
    const isTarget = lift?.move.status === status
    if (status === 'closed' && !isClosedOpen) {
      return (
        <FoldedColumn
          key={status}
          status={status}
          count={column.count}
          isTarget={isTarget}
          onOpen={() => setQuery({ closed: '1' })}
        />
      )
    }
    return (
      <TicketColumn
        key={status}
        status={status}
        column={column}
        isTarget={isTarget}
        sortedBy={isManual ? null : ORDER_WORDS[order].toLowerCase()}
        isLoadingMore={more.isPending && more.variables === status}
        onLoadMore={() => more.mutate(status)}
        {...(status === 'closed' && filter.status === null
          ? { onCollapse: () => setQuery({ closed: undefined }) }
          : {})}
        renderCard={(ticket) => (
          <TicketCard
            key={ticket.id}
            ticket={ticket}
            href={hrefWith({ ticket: String(ticket.number) })}
            today={today}
            isSelected={selection.isSelected(ticket.id)}
            isLifted={lift?.move.ticketId === ticket.id}
            onOpen={open}
            onSelect={select}
            onAskMove={askMove}
          />
        )}
      />
    )
  }

  function renderBody() {
    if (board.isPending) return <BoardSkeleton />
    if (board.isLoadingError) return <ErrorState error={board.error} onRetry={() => void board.refetch()} />
    return (
      <div
        ref={frame}
        role="group"
        aria-label="Board"
        aria-busy={board.isPlaceholderData}
        onPointerEnter={() => void loadTicketDrawer()}
        // What only screen readers read is positioned; without `relative` it would widen the page.
        className="relative -mx-4 flex snap-x items-stretch gap-3 overflow-x-auto px-4 pb-2 aria-busy:opacity-60 sm:mx-0 sm:px-0 md:snap-none"
        {...boardProps}
      >
        {statuses.map(renderColumn)}
      </div>
    )
  }

  return (
    <>
      <TicketViewBar scope={scope} address={address} ViewsDialog={ViewsDialog} view="board">
        <TicketTabs
          tab={filter.tab}
          tabs={BOARD_TABS}
          isStaff
          counts={null}
          hrefOf={(tab) => hrefWith(written(changeTicketListParams(filter, { tab })))}
          onChange={(tab) => change({ tab })}
        />
      </TicketViewBar>
      <div className="mt-3 mb-3">
        <TicketToolbar
          scope={scope}
          params={filter}
          onChange={change}
          sorting={
            <BoardOrderSelect
              order={order}
              onChange={(next) => setQuery({ order: next === 'manual' ? undefined : next })}
            />
          }
        />
      </div>
      <StaleNotice query={board} className="mb-3 rounded-md border" />
      {renderBody()}
      <p role="status" aria-live="polite" className="sr-only">
        {said}
      </p>
      <p id="board-help" hidden>
        Space lifts the card, M opens its menu for moving.
      </p>
      {selection.selectedIds.length > 0 ? (
        <BulkBar
          scope={scope}
          actions={actions}
          tickets={tickets.filter(({ id }) => selection.isSelected(id))}
          onSelect={selection.choose}
          allIds={tickets.map(({ id }) => id)}
        />
      ) : null}
      {picked && picking.pick === 'move' ? (
        <MovePicker
          ticket={picked}
          columns={columns}
          isManual={isManual}
          onMove={drop}
          onClose={() => setPicking(null)}
        />
      ) : null}
      <TicketPanels
        scope={scope}
        address={address}
        actions={actions}
        picking={picked && picking.pick !== 'move' ? { ticket: picked, pick: picking.pick } : null}
        onPicked={() => setPicking(null)}
      />
    </>
  )
}

/** After its menu a card has the focus again, wherever the menu brought it. */
function useKeptFocus(frame: RefObject<HTMLElement | null>, ticketId: string | null): void {
  const last = useRef<string | null>(null)
  useEffect(() => {
    if (ticketId !== null) last.current = ticketId
    else if (last.current !== null) {
      const id = last.current
      last.current = null
      const card = frame.current?.querySelector<HTMLElement>(`[data-ticket-id="${CSS.escape(id)}"] a`)
      if (document.activeElement === document.body || document.activeElement === null) card?.focus()
    }
  }, [frame, ticketId])
}

function useLoadMore(scope: TicketScope, params: ReturnType<typeof parseBoardParams>) {
  const queryClient = useQueryClient()
  const queryKey = boardKeys.board(scope, params)
  return useMutation({
    mutationFn: async (status: TicketStatus) => {
      const cursor = queryClient.getQueryData<Board>(queryKey)?.columns[status].next
      return cursor ? listMoreCards(browserClient(), scope, params, status, cursor) : null
    },
    onSuccess: (found, status) =>
      queryClient.setQueryData<Board>(
        queryKey,
        (board) => board && (found ? withMoreCards(board, status, found) : board),
      ),
    onError: (error) => {
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
    },
  })
}

function BoardSkeleton() {
  return (
    <div aria-busy="true" className="flex gap-3 overflow-hidden">
      <p role="status" className="sr-only">
        Loading tickets
      </p>
      {TICKET_STATUSES.slice(0, 4).map((status, index) => (
        <div key={status} className="flex min-w-66 flex-1 flex-col gap-2 rounded-lg bg-surface-sunken p-2">
          <Skeleton className="my-1.5 h-4 w-24" />
          {Array.from({ length: 4 - index }, (_, at) => (
            <Skeleton key={at} className="h-24" />
          ))}
        </div>
      ))}
    </div>
  )
}
