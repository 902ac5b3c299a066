'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { ScrollLine } from '@/components/ui/scroll-line'
import { paths } from '@/lib/paths'
import { cn } from '@/lib/utils'

type SettingsPage = { label: string; href: Route; isStaffOnly: boolean; isMoney?: true }

const PAGES: readonly SettingsPage[] = [
  { label: 'Profile', href: paths.settings(), isStaffOnly: false },
  { label: 'Agency', href: paths.agency(), isStaffOnly: true },
  { label: 'Team', href: paths.team(), isStaffOnly: true },
  { label: 'Notifications', href: paths.notificationSettings(), isStaffOnly: false },
  { label: 'Cartridges', href: paths.cartridges(), isStaffOnly: false },
  { label: 'Billing', href: paths.billing(), isStaffOnly: true, isMoney: true },
  { label: 'Automation', href: paths.automation(), isStaffOnly: true, isMoney: true },
]

/** The pages of the settings side by side; on phones they scroll within their own line. */
export function SettingsNav({ isStaff, canBill }: { isStaff: boolean; canBill: boolean }) {
  const pathname = usePathname()
  return (
    <ScrollLine
      label="Settings"
      current={pathname}
      className="-mx-4 mb-6 border-b border-border px-4 sm:mx-0 sm:px-0"
    >
      <ul className="flex w-max gap-1">
        {PAGES.filter((page) => (page.isMoney ? canBill : isStaff || !page.isStaffOnly)).map((page) => {
          const isCurrent = pathname === page.href
          return (
            <li key={page.href}>
              <Link
                prefetch={false}
                href={page.href}
                aria-current={isCurrent ? 'page' : undefined}
                className={cn(
                  'inline-flex h-10 items-center border-b-2 px-3 text-sm whitespace-nowrap transition-colors focus-visible:-outline-offset-2',
                  isCurrent
                    ? 'border-accent font-medium text-text'
                    : 'border-transparent text-text-muted hover:text-text',
                )}
              >
                {page.label}
              </Link>
            </li>
          )
        })}
      </ul>
    </ScrollLine>
  )
}
