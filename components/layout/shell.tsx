'use client'

import { Menu as MenuIcon, Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, type ComponentType, type ReactNode } from 'react'
import { BrandMark } from '@/components/layout/brand'
import { Initials } from '@/components/layout/initials'
import { NavLinks } from '@/components/layout/nav-links'
import { useShortcut, useShortcutListener } from '@/components/ui/use-shortcut'
import { UserMenu, type UserMenuPerson } from '@/components/layout/user-menu'
import { Button } from '@/components/ui/button'
import { IconSheet } from '@/components/ui/icon-sheet'
import { Kbd } from '@/components/ui/kbd'
import { navigationFor, type NavigationItem } from '@/lib/navigation'
import { paths } from '@/lib/paths'

const loadSheet = () => import('@/components/layout/nav-sheet').then((module) => module.NavSheet)
const NavSheet = dynamic(loadSheet, { ssr: false })
const ShortcutSheet = dynamic(
  () => import('@/components/layout/shortcut-sheet').then((module) => module.ShortcutSheet),
  { ssr: false },
)

export type PaletteProps = {
  personId: string
  agencyId: string | null
  clientId: string | null
  canAddClients: boolean
  canBill: boolean
  onClose: () => void
  onShortcuts: () => void
}

type ShellProps = {
  /** What stands at the top of the sidebar: the agency's name, or the product's for people without one. */
  place: string | null
  person: UserMenuPerson
  personId: string
  /** Whether this person may add clients to the agency. */
  canAddClients: boolean
  /** Whether this person looks after the agency's money. */
  canBill: boolean
  /** The agency whose staff this is; null for everybody else, who have fewer pages and nothing to search. */
  agencyId: string | null
  /** The client to whose people this person belongs; null for staff and for people of no client. */
  clientId: string | null
  /** Which keys to write beside the search. */
  isMac: boolean
  /** The command palette, composed by the app with what can be searched. Rendered, and so fetched, only while open. */
  palette: ComponentType<PaletteProps>
  /** Stands beside the heading, above the sidebar and on phones alike. */
  bell: ReactNode
  children: ReactNode
}

export function Shell({
  place,
  person,
  personId,
  canAddClients,
  canBill,
  agencyId,
  clientId,
  isMac,
  palette: Palette,
  bell,
  children,
}: ShellProps) {
  const who = { isStaff: agencyId !== null, clientId }
  const pages = navigationFor(who)
  const [open, setOpen] = useState<'palette' | 'shortcuts' | 'navigation' | null>(null)
  const close = () => setOpen(null)

  useShortcutListener()
  useShortcut('palette', () => setOpen('palette'))
  useShortcut('help', () => setOpen('shortcuts'))
  useGoTo(pages, 'home')
  useGoTo(pages, 'clients')
  useGoTo(pages, 'tickets')
  useGoTo(pages, 'alerts')
  useGoTo(pages, 'runs')
  useGoTo(pages, 'portals')
  useGoTo(pages, 'shared')
  useGoTo(pages, 'notifications')
  useGoTo(pages, 'settings')

  const heading = (
    <Link
      prefetch={false}
      href={paths.home()}
      className="flex h-10 min-w-0 items-center gap-2.5 rounded-md px-2 hover:bg-hover"
    >
      {place ? <Initials name={place} /> : <BrandMark className="size-7" />}
      <span className="truncate text-sm font-semibold">{place ?? 'AudienceOS'}</span>
    </Link>
  )
  const userMenu = <UserMenu person={person} onShortcuts={() => setOpen('shortcuts')} onNavigate={close} />

  return (
    // A dialog lies over all of this and takes the pointer; it also makes the body deaf to it, which without a value of its
    // own here every element of the page would inherit: a tenth of a second before the dialog can show.
    <div className="pointer-events-auto min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <IconSheet />
      <a
        href="#content"
        className="sr-only rounded-md bg-accent px-3 py-2 font-medium text-accent-text focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-3 border-r border-border bg-surface p-3 md:flex">
        <div className="flex items-center gap-1">
          <div className="min-w-0 flex-1">{heading}</div>
          {bell}
        </div>
        <button
          type="button"
          onClick={() => setOpen('palette')}
          className="flex h-8 items-center gap-2 rounded-md border border-border bg-background px-2 text-sm text-text-subtle transition-colors hover:border-border-strong hover:text-text"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1 text-left">Search</span>
          <Kbd>{isMac ? '⌘K' : 'Ctrl K'}</Kbd>
        </button>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <NavLinks who={who} />
        </div>
        {userMenu}
      </aside>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-1 border-b border-border bg-surface px-2 md:hidden">
        <Button
          variant="ghost"
          size="icon"
          aria-label="Menu"
          aria-haspopup="dialog"
          onPointerEnter={() => void loadSheet()}
          onClick={() => setOpen('navigation')}
        >
          <MenuIcon aria-hidden />
        </Button>
        <div className="min-w-0 flex-1">{heading}</div>
        {bell}
        <Button
          variant="ghost"
          size="icon"
          aria-label="Search"
          aria-haspopup="dialog"
          onClick={() => setOpen('palette')}
        >
          <Search aria-hidden />
        </Button>
      </header>
      <main id="content" tabIndex={-1} className="min-w-0 outline-none">
        <div className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-6 lg:px-8 lg:py-8">{children}</div>
      </main>
      {open === 'navigation' ? (
        <NavSheet place={place ?? 'AudienceOS'} onClose={close} footer={userMenu}>
          <NavLinks who={who} onNavigate={close} />
        </NavSheet>
      ) : null}
      {open === 'shortcuts' ? <ShortcutSheet onClose={close} /> : null}
      {open === 'palette' ? (
        <Palette
          personId={personId}
          canAddClients={canAddClients}
          canBill={canBill}
          agencyId={agencyId}
          clientId={clientId}
          onClose={close}
          onShortcuts={() => setOpen('shortcuts')}
        />
      ) : null}
    </div>
  )
}

/** The shortcut of a page, for those who have it. */
function useGoTo(pages: readonly NavigationItem[], id: NavigationItem['id']): void {
  const router = useRouter()
  const page = pages.find((item) => item.id === id)
  useShortcut(page?.shortcut ?? 'go-home', () => page && router.push(page.href), Boolean(page?.shortcut))
}
