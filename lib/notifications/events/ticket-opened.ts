import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

/** A client asked for something. */
export const ticketOpened = defineEvent({
  type: 'ticket.opened',
  category: 'tickets',
  priority: 'high',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ agency: text, client: text, person: text, ticket: text, title: text }),
  subject: '{{client}} opened {{ticket}}',
  body: '{{person}} of {{client}} asks: {{title}}',
  actionLabel: 'Open the ticket',
  because: 'a client of your agency opened this ticket.',
})
