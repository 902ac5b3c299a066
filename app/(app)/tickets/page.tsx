import { TicketPages } from '@/app/(app)/ticket-pages'
import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { NewTicketButton } from '@/components/tickets/new-ticket-button'
import { getQueryClient } from '@/lib/query-client'
import { ticketBoardQuery } from '@/lib/queries/ticket-board'
import { ticketListQuery, type TicketScope } from '@/lib/queries/tickets'
import { parseBoardParams } from '@/lib/rules/ticket-board'
import { needsToday, parseTicketListParams, type Query } from '@/lib/rules/ticket-list-params'
import { loadForStaff } from '@/lib/supabase/require-member'
import { currentSession, serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Tickets' }

export default async function TicketsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const params = parseTicketListParams(query)
  const queryClient = getQueryClient()
  const [supabase, session] = await Promise.all([serverClient(), currentSession()])
  // Which day it is for the agency is known only with the member; lists that ask for days are left to the browser.
  const { member } = await loadForStaff(async (agencyId) => {
    if (needsToday(params) || !session) return
    const scope: TicketScope = {
      agencyId,
      clientId: null,
      userId: session.userId,
      userName: '',
      isStaff: true,
      timeZone: 'UTC',
    }
    // Without an answer now, the browser asks again and says what is wrong.
    await (
      query.view === 'board'
        ? queryClient.query(ticketBoardQuery(supabase, scope, parseBoardParams(query)))
        : queryClient.query(ticketListQuery(supabase, scope, params))
    ).catch(() => undefined)
  })
  const scope: TicketScope = {
    agencyId: member.agency.id,
    clientId: null,
    userId: member.id,
    userName: member.fullName ?? member.email,
    isStaff: true,
    timeZone: member.agency.settings.timeZone,
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PageHeader
        title="Tickets"
        description="What is to be done for every client, and who does it."
        actions={<NewTicketButton />}
      />
      <TicketPages scope={scope} />
    </HydrationBoundary>
  )
}
