import dynamic from 'next/dynamic'

/** What only comes once somebody opens it; the loaders let a pointer on its way there begin early. */
export const loadNewTicket = () =>
  import('@/components/tickets/new-ticket-drawer').then((module) => module.NewTicketDrawer)
export const loadTicketDrawer = () =>
  import('@/components/tickets/ticket-drawer').then((module) => module.TicketDrawer)

export const NewTicketDrawer = dynamic(loadNewTicket, { ssr: false })
export const TicketDrawer = dynamic(loadTicketDrawer, { ssr: false })
export const TicketPicker = dynamic(
  () => import('@/components/tickets/ticket-picker').then((module) => module.TicketPicker),
  { ssr: false },
)
export const MovePicker = dynamic(
  () => import('@/components/tickets/move-picker').then((module) => module.MovePicker),
  { ssr: false },
)
export const BulkBar = dynamic(
  () => import('@/components/tickets/bulk-bar').then((module) => module.BulkBar),
  { ssr: false },
)
export const ConflictDialog = dynamic(
  () => import('@/components/tickets/conflict-dialog').then((module) => module.ConflictDialog),
  { ssr: false },
)
