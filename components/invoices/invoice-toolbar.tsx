'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowDownUp } from 'lucide-react'
import { SearchBox } from '@/components/ui/search-box'
import { Select } from '@/components/ui/select'
import { clientListQuery } from '@/lib/queries/clients'
import type { InvoiceScope } from '@/lib/queries/invoices'
import { INVOICE_SORTS, type InvoiceListParams, type InvoiceSort } from '@/lib/rules/invoice-list-params'
import { oneOf } from '@/lib/rules/runs'
import { browserClient } from '@/lib/supabase/browser'

const SORT_WORDS: Record<InvoiceSort, string> = {
  '-created': 'Newest',
  due: 'Due first',
  '-total': 'Highest',
}

type InvoiceToolbarProps = {
  scope: InvoiceScope
  params: InvoiceListParams
  onChange: (change: Partial<InvoiceListParams>, isReplacing?: boolean) => void
}

export function InvoiceToolbar({ scope, params, onChange }: InvoiceToolbarProps) {
  return (
    <div role="search" aria-label="Invoices" className="flex flex-wrap items-center gap-2">
      <SearchBox
        label="Search invoices by number or words"
        placeholder="Search number or name"
        search={params.search}
        onSearch={(search) => onChange({ search }, true)}
      />
      {scope.clientId === null ? <ClientSelect scope={scope} params={params} onChange={onChange} /> : null}
      <label className="relative ml-auto w-36">
        <span className="sr-only">Sort by</span>
        <ArrowDownUp
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 z-10 size-4 -translate-y-1/2 text-text-subtle"
        />
        <Select
          value={params.sort}
          onChange={(event) => onChange({ sort: oneOf(INVOICE_SORTS, event.target.value) ?? params.sort })}
          className="[&>select]:pl-8.5"
        >
          {INVOICE_SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {SORT_WORDS[sort]}
            </option>
          ))}
        </Select>
      </label>
    </div>
  )
}

/** Asks for the clients only once somebody is about to choose, or has chosen. */
function ClientSelect({ scope, params, onChange }: InvoiceToolbarProps) {
  const clients = useQuery({
    ...clientListQuery(browserClient(), scope.agencyId),
    enabled: params.clientId !== null,
  })
  return (
    <span className="w-44">
      <Select
        aria-label="Client"
        value={params.clientId ?? ''}
        onFocus={() => clients.data ?? void clients.refetch()}
        onPointerEnter={() => clients.data ?? void clients.refetch()}
        onChange={(event) => onChange({ clientId: event.target.value || null })}
      >
        <option value="">{params.type === 'outgoing' ? 'All clients' : 'Any client'}</option>
        {params.clientId && !clients.data?.some(({ id }) => id === params.clientId) ? (
          <option value={params.clientId}>One client</option>
        ) : null}
        {clients.data?.map((client) => (
          <option key={client.id} value={client.id}>
            {client.name}
          </option>
        ))}
      </Select>
    </span>
  )
}
