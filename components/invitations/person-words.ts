import { formatDateTime } from '@/lib/dates'
import { deliveryReason, deliveryState, type InvitedPerson } from '@/lib/rules/invitation-people'

/** When, and why, an invitation stands where it does: what the badge's tip says. */
export function stateDetail(person: InvitedPerson, timeZone: string): string | null {
  const at = (iso: string | null) => (iso === null ? null : formatDateTime(iso, timeZone))
  switch (person.state) {
    case 'pending':
      return at(person.createdAt)
    case 'sent':
      return at(person.sentAt ?? person.createdAt)
    case 'viewed':
      return at(person.viewedAt)
    case 'joined':
    case 'left':
      return at(person.joinedAt)
    case 'declined':
      return [at(person.declinedAt), person.declineReason].filter(Boolean).join(': ')
    case 'expired':
      return at(person.expiresAt)
    case 'revoked':
      return at(person.revokedAt)
  }
}

export function deliveryDetail(person: InvitedPerson, timeZone: string): string | null {
  const { delivery } = person
  if (!delivery) return 'No mail goes out. Copy the link and send it yourself.'
  const time = delivery.at === null ? null : formatDateTime(delivery.at, timeZone)
  const isAhead = deliveryState(person) === 'queued' && time !== null
  return [isAhead ? `Next attempt ${time}` : time, deliveryReason(delivery.reason)].filter(Boolean).join(': ')
}
