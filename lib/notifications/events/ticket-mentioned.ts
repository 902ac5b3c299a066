import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const ticketMentioned = defineEvent({
  type: 'ticket.mentioned',
  category: 'tickets',
  priority: 'high',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ agency: text, client: text, comment: text, person: text, ticket: text, title: text }),
  subject: '{{person}} mentioned you on {{ticket}}',
  body: '{{comment}}\n\n{{title}}, {{client}}',
  actionLabel: 'Open the ticket',
  because: 'somebody named you in a comment.',
})
