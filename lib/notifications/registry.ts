import type { EventDefinition } from './define-event'
import { ticketOpened } from './events/ticket-opened'
import { ticketAssigned } from './events/ticket-assigned'
import { ticketMentioned } from './events/ticket-mentioned'
import { ticketCommented } from './events/ticket-commented'
import { ticketStatusChanged } from './events/ticket-status-changed'
import { ticketDueSoon } from './events/ticket-due-soon'
import { ruleOpenedTicket } from './events/rule-opened-ticket'
import { ruleRaisedAlert } from './events/rule-raised-alert'
import { alertCritical } from './events/alert-critical'
import { documentShared } from './events/document-shared'
import { invoiceSent } from './events/invoice-sent'
import { deliveryFailed } from './events/delivery-failed'
import { invitationBounced } from './events/invitation-bounced'
import { invitationClaimed } from './events/invitation-claimed'
import { invitationDeclined } from './events/invitation-declined'
import { invitationExpiring } from './events/invitation-expiring'
import { invitationLinkRequested } from './events/invitation-link-requested'
import { memberJoined } from './events/member-joined'
import { runCancelled } from './events/run-cancelled'
import { runChanged } from './events/run-changed'
import { runPublished } from './events/run-published'
import { runUpdate } from './events/run-update'

const KNOWN = [
  invitationClaimed,
  invitationDeclined,
  invitationBounced,
  invitationExpiring,
  invitationLinkRequested,
  runPublished,
  runChanged,
  runCancelled,
  runUpdate,
  memberJoined,
  deliveryFailed,
  ticketOpened,
  ticketAssigned,
  ticketMentioned,
  ticketCommented,
  ticketStatusChanged,
  ticketDueSoon,
  alertCritical,
  documentShared,
  invoiceSent,
  ruleOpenedTicket,
  ruleRaisedAlert,
] as const

/** Everything that people are told about. The platform's templates in the database say the same; a test compares them. */
export const EVENTS: readonly EventDefinition[] = KNOWN

/** Any one of them with its own type and variables, for whatever has to say something about each. */
export type KnownEvent = (typeof KNOWN)[number]

/** The event of this type, or null for one that this version does not know. */
export function findEvent(type: string): EventDefinition | null {
  return EVENTS.find((event) => event.type === type) ?? null
}

/** Names of the variables of an event, sorted, as the database keeps them. */
export function variableNames(event: EventDefinition): string[] {
  return Object.keys(event.variables.def.shape).sort()
}
