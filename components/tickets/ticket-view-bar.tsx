'use client'

import { Columns3, Download, List } from 'lucide-react'
import type { ReactNode } from 'react'
import { TicketViews, type ViewsDialog } from '@/components/tickets/ticket-views'
import { buttonClass } from '@/components/ui/button-class'
import { Segmented } from '@/components/ui/segmented'
import type { useAddressQuery } from '@/components/ui/use-address-query'
import { useShortcut } from '@/components/ui/use-shortcut'
import { paths } from '@/lib/paths'
import type { TicketScope } from '@/lib/queries/tickets'
import { parseBoardParams } from '@/lib/rules/ticket-board'
import { formatTicketListParams, parseTicketListParams } from '@/lib/rules/ticket-list-params'

type TicketView = 'list' | 'board'

type TicketViewBarProps = {
  scope: TicketScope
  address: ReturnType<typeof useAddressQuery>
  view: TicketView
  ViewsDialog: ViewsDialog
  /** The tabs. */
  children: ReactNode
}

/** The tabs, and beside them how the tickets are shown, saved views, and the file of what is shown. */
export function TicketViewBar({ scope, address, view, ViewsDialog, children }: TicketViewBarProps) {
  const { query, setQuery } = address
  const isBoard = view === 'board'
  const show = (next: TicketView) =>
    // The page of a list means nothing on a board, and the other way round.
    setQuery({ view: next === 'board' ? 'board' : undefined, after: undefined, before: undefined })
  useShortcut('show-list', () => show('list'), scope.isStaff && isBoard)
  useShortcut('show-board', () => show('board'), scope.isStaff && !isBoard)

  const shown = isBoard ? parseBoardParams(query).filter : parseTicketListParams(query)
  // A board without a status shows all of them, which the list calls "all".
  const exported =
    isBoard && shown.tab === 'live' && !shown.status ? { ...shown, tab: 'all' as const } : shown
  const { after: _, before: __, ...filter } = formatTicketListParams(exported)

  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="max-w-full min-w-0">{children}</div>
      <div className="flex flex-wrap items-center gap-1.5">
        {scope.isStaff ? <TicketViews scope={scope} address={address} Dialog={ViewsDialog} /> : null}
        <a
          href={paths.ticketsFile(scope.clientId, filter)}
          download
          className={buttonClass({ variant: 'ghost', size: 'sm' })}
        >
          <Download aria-hidden />
          Export
        </a>
        {scope.isStaff ? (
          <Segmented
            label="Show as"
            value={view}
            options={[
              { value: 'list', label: 'List', icon: <List aria-hidden /> },
              { value: 'board', label: 'Board', icon: <Columns3 aria-hidden /> },
            ]}
            onValueChange={show}
          />
        ) : null}
      </div>
    </div>
  )
}
