'use client'

import type { MouseEvent } from 'react'
import { BillingSettingsForm } from '@/components/invoices/billing-settings-form'
import { InvoiceList } from '@/components/invoices/invoice-list'
import { NewInvoiceButton } from '@/components/invoices/new-invoice-button'
import { useAddressQuery } from '@/components/ui/use-address-query'
import type { InvoiceScope } from '@/lib/queries/invoices'
import { cn } from '@/lib/utils'

const PARTS = [
  { id: undefined, label: 'To clients' },
  { id: 'incoming', label: 'From suppliers' },
  { id: 'settings', label: 'Billing settings' },
] as const

/** The money of an agency: what it charges, what it is charged, and how it writes invoices. */
export function Billing({ scope, agencyName }: { scope: InvoiceScope; agencyName: string }) {
  const { query, setQuery } = useAddressQuery()
  const shown = PARTS.find(({ id }) => id === query.show) ?? PARTS[0]
  // Each part begins afresh: a search in one says nothing about another.
  const hrefOf = (id: string | undefined) => (id ? `?show=${id}` : '?')

  return (
    <>
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <nav aria-label="Billing" className="max-w-full overflow-x-auto [scrollbar-width:none]">
          <ul className="flex w-max gap-1 rounded-lg bg-surface-sunken p-1">
            {PARTS.map(({ id, label }) => (
              <li key={label}>
                <a
                  href={hrefOf(id)}
                  aria-current={shown.id === id ? 'page' : undefined}
                  onClick={(event: MouseEvent) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
                    event.preventDefault()
                    const cleared = Object.fromEntries(Object.keys(query).map((key) => [key, undefined]))
                    setQuery({ ...cleared, show: id })
                  }}
                  className={cn(
                    'inline-flex h-8 items-center rounded-md px-3 text-sm whitespace-nowrap transition-colors max-sm:px-2',
                    shown.id === id
                      ? 'bg-surface font-medium text-text shadow-xs'
                      : 'text-text-muted hover:text-text',
                  )}
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {shown.id === 'settings' ? null : <NewInvoiceButton />}
      </div>
      {shown.id === 'settings' ? (
        <BillingSettingsForm agencyId={scope.agencyId} agencyName={agencyName} />
      ) : (
        <InvoiceList scope={scope} />
      )}
    </>
  )
}
