'use client'

import { useQueryClient } from '@tanstack/react-query'
import {
  Bell,
  Building2,
  CircleDot,
  CircleUser,
  FileText,
  FileUp,
  Files,
  Globe,
  Handshake,
  House,
  Keyboard,
  MessageSquarePlus,
  MessagesSquare,
  Moon,
  Plus,
  Quote,
  Receipt,
  Rows3,
  Settings,
  Sun,
  TriangleAlert,
  Workflow,
} from 'lucide-react'
import type { Route } from 'next'
import dynamic from 'next/dynamic'
import { usePathname, useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { jumpOf, sourcesOf } from '@/app/(app)/palette-search'
import type { PaletteAction } from '@/components/layout/command-palette'
import type { PaletteProps } from '@/components/layout/shell'
import { setTheme } from '@/components/layout/theme'
import { useRecents } from '@/components/layout/use-recents'
import { navigationFor, type NavigationItem } from '@/lib/navigation'
import { paths } from '@/lib/paths'
import { isUuid } from '@/lib/rules/runs'
import { isSearchable } from '@/lib/rules/search'
import { SHORTCUTS } from '@/lib/shortcuts'

const CommandPalette = dynamic(
  () => import('@/components/layout/command-palette').then((module) => module.CommandPalette),
  { ssr: false },
)

const ICONS: Record<NavigationItem['id'], ReactNode> = {
  home: <House aria-hidden />,
  runs: <Rows3 aria-hidden />,
  portals: <Globe aria-hidden />,
  clients: <Building2 aria-hidden />,
  communications: <MessagesSquare aria-hidden />,
  alerts: <TriangleAlert aria-hidden />,
  tickets: <CircleDot aria-hidden />,
  documents: <Files aria-hidden />,
  invoices: <Receipt aria-hidden />,
  shared: <Handshake aria-hidden />,
  notifications: <Bell aria-hidden />,
  settings: <Settings aria-hidden />,
}

const RESULT_ICONS: Record<string, ReactNode> = {
  client: <Building2 aria-hidden />,
  ticket: <CircleDot aria-hidden />,
  alert: <TriangleAlert aria-hidden />,
  document: <FileText aria-hidden />,
  communication: <MessagesSquare aria-hidden />,
  person: <CircleUser aria-hidden />,
  run: <Rows3 aria-hidden />,
  portal: <Globe aria-hidden />,
}

/** Composes the palette: the one place that knows both the shell and the nouns that can be found in it. */
export function Palette({
  personId,
  agencyId,
  clientId,
  canAddClients,
  canBill,
  onClose,
  onShortcuts,
}: PaletteProps) {
  const router = useRouter()
  const pathname = usePathname()
  const queryClient = useQueryClient()
  const { recents, remember } = useRecents(personId)
  const isStaff = agencyId !== null
  const pageClientId = isStaff ? clientOfPage(pathname) : clientId

  const action = (id: string, label: string, icon: ReactNode, href: Route): PaletteAction => ({
    id,
    label,
    icon,
    onSelect: () => router.push(href),
  })
  const pages = navigationFor({ isStaff, clientId }).map((item): PaletteAction => ({
    ...action(item.id, item.label, ICONS[item.id], item.href),
    keys: SHORTCUTS.find((shortcut) => shortcut.id === item.shortcut)?.keys ?? '',
  }))
  if (isStaff)
    pages.push(
      action('communications', 'Communications', ICONS.communications, paths.communications()),
      action('agency', 'Agency settings', ICONS.settings, paths.agency()),
    )
  pages.push(action('cartridges', 'Cartridges', <Quote aria-hidden />, paths.cartridges()))
  if (canBill)
    pages.push(
      action('billing', 'Billing', ICONS.invoices, paths.billing()),
      action('automation', 'Automation', <Workflow aria-hidden />, paths.automation()),
    )
  const context = pageClientId
    ? {
        heading: isStaff ? 'For this client' : 'For you',
        actions: [
          action(
            'client-ticket',
            'New ticket',
            ICONS.tickets,
            paths.clientTickets(pageClientId, { new: '1' }),
          ),
          ...(isStaff
            ? [
                action(
                  'client-alert',
                  'Raise alert',
                  ICONS.alerts,
                  paths.clientAlerts(pageClientId, { new: '1' }),
                ),
                action(
                  'client-log',
                  'Log communication',
                  <MessageSquarePlus aria-hidden />,
                  paths.clientCommunications(pageClientId, { new: '1' }),
                ),
              ]
            : []),
          ...(canBill
            ? [
                action(
                  'client-invoice',
                  'New invoice',
                  ICONS.invoices,
                  paths.clientInvoices(pageClientId, { new: '1' }),
                ),
              ]
            : []),
          action(
            'client-upload',
            'Upload document',
            <FileUp aria-hidden />,
            paths.clientDocuments(pageClientId),
          ),
        ],
      }
    : null
  const staffActions: PaletteAction[] = [
    ...(pageClientId
      ? []
      : [
          action('new-ticket', 'New ticket', ICONS.tickets, paths.tickets({ new: '1' })),
          action('new-alert', 'Raise alert', ICONS.alerts, paths.alerts({ new: '1' })),
        ]),
    ...(canBill && !pageClientId
      ? [
          action('new-invoice', 'New invoice', ICONS.invoices, paths.newInvoice()),
          action('new-rule', 'New automation rule', <Workflow aria-hidden />, paths.newRule()),
        ]
      : []),
    ...(canAddClients ? [action('new-client', 'Add client', <Plus aria-hidden />, paths.newClient())] : []),
    action('new-run', 'New run', <Plus aria-hidden />, paths.newRun()),
    action('new-portal', 'New portal', <Plus aria-hidden />, paths.newPortal()),
  ]
  const actions: PaletteAction[] = [
    ...(isStaff ? staffActions : []),
    { id: 'light', label: 'Light theme', icon: <Sun aria-hidden />, onSelect: () => setTheme('light') },
    { id: 'dark', label: 'Dark theme', icon: <Moon aria-hidden />, onSelect: () => setTheme('dark') },
    {
      id: 'shortcuts',
      label: 'Keyboard shortcuts',
      icon: <Keyboard aria-hidden />,
      keys: '?',
      onSelect: onShortcuts,
    },
  ]
  const canSearch = isStaff || clientId !== null
  return (
    <CommandPalette
      context={context}
      groups={[
        { heading: 'Go to', actions: pages },
        { heading: 'Actions', actions },
      ]}
      recents={canSearch ? recents.map((recent) => ({ ...recent, href: paths.kept(recent.href) })) : []}
      sources={canSearch ? sourcesOf({ agencyId, pageClientId }, queryClient) : []}
      icons={RESULT_ICONS}
      searched={
        isStaff
          ? 'clients, tickets, alerts, documents, communications, people, runs and portals'
          : 'tickets, alerts, documents and communications'
      }
      canSearch={isSearchable}
      jumpOf={(text) => (canSearch ? jumpOf(text, clientId) : null)}
      onOpen={remember}
      onClose={onClose}
    />
  )
}

/** The client whose page this is. */
function clientOfPage(pathname: string): string | null {
  const [, room, id = ''] = pathname.split('/')
  return room === 'clients' && isUuid(id) ? id : null
}
