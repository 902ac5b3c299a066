'use client'

import { useQuery } from '@tanstack/react-query'
import { InvoiceAmounts } from '@/components/invoices/invoice-amounts'
import { InvoiceListEmpty } from '@/components/invoices/invoice-list-empty'
import { InvoiceRow } from '@/components/invoices/invoice-row'
import { InvoiceTabs } from '@/components/invoices/invoice-tabs'
import { InvoiceToolbar } from '@/components/invoices/invoice-toolbar'
import { InvoiceDrawer, loadInvoiceDrawer } from '@/components/invoices/lazy'
import { ErrorState } from '@/components/ui/error-state'
import { Pager } from '@/components/ui/pager'
import { Skeleton } from '@/components/ui/skeleton'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useNow } from '@/components/ui/use-now'
import { invoiceListQuery, type InvoiceScope } from '@/lib/queries/invoices'
import { todayIn } from '@/lib/queries/ticket-filters'
import {
  changeInvoiceListParams,
  clearInvoiceListParams,
  formatInvoiceListParams,
  isNarrowed,
  parseInvoiceListParams,
  type InvoiceListParams,
} from '@/lib/rules/invoice-list-params'
import type { Cursor } from '@/lib/rules/keyset'
import { browserClient } from '@/lib/supabase/browser'

/** Invoices of an agency or to one client, with the opened one beside them. Everything that it shows is in the address. */
export function InvoiceList({ scope }: { scope: InvoiceScope }) {
  const { query, hrefWith, setQuery } = useAddressQuery()
  const read = parseInvoiceListParams(query)
  // What suppliers charge belongs to no client's page.
  const params: InvoiceListParams =
    scope.clientId === null ? read : { ...read, type: 'outgoing', clientId: null }
  const list = useQuery(invoiceListQuery(browserClient(), scope, params))
  const invoices = list.data?.invoices ?? []
  const counts = (isNarrowed(params) ? null : list.data?.counts?.[params.type]) ?? null
  const today = todayIn(scope.timeZone, useNow(list.dataUpdatedAt))

  const hrefFor = (next: InvoiceListParams) => hrefWith(formatInvoiceListParams(next))
  const pageHref = (cursor: Cursor | null) => cursor && hrefFor({ ...params, cursor })
  const change = (next: Partial<InvoiceListParams>, isReplacing = false) =>
    setQuery(formatInvoiceListParams(changeInvoiceListParams(params, next)), { isReplacing })
  const isNew = query.new === '1' && scope.canBill

  function renderBody() {
    if (list.isPending) return <InvoiceListSkeleton />
    if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    if (invoices.length === 0) {
      return (
        <InvoiceListEmpty
          type={params.type}
          tab={params.tab}
          canBill={scope.canBill}
          isNarrowed={isNarrowed(params) || params.cursor !== null}
          onClear={() => setQuery(formatInvoiceListParams(clearInvoiceListParams(params)))}
          onNew={() => setQuery({ new: '1' })}
        />
      )
    }
    return (
      <ul aria-label="Invoices" aria-busy={list.isPlaceholderData} className="divide-y divide-border">
        {invoices.map((invoice) => (
          <InvoiceRow
            key={invoice.id}
            invoice={invoice}
            href={hrefWith({ invoice: invoice.id, new: undefined })}
            today={today}
            hasParty={scope.clientId === null}
            isReceived={!scope.canBill}
            onOpen={() => setQuery({ invoice: invoice.id, new: undefined })}
          />
        ))}
      </ul>
    )
  }

  return (
    <>
      {counts ? (
        <div className="mb-4 empty:hidden">
          <InvoiceAmounts counts={counts} type={scope.canBill ? params.type : 'incoming'} />
        </div>
      ) : null}
      <InvoiceTabs
        type={params.type}
        tab={params.tab}
        canBill={scope.canBill}
        counts={counts}
        hrefOf={(tab) => hrefFor(changeInvoiceListParams(params, { tab }))}
        onChange={(tab) => change({ tab })}
      />
      <div className="mt-3">
        <InvoiceToolbar scope={scope} params={params} onChange={change} />
      </div>
      <section
        aria-label="Invoices"
        onPointerEnter={() => void loadInvoiceDrawer()}
        className="mt-3 overflow-hidden rounded-lg border border-border bg-surface has-aria-busy:opacity-60"
      >
        {renderBody()}
      </section>
      {list.data ? (
        <Pager previousHref={pageHref(list.data.previous)} nextHref={pageHref(list.data.next)} />
      ) : null}
      {isNew || query.invoice ? (
        <InvoiceDrawer
          key={isNew ? 'new' : query.invoice}
          scope={scope}
          invoiceId={isNew ? null : (query.invoice ?? null)}
          newType={params.type}
          today={today}
          onOpen={(invoiceId) => setQuery({ invoice: invoiceId, new: undefined }, { isReplacing: true })}
          onClose={() => setQuery({ invoice: undefined, new: undefined })}
        />
      ) : null}
    </>
  )
}

function InvoiceListSkeleton() {
  return (
    <div aria-busy className="divide-y divide-border">
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="flex h-13 items-center gap-4 px-4">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="ml-auto h-4 w-24" />
        </div>
      ))}
    </div>
  )
}
