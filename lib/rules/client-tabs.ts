import type { Route } from 'next'
import { paths } from '@/lib/paths'
import type { WorkCounts } from '@/lib/queries/clients'
import { ALERT_COUNT_CAP } from '@/lib/rules/alerts'

export type ClientTab =
  'overview' | 'communications' | 'alerts' | 'tickets' | 'documents' | 'invoices' | 'people' | 'preview'

type Tab = {
  id: ClientTab
  label: string
  href: (clientId: string) => Route
  /** How many rows are behind it for this reader, up to where counting stops; null where it is no list. */
  count: (counts: WorkCounts, isStaff: boolean) => number | null
  isStaffOnly: boolean
  /** Of staff only those who look after the money; people of the client always see what they were sent. */
  isMoney?: true
}

const nothing = () => null

/** The pages of a client, in their order. */
export const CLIENT_TABS: readonly Tab[] = [
  { id: 'overview', label: 'Overview', href: paths.clientOverview, count: nothing, isStaffOnly: false },
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
    // The list behind it folds away what staff have put off; the client's own people are not told of that, and see all.
    count: ({ openAlerts, snoozedAlerts }, isStaff) =>
      isStaff && openAlerts < ALERT_COUNT_CAP ? openAlerts - snoozedAlerts : openAlerts,
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
    count: (counts) => counts.invoices,
    isStaffOnly: false,
    isMoney: true,
  },
  { id: 'people', label: 'People', href: (id) => paths.clientPeople(id), count: nothing, isStaffOnly: true },
]

/** Where a key press leads: the page of another client that the same tab shows. */
export function hrefOfTab(tab: ClientTab, clientId: string): Route {
  return CLIENT_TABS.find(({ id }) => id === tab)?.href(clientId) ?? paths.clientPreview(clientId)
}
