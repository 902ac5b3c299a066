import type { Route } from 'next'
import { paths } from '@/lib/paths'
import type { ShortcutId } from '@/lib/shortcuts'

export type NavigationItem = {
  id:
    | 'home'
    | 'clients'
    | 'communications'
    | 'alerts'
    | 'tickets'
    | 'documents'
    | 'invoices'
    | 'runs'
    | 'portals'
    | 'shared'
    | 'notifications'
    | 'settings'
  label: string
  href: Route
  /** The item is current on every page below this. */
  below: string
  shortcut: ShortcutId | null
  isStaffOnly: boolean
}

/** Who is asking for a list of pages: staff, somebody of a client (by its id), or neither. */
export type NavigationFor = { isStaff: boolean; clientId: string | null }

/** The sidebar, the phone's sheet and the command palette all read this list, in this order. */
const NAVIGATION: readonly NavigationItem[] = [
  { id: 'home', label: 'Home', href: paths.home(), below: '/home', shortcut: 'go-home', isStaffOnly: false },
  {
    id: 'clients',
    label: 'Clients',
    href: paths.clients(),
    below: '/clients',
    shortcut: 'go-clients',
    isStaffOnly: true,
  },
  {
    id: 'tickets',
    label: 'Tickets',
    href: paths.tickets(),
    below: '/tickets',
    shortcut: 'go-tickets',
    isStaffOnly: true,
  },
  {
    id: 'alerts',
    label: 'Alerts',
    href: paths.alerts(),
    below: '/alerts',
    shortcut: 'go-alerts',
    isStaffOnly: true,
  },
  {
    id: 'runs',
    label: 'Runs',
    href: paths.runs(),
    below: '/provider/runs',
    shortcut: 'go-runs',
    isStaffOnly: true,
  },
  {
    id: 'portals',
    label: 'Portals',
    href: paths.portals(),
    below: '/provider/portals',
    shortcut: 'go-portals',
    isStaffOnly: true,
  },
  {
    id: 'shared',
    label: 'Shared with me',
    href: paths.sharedRuns(),
    below: '/shared',
    shortcut: 'go-shared',
    isStaffOnly: false,
  },
  {
    id: 'notifications',
    label: 'Notifications',
    href: paths.notifications(),
    below: '/notifications',
    shortcut: 'go-notifications',
    isStaffOnly: false,
  },
  {
    id: 'settings',
    label: 'Settings',
    href: paths.settings(),
    below: '/settings',
    shortcut: 'go-settings',
    isStaffOnly: false,
  },
]

/** The pages of a client, for its own people: what staff find behind its tabs. */
function pagesOfClient(clientId: string): readonly NavigationItem[] {
  const page = (
    id: NavigationItem['id'],
    label: string,
    href: Route,
    shortcut: ShortcutId | null,
  ): NavigationItem => ({ id, label, href, below: href, shortcut, isStaffOnly: false })
  return [
    page('home', 'Overview', paths.clientOverview(clientId), 'go-home'),
    page('communications', 'Communications', paths.clientCommunications(clientId), null),
    page('alerts', 'Alerts', paths.clientAlerts(clientId), 'go-alerts'),
    page('tickets', 'Tickets', paths.clientTickets(clientId), 'go-tickets'),
    page('documents', 'Documents', paths.clientDocuments(clientId), null),
    page('invoices', 'Invoices', paths.clientInvoices(clientId), null),
  ]
}

/** Which pages this person finds in the navigation, in this order. */
export function navigationFor({ isStaff, clientId }: NavigationFor): readonly NavigationItem[] {
  if (isStaff) return NAVIGATION
  const everybodys = NAVIGATION.filter((item) => !item.isStaffOnly)
  // The home of somebody of a client is their client's overview.
  return clientId
    ? [...pagesOfClient(clientId), ...everybodys.filter((item) => item.id !== 'home')]
    : everybodys
}
