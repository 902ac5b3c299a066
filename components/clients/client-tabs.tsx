'use client'

import Link, { useLinkStatus } from 'next/link'
import { ScrollLine } from '@/components/ui/scroll-line'
import { COUNT_CAP, type WorkCounts } from '@/lib/queries/clients'
import { CLIENT_TABS, type ClientTab } from '@/lib/rules/client-tabs'
import { cn } from '@/lib/utils'

type ClientTabsProps = {
  clientId: string
  counts: WorkCounts
  active: ClientTab
  isStaff: boolean
  canBill: boolean
}

/** The pages of a client side by side, each with how much is behind it; on phones they scroll within their own line. */
export function ClientTabs({ clientId, counts, active, isStaff, canBill }: ClientTabsProps) {
  return (
    <ScrollLine label="Client" current={active} className="-mx-4 border-b border-border px-4 sm:mx-0 sm:px-0">
      <ul className="flex w-max gap-1">
        {CLIENT_TABS.filter((tab) => (isStaff ? canBill || !tab.isMoney : !tab.isStaffOnly)).map((tab) => (
          <li key={tab.id}>
            <Link
              prefetch={false}
              href={tab.href(clientId)}
              aria-current={tab.id === active ? 'page' : undefined}
              className="group rounded-t-sm block focus-visible:-outline-offset-2"
            >
              <TabLabel
                label={tab.label}
                count={tab.count(counts, isStaff)}
                snoozed={isStaff && tab.id === 'alerts' ? counts.snoozedAlerts : 0}
              />
            </Link>
          </li>
        ))}
      </ul>
    </ScrollLine>
  )
}

type TabLabelProps = { label: string; count: number | null; snoozed?: number }

/** What a tab says, within a `group` that may be a link. Underlined from the press on: the page behind it is still on its way then. */
export function TabLabel({ label, count, snoozed = 0 }: TabLabelProps) {
  const { pending } = useLinkStatus()
  return (
    <span
      className={cn(
        'inline-flex h-10 items-center gap-1.5 border-b-2 px-3 text-sm whitespace-nowrap transition-colors',
        'border-transparent text-text-muted group-hover:text-text',
        'group-aria-[current=page]:border-accent group-aria-[current=page]:font-medium group-aria-[current=page]:text-text',
        pending && 'border-border-strong text-text',
      )}
    >
      {label}
      {count ? (
        <span className="text-xs text-text-subtle tabular-nums">
          {count >= COUNT_CAP ? `${COUNT_CAP}+` : count}
        </span>
      ) : null}
      {snoozed > 0 ? <span className="sr-only">, {snoozed} snoozed</span> : null}
    </span>
  )
}
