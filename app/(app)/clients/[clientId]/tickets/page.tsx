import { TicketPages } from '@/app/(app)/ticket-pages'
import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClientHeader } from '@/components/clients/client-header'
import { NewTicketButton } from '@/components/tickets/new-ticket-button'
import { toAppError } from '@/lib/errors'
import { mayBill } from '@/lib/queries/members'
import { getQueryClient } from '@/lib/query-client'
import { clientFrameQuery, type ClientFrame } from '@/lib/queries/clients'
import { ticketBoardQuery } from '@/lib/queries/ticket-board'
import { ticketListQuery, type TicketScope } from '@/lib/queries/tickets'
import { parseBoardParams } from '@/lib/rules/ticket-board'
import { needsToday, parseTicketListParams, type Query } from '@/lib/rules/ticket-list-params'
import { loadForClient } from '@/lib/supabase/require-member'
import { currentSession, serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Tickets' }

type PageProps = { params: Promise<{ clientId: string }>; searchParams: Promise<Query> }

export default async function ClientTicketsPage({ params, searchParams }: PageProps) {
  const { clientId } = await params
  const query = await searchParams
  const listParams = parseTicketListParams(query)
  const queryClient = getQueryClient()
  const [supabase, session] = await Promise.all([serverClient(), currentSession()])
  const { member, isStaff, agencyId, timeZone, data } = await loadForClient(
    clientId,
    async (agency, isOfStaff) => {
      const scope: TicketScope = {
        agencyId: agency,
        clientId,
        userId: session?.userId ?? '',
        userName: '',
        isStaff: false,
        timeZone: 'UTC',
      }
      // The list brings the frame along, unless words are searched or days asked for, which begin with the member's clock.
      const isListed = listParams.search === '' && !needsToday(listParams)
      return readFrame(
        isListed
          ? query.view === 'board' && isOfStaff
            ? queryClient
                .query(ticketBoardQuery(supabase, scope, parseBoardParams(query)))
                .then(({ frame }) => frame)
            : queryClient.query(ticketListQuery(supabase, scope, listParams)).then(({ frame }) => frame)
          : queryClient.query(clientFrameQuery(supabase, agency, clientId)),
      )
    },
  )
  // Another agency's client and one that never was end the same way; so does the house client, which is the team.
  if (!data || data.isHouse) notFound()
  const scope: TicketScope = {
    agencyId,
    clientId,
    userId: member.id,
    userName: member.fullName ?? member.email,
    isStaff,
    timeZone,
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ClientHeader
        client={data}
        active="tickets"
        isStaff={isStaff}
        canBill={mayBill(member)}
        actions={<NewTicketButton />}
      />
      <TicketPages scope={scope} />
    </HydrationBoundary>
  )
}

async function readFrame(asked: Promise<ClientFrame | null>): Promise<ClientFrame | null> {
  return asked.catch((error: unknown) => {
    if (toAppError(error).code === 'client_not_found') return null
    throw error
  })
}
