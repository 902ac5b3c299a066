'use client'

import {
  Bell,
  Building2,
  CircleDot,
  Files,
  Globe,
  Handshake,
  House,
  MessagesSquare,
  Receipt,
  Rows3,
  Settings,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { navigationFor, type NavigationFor, type NavigationItem } from '@/lib/navigation'
import { cn } from '@/lib/utils'

const ICONS: Record<NavigationItem['id'], LucideIcon> = {
  home: House,
  runs: Rows3,
  portals: Globe,
  clients: Building2,
  communications: MessagesSquare,
  alerts: TriangleAlert,
  tickets: CircleDot,
  documents: Files,
  invoices: Receipt,
  shared: Handshake,
  notifications: Bell,
  settings: Settings,
}

type NavLinksProps = { who: NavigationFor; onNavigate?: () => void }

export function NavLinks({ who, onNavigate }: NavLinksProps) {
  const pathname = usePathname()
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-0.5">
        {navigationFor(who).map((item) => {
          const isCurrent = pathname === item.below || pathname.startsWith(`${item.below}/`)
          const Icon = ICONS[item.id]
          return (
            <li key={item.id}>
              <Link
                prefetch={false}
                href={item.href}
                aria-current={isCurrent ? 'page' : undefined}
                onClick={onNavigate}
                className={cn(
                  'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors',
                  isCurrent
                    ? 'bg-hover font-medium text-text'
                    : 'text-text-muted hover:bg-hover hover:text-text',
                )}
              >
                <Icon aria-hidden className="size-4 shrink-0" />
                {item.label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
