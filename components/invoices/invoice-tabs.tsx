'use client'

import { ListTabs } from '@/components/ui/list-tabs'
import type { InvoiceCounts } from '@/lib/queries/invoices'
import type { InvoiceTab } from '@/lib/rules/invoice-list-params'
import { statusWord, type InvoiceType } from '@/lib/rules/invoices'
import { writtenCount } from '@/lib/rules/tickets'

const BILLER_TABS: readonly InvoiceTab[] = ['all', 'draft', 'sent', 'overdue', 'paid', 'void']
/** Drafts are the agency's own affair. */
const VIEWER_TABS: readonly InvoiceTab[] = ['all', 'sent', 'overdue', 'paid', 'void']

function wordOf(type: InvoiceType, tab: InvoiceTab, canBill: boolean): string {
  if (tab === 'all') return 'All'
  if (tab === 'overdue') return 'Overdue'
  // To whoever got it, it is not sent but to be paid.
  return statusWord(canBill ? type : 'incoming', tab)
}

type InvoiceTabsProps = {
  type: InvoiceType
  tab: InvoiceTab
  canBill: boolean
  /** Null while something narrows the list: then the numbers would not be those of the list. */
  counts: InvoiceCounts | null
  hrefOf: (tab: InvoiceTab) => string
  onChange: (tab: InvoiceTab) => void
}

export function InvoiceTabs({ type, tab, canBill, counts, hrefOf, onChange }: InvoiceTabsProps) {
  return (
    <ListTabs
      label="Lists of invoices"
      current={tab}
      tabs={(canBill ? BILLER_TABS : VIEWER_TABS).map((one) => ({
        id: one,
        label: wordOf(type, one, canBill),
        count: counts && writtenCount(counts[one]),
        isAlarming: one === 'overdue' && (counts?.overdue ?? 0) > 0,
      }))}
      hrefOf={hrefOf}
      onChange={onChange}
    />
  )
}
