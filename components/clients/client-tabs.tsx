'use client'

import type { Route } from 'next'
import Link, { useLinkStatus } from 'next/link'
import { COUNT_CAP, type WorkCounts } from '@/lib/queries/clients'
import { paths } from '@/lib/paths'
import { cn } from '@/lib/utils'

export type ClientTab =
  'overview' | 'communications' | 'alerts' | 'tickets' | 'documents' | 'invoices' | 'people' | 'preview'

type Tab = {
  id: ClientTab
  label: string
  href: (clientId: string) => Route
  count: (counts: WorkCounts) => number | null
  isStaffOnly: boolean
  /** Of staff only those who look after the money; people of the client always see what they were sent. */
  isMoney?: true
}

const TABS: readonly Tab[] = [
  {
    id: 'overview',
    label: 'Overview',
    href: (id) => paths.clientOverview(id),
    count: () => null,
    isStaffOnly: false,
  },
  {
    id: 'communications',
    label: 'Communications',
    href: (id) => paths.clientCommunications(id),
    count: (counts) => counts.communications,
    isStaffOnly: false,
  },
  {
    id: 'alerts',
    label: 'Alerts',
    href: (id) => paths.clientAlerts(id),
    count: (counts) => counts.openAlerts,
    isStaffOnly: false,
  },
  {
    id: 'tickets',
    label: 'Tickets',
    href: (id) => paths.clientTickets(id),
    count: (counts) => counts.liveTickets,
    isStaffOnly: false,
  },
  {
    id: 'documents',
    label: 'Documents',
    href: (id) => paths.clientDocuments(id),
    count: (counts) => counts.documents,
    isStaffOnly: false,
  },
  {
    id: 'invoices',
    label: 'Invoices',
    href: (id) => paths.clientInvoices(id),
    count: () => null,
    isStaffOnly: false,
    isMoney: true,
  },
  {
    id: 'people',
    label: 'People',
    href: (id) => paths.clientPeople(id),
    count: () => null,
    isStaffOnly: true,
  },
]

/** Where a key press leads: the page of another client that the same tab shows. */
export function hrefOfTab(tab: ClientTab, clientId: string): Route {
  return TABS.find(({ id }) => id === tab)?.href(clientId) ?? paths.clientPreview(clientId)
}

type ClientTabsProps = {
  clientId: string
  counts: WorkCounts
  active: ClientTab
  isStaff: boolean
  canBill: boolean
}

/** The pages of a client side by side, each with how much is behind it; on phones they scroll within their own line. */
export function ClientTabs({ clientId, counts, active, isStaff, canBill }: ClientTabsProps) {
  return (
    <nav
      aria-label="Client"
      className="-mx-4 overflow-x-auto border-b border-border px-4 [scrollbar-width:none] sm:mx-0 sm:px-0"
    >
      <ul className="flex w-max gap-1">
        {TABS.filter((tab) => (isStaff ? canBill || !tab.isMoney : !tab.isStaffOnly)).map((tab) => (
          <li key={tab.id}>
            <Link
              prefetch={false}
              href={tab.href(clientId)}
              aria-current={tab.id === active ? 'page' : undefined}
              className="group rounded-t-sm block focus-visible:-outline-offset-2"
            >
              <TabLabel
                tab={tab}
                count={tab.count(counts)}
                snoozed={tab.id === 'alerts' ? counts.snoozedAlerts : 0}
              />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Underlined from the press on: the page behind it is still on its way then. */
function TabLabel({ tab, count, snoozed }: { tab: Tab; count: number | null; snoozed: number }) {
  const { pending } = useLinkStatus()
  return (
    <span
      className={cn(
        'inline-flex h-10 items-center gap-1.5 border-b-2 px-3 text-sm whitespace-nowrap transition-colors',
        'border-transparent text-text-muted group-hover:text-text',
        'group-aria-[current=page]:border-accent group-aria-[current=page]:font-medium group-aria-[current=page]:text-text',
        pending && 'border-border-strong text-text',
      )}
    >
      {tab.label}
      {count ? (
        <span className="text-xs text-text-subtle tabular-nums">
          {count >= COUNT_CAP ? `${COUNT_CAP}+` : count}
          {snoozed > 0 ? <span className="sr-only"> ({snoozed} snoozed)</span> : null}
        </span>
      ) : null}
    </span>
  )
}
