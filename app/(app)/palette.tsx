'use client'

import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import {
  Bell,
  Building2,
  CircleDot,
  Files,
  Globe,
  Handshake,
  House,
  Keyboard,
  MessagesSquare,
  Moon,
  Plus,
  Rows3,
  Settings,
  Sun,
  TriangleAlert,
} from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import type { PaletteAction, PaletteSource } from '@/components/layout/command-palette'
import type { PaletteProps } from '@/components/layout/shell'
import { setTheme } from '@/components/layout/theme'
import { navigationFor, type NavigationItem } from '@/lib/navigation'
import { paths } from '@/lib/paths'
import { portalSearchQuery } from '@/lib/queries/portals'
import { runSearchQuery } from '@/lib/queries/runs'
import { SHORTCUTS } from '@/lib/shortcuts'
import { browserClient } from '@/lib/supabase/browser'

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
  shared: <Handshake aria-hidden />,
  notifications: <Bell aria-hidden />,
  settings: <Settings aria-hidden />,
}

/** What the palette can find, asked of the browser's query cache so that a repeated search costs nothing. */
function sourcesOf(agencyId: string, queryClient: QueryClient): readonly PaletteSource[] {
  const supabase = browserClient()
  return [
    {
      heading: 'Runs',
      icon: <Rows3 aria-hidden />,
      search: async (text) => {
        const runs = await queryClient.query(runSearchQuery(supabase, agencyId, text))
        return runs.map((run) => ({ id: run.id, label: run.name, detail: null, href: paths.run(run.id) }))
      },
    },
    {
      heading: 'Portals',
      icon: <Globe aria-hidden />,
      search: async (text) => {
        const portals = await queryClient.query(portalSearchQuery(supabase, agencyId, text))
        return portals.map((portal) => ({
          id: portal.id,
          label: portal.name,
          detail: `/p/${portal.slug}`,
          href: paths.portals({ edit: portal.id }),
        }))
      },
    },
  ]
}

/** Composes the palette: the one place that knows both the shell and the nouns that can be found in it. */
export function Palette({ agencyId, clientId, onClose, onShortcuts }: PaletteProps) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const isStaff = agencyId !== null

  const pages = navigationFor({ isStaff, clientId }).map((item): PaletteAction => ({
    id: item.id,
    label: item.label,
    icon: ICONS[item.id],
    keys: SHORTCUTS.find((shortcut) => shortcut.id === item.shortcut)?.keys ?? '',
    onSelect: () => router.push(item.href),
  }))
  const staffActions: PaletteAction[] = [
    {
      id: 'new-run',
      label: 'New run',
      icon: <Plus aria-hidden />,
      onSelect: () => router.push(paths.newRun()),
    },
    {
      id: 'new-portal',
      label: 'New portal',
      icon: <Plus aria-hidden />,
      onSelect: () => router.push(paths.newPortal()),
    },
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
  return (
    <CommandPalette
      groups={[
        { heading: 'Go to', actions: pages },
        { heading: 'Actions', actions },
      ]}
      sources={agencyId ? sourcesOf(agencyId, queryClient) : []}
      onClose={onClose}
    />
  )
}
