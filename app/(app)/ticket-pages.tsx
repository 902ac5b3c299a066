'use client'

import dynamic from 'next/dynamic'
import { Tickets } from '@/components/tickets/tickets'
import type { TicketScope } from '@/lib/queries/tickets'

const SavedViewsDialog = dynamic(
  () => import('@/components/saved-views/saved-views-dialog').then((module) => module.SavedViewsDialog),
  { ssr: false },
)

/** Tickets with their saved views, for both pages that show them. */
export function TicketPages({ scope }: { scope: TicketScope }) {
  return <Tickets scope={scope} ViewsDialog={SavedViewsDialog} />
}
