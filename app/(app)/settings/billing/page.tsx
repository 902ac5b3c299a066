import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Billing } from '@/components/invoices/billing'
import { billingSettingsQuery } from '@/lib/queries/invoice-detail'
import { invoiceListQuery, type InvoiceScope } from '@/lib/queries/invoices'
import { mayBill } from '@/lib/queries/members'
import { getQueryClient } from '@/lib/query-client'
import { needsToday, parseInvoiceListParams, type Query } from '@/lib/rules/invoice-list-params'
import { loadForStaff } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Billing' }

export default async function BillingPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const params = parseInvoiceListParams(query)
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member } = await loadForStaff(async (agencyId) => {
    const scope: InvoiceScope = { agencyId, clientId: null, canBill: true, timeZone: 'UTC' }
    // Which day it is for the agency is known only with the member; lists that ask for days are left to the browser.
    // Without an answer now, the browser asks again and says what is wrong.
    if (query.show === 'settings')
      await queryClient.query(billingSettingsQuery(supabase, agencyId)).catch(() => undefined)
    else if (!needsToday(params))
      await queryClient.query(invoiceListQuery(supabase, scope, params)).catch(() => undefined)
  })
  if (!mayBill(member)) notFound()
  const { id, name, settings } = member.agency
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Billing
        scope={{ agencyId: id, clientId: null, canBill: true, timeZone: settings.timeZone }}
        agencyName={name}
      />
    </HydrationBoundary>
  )
}
