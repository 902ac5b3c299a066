'use client'

import { useQuery } from '@tanstack/react-query'
import { Bookmark } from 'lucide-react'
import { useState, type ComponentType } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import type { useAddressQuery } from '@/components/ui/use-address-query'
import { clientListQuery } from '@/lib/queries/clients'
import type { SavedView, ViewPage } from '@/lib/queries/saved-views'
import { ticketPeopleQuery, type TicketScope } from '@/lib/queries/tickets'
import { changeToView, viewProblem, viewQueryOf } from '@/lib/rules/ticket-views'
import { browserClient } from '@/lib/supabase/browser'

/** The dialog for saved views, which pages hand in: tickets do not know it. */
export type ViewsDialog = ComponentType<{
  agencyId: string
  userId: string
  page: ViewPage
  query: string
  problemOf: (query: string) => string | null
  onApply: (view: SavedView) => void
  onClose: () => void
}>

type TicketViewsProps = {
  scope: TicketScope
  address: ReturnType<typeof useAddressQuery>
  Dialog: ViewsDialog
}

export function TicketViews(props: TicketViewsProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button size="sm" variant="ghost" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Bookmark aria-hidden />
        Views
      </Button>
      {isOpen ? <OpenViews {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}

/** Rendered only while open, so that who and which clients there are is asked for only then. */
function OpenViews({ scope, address, Dialog, onClose }: TicketViewsProps & { onClose: () => void }) {
  const people = useQuery(ticketPeopleQuery(browserClient(), scope.agencyId, null)).data
  const clients = useQuery(clientListQuery(browserClient(), scope.agencyId)).data
  const problemOf = (query: string) => viewProblem(query, { people, clients })
  return (
    <Dialog
      agencyId={scope.agencyId}
      userId={scope.userId}
      page="tickets"
      query={viewQueryOf(address.query)}
      problemOf={problemOf}
      onApply={(view) => {
        address.setQuery(changeToView(address.query, view.query))
        const problem = problemOf(view.query)
        if (problem) toast.info(problem, { description: 'Change the filter, then set the view to it.' })
        onClose()
      }}
      onClose={onClose}
    />
  )
}
