import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

/** To whomever the rule names, beside the ticket's own assignee. */
export const ruleOpenedTicket = defineEvent({
  type: 'rule.opened_ticket',
  category: 'tickets',
  priority: 'high',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ agency: text, client: text, rule: text, ticket: text, title: text }),
  subject: '{{ticket}} was opened for {{client}}',
  body: '{{title}}\n\nThe rule “{{rule}}” opened it.',
  actionLabel: 'Open the ticket',
  because: 'a rule of your agency opened a ticket and names you among those to tell.',
})
