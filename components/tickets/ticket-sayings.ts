import type { TicketEdit } from '@/components/tickets/use-ticket-actions'
import { PRIORITY_WORDS, statusWords, ticketNumber } from '@/lib/rules/tickets'

/** What a toast says of a change that can be undone; null for changes that the page itself shows well enough. */
export function sayChange({ ticket, change, assigneeName }: TicketEdit, userId: string): string | null {
  const number = ticketNumber(ticket.number)
  if (change.status) {
    const words = statusWords({ status: change.status, waitingFor: change.waitingFor ?? null })
    return `${number} is ${words.toLowerCase()}`
  }
  if (change.priority) return `Priority of ${number}: ${PRIORITY_WORDS[change.priority]}`
  if (change.assigneeId !== undefined) {
    if (change.assigneeId === null) return `Nobody has ${number} now`
    return change.assigneeId === userId ? `${number} is yours` : `${number} went to ${assigneeName ?? 'them'}`
  }
  if (change.visibility) {
    return change.visibility === 'client' ? `The client sees ${number} now` : `${number} is internal again`
  }
  return null
}
