import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const ticketStatusChanged = defineEvent({
  type: 'ticket.status_changed',
  category: 'tickets',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({
    agency: text,
    before: text,
    client: text,
    person: text,
    status: text,
    ticket: text,
    title: text,
  }),
  subject: '{{ticket}} is {{status}}',
  body: '{{person}} changed {{title}} from {{before}} to {{status}}. Client: {{client}}.',
  actionLabel: 'Open the ticket',
  because: 'you opened this ticket, watch it or it is assigned to you.',
})
