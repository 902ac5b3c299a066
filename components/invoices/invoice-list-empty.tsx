'use client'

import { CircleCheckBig, Receipt, SearchX } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { InvoiceTab } from '@/lib/rules/invoice-list-params'
import type { InvoiceType } from '@/lib/rules/invoices'

type InvoiceListEmptyProps = {
  type: InvoiceType
  tab: InvoiceTab
  canBill: boolean
  isNarrowed: boolean
  onClear: () => void
  onNew: () => void
}

/** An empty list is good news on some tabs, a beginning on others, and a dead end only when something narrows it. */
export function InvoiceListEmpty({ type, tab, canBill, isNarrowed, onClear, onNew }: InvoiceListEmptyProps) {
  if (isNarrowed) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No invoice matches"
        description="Try other words, another client or another tab."
        action={<Button onClick={onClear}>Clear filters</Button>}
      />
    )
  }
  if (!canBill) {
    return (
      <EmptyState
        icon={<Receipt />}
        title={tab === 'all' ? 'No invoices yet' : 'Nothing here'}
        description="Invoices that your agency sends you appear here, each with its file."
      />
    )
  }
  const words = WORDS[tab]
  if (words) return <EmptyState icon={<CircleCheckBig />} {...words} />
  return (
    <EmptyState
      icon={<Receipt />}
      title={tab === 'draft' ? 'No drafts' : 'No invoices yet'}
      description={
        type === 'outgoing'
          ? 'Write what a client owes you line by line. It gets its number when you send it.'
          : 'Enter what suppliers charge you, so that you see what is due when.'
      }
      action={
        <Button variant="primary" onClick={onNew}>
          New invoice
        </Button>
      }
    />
  )
}

const WORDS: Partial<Record<InvoiceTab, { title: string; description: string }>> = {
  sent: { title: 'Nothing is outstanding', description: 'Invoices that wait for their money appear here.' },
  overdue: { title: 'Nothing is overdue', description: 'What is not paid by its due date appears here.' },
  paid: { title: 'Nothing is paid yet', description: 'Mark an invoice as paid once the money is there.' },
  void: { title: 'Nothing is void', description: 'Invoices that were sent by mistake end here.' },
}
