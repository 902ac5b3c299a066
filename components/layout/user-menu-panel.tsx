'use client'

import { Keyboard, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react'
import * as Primitive from 'radix-ui/dropdown-menu'
import Link from 'next/link'
import { useState, type ReactNode } from 'react'
import { currentTheme, setTheme } from '@/components/layout/theme'
import type { UserMenuPerson } from '@/components/layout/user-menu'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import { paths } from '@/lib/paths'
import { THEMES, type Theme } from '@/lib/theme'

const LABEL: Record<Theme, string> = { light: 'Light', dark: 'Dark', system: 'System' }
const ICON: Record<Theme, ReactNode> = { light: <Sun />, dark: <Moon />, system: <Monitor /> }

type UserMenuPanelProps = {
  person: UserMenuPerson
  trigger: ReactNode
  onShortcuts: () => void
  onNavigate: () => void
}

/** The opened half of the user menu, fetched when somebody opens it for the first time. */
export function UserMenuPanel({ person, trigger, onShortcuts, onNavigate }: UserMenuPanelProps) {
  const [theme, setShownTheme] = useState<Theme>(currentTheme)

  function handleTheme(next: Theme): void {
    setTheme(next)
    setShownTheme(next)
  }

  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent side="top" align="start" className="w-64">
        <div className="px-2 py-1.5">
          <p className="truncate text-sm font-medium">{person.name}</p>
          <p className="truncate text-xs text-text-muted">{person.email}</p>
          <p className="mt-0.5 text-xs text-text-subtle">{person.role}</p>
        </div>
        <MenuSeparator />
        <MenuLabel>Theme</MenuLabel>
        <Primitive.RadioGroup value={theme} className="grid grid-cols-3 gap-1 px-1 pb-1">
          {THEMES.map((value) => (
            <Primitive.RadioItem
              key={value}
              value={value}
              onSelect={(event) => {
                // The menu stays, so that the change can be seen and taken back.
                event.preventDefault()
                handleTheme(value)
              }}
              className="flex h-14 cursor-pointer flex-col items-center justify-center gap-1 rounded-md border border-transparent text-xs text-text-muted outline-none data-highlighted:bg-hover data-[state=checked]:border-accent data-[state=checked]:text-text [&_svg]:size-4"
            >
              {ICON[value]}
              {LABEL[value]}
            </Primitive.RadioItem>
          ))}
        </Primitive.RadioGroup>
        <MenuSeparator />
        <MenuItem asChild>
          <Link prefetch={false} href={paths.settings()} onClick={onNavigate}>
            <Settings aria-hidden />
            Settings
          </Link>
        </MenuItem>
        <MenuItem icon={<Keyboard aria-hidden />} shortcut="?" onSelect={onShortcuts}>
          Keyboard shortcuts
        </MenuItem>
        <MenuSeparator />
        <form method="post" action={paths.signOut()}>
          <MenuItem asChild onSelect={(event) => event.preventDefault()}>
            <button type="submit" className="text-left">
              <LogOut aria-hidden />
              Sign out
            </button>
          </MenuItem>
        </form>
      </MenuContent>
    </Menu>
  )
}
