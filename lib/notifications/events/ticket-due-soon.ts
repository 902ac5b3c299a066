import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

/** Told once for each due date, the day before at the earliest. */
export const ticketDueSoon = defineEvent({
  type: 'ticket.due_soon',
  category: 'tickets',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ agency: text, client: text, due: text, status: text, ticket: text, title: text }),
  subject: '{{ticket}} is due {{due}}',
  body: '{{title}} for {{client}} is due {{due}} and still {{status}}.',
  actionLabel: 'Open the ticket',
  because: 'this ticket is assigned to you.',
})
