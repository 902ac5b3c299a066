import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const ticketAssigned = defineEvent({
  type: 'ticket.assigned',
  category: 'tickets',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ agency: text, client: text, person: text, ticket: text, title: text }),
  subject: '{{ticket}} is yours',
  body: '{{person}} assigned {{title}} to you. Client: {{client}}.',
  actionLabel: 'Open the ticket',
  because: 'this ticket was assigned to you.',
})
