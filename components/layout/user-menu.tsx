'use client'

import { ChevronsUpDown } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import { Initials } from '@/components/layout/initials'
import { cn } from '@/lib/utils'

export type UserMenuPerson = { name: string; email: string; role: string }

const loadPanel = () => import('@/components/layout/user-menu-panel').then((module) => module.UserMenuPanel)

type UserMenuProps = {
  person: UserMenuPerson
  onShortcuts: () => void
  /** A page was chosen: whatever holds this menu may close. */
  onNavigate: () => void
}

export function UserMenu({ person, onShortcuts, onNavigate }: UserMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const button = <UserButton person={person} />
  // The panel brings its own trigger: the same button, which it needs to place itself and to give the focus back to.
  if (isWanted)
    return (
      <UserMenuPanel person={person} trigger={button} onShortcuts={onShortcuts} onNavigate={onNavigate} />
    )
  return (
    <UserButton
      person={person}
      aria-expanded={false}
      onPointerEnter={() => void loadPanel()}
      onFocus={() => void loadPanel()}
      onClick={() => setIsWanted(true)}
    />
  )
}

const UserMenuPanel = dynamic(loadPanel, { ssr: false })

function UserButton({ person, className, ...rest }: ComponentProps<'button'> & { person: UserMenuPerson }) {
  return (
    <button
      type="button"
      aria-haspopup="menu"
      className={cn(
        'flex h-11 w-full items-center gap-2.5 rounded-md px-2 text-left transition-colors hover:bg-hover data-[state=open]:bg-hover',
        className,
      )}
      {...rest}
    >
      <Initials name={person.name} className="rounded-full" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">{person.name}</span>
        <span className="block truncate text-xs text-text-subtle">{person.role}</span>
      </span>
      <span className="sr-only">Account menu</span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-text-subtle" />
    </button>
  )
}
