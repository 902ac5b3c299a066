import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClientHeader } from '@/components/clients/client-header'
import { InvoiceList } from '@/components/invoices/invoice-list'
import { NewInvoiceButton } from '@/components/invoices/new-invoice-button'
import { toAppError } from '@/lib/errors'
import { clientFrameQuery, type ClientFrame } from '@/lib/queries/clients'
import { invoiceListQuery, type InvoiceScope } from '@/lib/queries/invoices'
import { mayBill } from '@/lib/queries/members'
import { getQueryClient } from '@/lib/query-client'
import { needsToday, parseInvoiceListParams, type Query } from '@/lib/rules/invoice-list-params'
import { loadForClient } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Invoices' }

type PageProps = { params: Promise<{ clientId: string }>; searchParams: Promise<Query> }

export default async function ClientInvoicesPage({ params, searchParams }: PageProps) {
  const { clientId } = await params
  const listed = { ...parseInvoiceListParams(await searchParams), type: 'outgoing' as const, clientId: null }
  const queryClient = getQueryClient()
  const supabase = await serverClient()
  const { member, isStaff, agencyId, timeZone, data } = await loadForClient(clientId, (agency) => {
    const scope: InvoiceScope = { agencyId: agency, clientId, canBill: false, timeZone: 'UTC' }
    // The list brings the frame along, unless words are searched or days asked for, which begin with the member's clock.
    return readFrame(
      listed.search === '' && !needsToday(listed)
        ? queryClient.query(invoiceListQuery(supabase, scope, listed)).then(({ frame }) => frame)
        : queryClient.query(clientFrameQuery(supabase, agency, clientId)),
    )
  })
  const canBill = mayBill(member)
  // Staff without the permission end like strangers; so does the house client, which is the team.
  if (!data || data.isHouse || (isStaff && !canBill)) notFound()
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ClientHeader
        client={data}
        active="invoices"
        isStaff={isStaff}
        canBill={canBill}
        actions={canBill ? <NewInvoiceButton /> : undefined}
      />
      <InvoiceList scope={{ agencyId, clientId, canBill, timeZone }} />
    </HydrationBoundary>
  )
}

async function readFrame(asked: Promise<ClientFrame | null>): Promise<ClientFrame | null> {
  return asked.catch((error: unknown) => {
    if (toAppError(error).code === 'client_not_found') return null
    throw error
  })
}
