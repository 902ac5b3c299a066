'use client'

import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { BulkBar, loadTicketDrawer } from '@/components/tickets/lazy'
import { TicketListEmpty } from '@/components/tickets/ticket-list-empty'
import { TicketListSkeleton } from '@/components/tickets/ticket-list-skeleton'
import { TicketPanels } from '@/components/tickets/ticket-panels'
import { TicketRow, type TicketPick } from '@/components/tickets/ticket-row'
import { TicketTabs } from '@/components/tickets/ticket-tabs'
import { TicketToolbar } from '@/components/tickets/ticket-toolbar'
import { TicketViewBar } from '@/components/tickets/ticket-view-bar'
import type { ViewsDialog } from '@/components/tickets/ticket-views'
import { useTicketActions } from '@/components/tickets/use-ticket-actions'
import { useTicketKeys } from '@/components/tickets/use-ticket-keys'
import { useTicketSelection } from '@/components/tickets/use-ticket-selection'
import { ErrorState } from '@/components/ui/error-state'
import { Pager } from '@/components/ui/pager'
import { StaleNotice } from '@/components/ui/stale-notice'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useNow } from '@/components/ui/use-now'
import { useShortcut } from '@/components/ui/use-shortcut'
import { useSteady } from '@/components/ui/use-steady'
import { formatRelative } from '@/lib/dates'
import { todayIn } from '@/lib/queries/ticket-filters'
import { ticketListQuery, type TicketScope } from '@/lib/queries/tickets'
import type { Cursor } from '@/lib/rules/keyset'
import {
  changeTicketListParams,
  clearTicketListParams,
  formatTicketListParams,
  isNarrowed,
  parseTicketListParams,
  type TicketListParams,
} from '@/lib/rules/ticket-list-params'
import { browserClient } from '@/lib/supabase/browser'

/** Tickets of all clients or of one, with the opened one beside them. Everything that it shows is in the address. */
export function TicketList({ scope, ViewsDialog }: { scope: TicketScope; ViewsDialog: ViewsDialog }) {
  const address = useAddressQuery()
  const { query, hrefWith, setQuery } = address
  const params = parseTicketListParams(query)
  const list = useQuery(ticketListQuery(browserClient(), scope, params))
  const tickets = list.data?.tickets ?? []
  const rows = useRef<HTMLUListElement>(null)
  const actions = useTicketActions(scope)
  const selection = useTicketSelection(tickets)
  const [picking, setPicking] = useState<{ ticketId: string; pick: TicketPick } | null>(null)
  const now = useNow(list.dataUpdatedAt)
  const today = todayIn(scope.timeZone, now)

  const find = (ticketId: string) => tickets.find(({ id }) => id === ticketId)
  const hrefFor = (next: TicketListParams) => hrefWith(formatTicketListParams(next))
  const pageHref = (cursor: Cursor | null) => cursor && hrefFor({ ...params, cursor })
  const change = (next: Partial<TicketListParams>, isReplacing = false) =>
    setQuery(formatTicketListParams(changeTicketListParams(params, next)), { isReplacing })
  const openNew = () => setQuery({ new: '1', about: undefined })
  const open = useSteady((number: number) => setQuery({ ticket: String(number) }))
  const select = useSteady(selection.select)
  const choose = useSteady((ticketId: string, pick: TicketPick) => setPicking({ ticketId, pick }))

  useShortcut('new-ticket', openNew)
  useTicketKeys(rows, {
    isStaff: scope.isStaff,
    onSelect: (id) => selection.toggle(id),
    onSelectRange: (id) => selection.select(id, true, true),
    onPick: choose,
    onTake: (ticketId) => {
      const ticket = find(ticketId)
      if (!ticket || ticket.assigneeId === scope.userId) return
      actions.edit({ ticket, change: { assigneeId: scope.userId }, assigneeName: scope.userName })
    },
  })
  const picked = picking && find(picking.ticketId)

  function renderBody() {
    if (list.isPending) return <TicketListSkeleton />
    if (list.isLoadingError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    if (tickets.length === 0) {
      return (
        <TicketListEmpty
          tab={params.tab}
          isStaff={scope.isStaff}
          isNarrowed={isNarrowed(params) || params.cursor !== null}
          onClear={() => setQuery(formatTicketListParams(clearTicketListParams(params)))}
          onNew={openNew}
        />
      )
    }
    return (
      <ul
        ref={rows}
        aria-label="Tickets"
        aria-busy={list.isPlaceholderData}
        className="divide-y divide-border"
      >
        {tickets.map((ticket) => (
          <TicketRow
            key={ticket.id}
            ticket={ticket}
            href={hrefWith({ ticket: String(ticket.number) })}
            today={today}
            updated={formatRelative(ticket.updatedAt, now, scope.timeZone)}
            timeZone={scope.timeZone}
            isStaff={scope.isStaff}
            isSelected={selection.isSelected(ticket.id)}
            onOpen={open}
            onSelect={select}
            onPick={choose}
          />
        ))}
      </ul>
    )
  }

  return (
    <>
      <TicketViewBar scope={scope} address={address} ViewsDialog={ViewsDialog} view="list">
        <TicketTabs
          tab={params.tab}
          isStaff={scope.isStaff}
          counts={isNarrowed(params) ? null : (list.data?.counts ?? null)}
          hrefOf={(tab) => hrefFor(changeTicketListParams(params, { tab }))}
          onChange={(tab) => change({ tab })}
        />
      </TicketViewBar>
      <div className="mt-3">
        <TicketToolbar scope={scope} params={params} onChange={change} />
      </div>
      <section
        aria-label="Tickets"
        onPointerEnter={() => void loadTicketDrawer()}
        className="mt-3 overflow-hidden rounded-lg border border-border bg-surface has-aria-busy:opacity-60"
      >
        <StaleNotice query={list} />
        {renderBody()}
      </section>
      {list.data ? (
        <Pager previousHref={pageHref(list.data.previous)} nextHref={pageHref(list.data.next)} />
      ) : null}
      {selection.selectedIds.length > 0 ? (
        <BulkBar
          scope={scope}
          actions={actions}
          tickets={tickets.filter(({ id }) => selection.isSelected(id))}
          allIds={tickets.map(({ id }) => id)}
          onSelect={selection.choose}
        />
      ) : null}
      <TicketPanels
        scope={scope}
        address={address}
        actions={actions}
        picking={picked ? { ticket: picked, pick: picking.pick } : null}
        onPicked={() => setPicking(null)}
      />
    </>
  )
}
