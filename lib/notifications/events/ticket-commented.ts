import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const ticketCommented = defineEvent({
  type: 'ticket.commented',
  category: 'tickets',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ agency: text, client: text, comment: text, person: text, ticket: text, title: text }),
  subject: '{{person}} commented on {{ticket}}',
  body: '{{comment}}\n\n{{title}}, {{client}}',
  actionLabel: 'Open the ticket',
  because: 'you opened this ticket, watch it or it is assigned to you.',
})
