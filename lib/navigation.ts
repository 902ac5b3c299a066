import type { Route } from 'next'
import { paths } from '@/lib/paths'
import type { ShortcutId } from '@/lib/shortcuts'

export type NavigationItem = {
  id: 'home' | 'runs' | 'portals' | 'clients' | 'shared' | 'notifications' | 'settings'
  label: string
  href: Route
  /** The item is current on every page below this. */
  below: string
  shortcut: ShortcutId
  isStaffOnly: boolean
}

/** The sidebar, the phone's sheet and the command palette all read this list, in this order. */
const NAVIGATION: readonly NavigationItem[] = [
  { id: 'home', label: 'Home', href: paths.home(), below: '/home', shortcut: 'go-home', isStaffOnly: false },
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
    id: 'clients',
    label: 'Clients',
    href: paths.clients(),
    below: '/clients',
    shortcut: 'go-clients',
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

export function navigationFor(isStaff: boolean): readonly NavigationItem[] {
  return NAVIGATION.filter((item) => isStaff || !item.isStaffOnly)
}
