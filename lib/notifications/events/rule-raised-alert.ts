import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

/** To whomever the rule names. When the alert is critical, all staff hear of that as well. */
export const ruleRaisedAlert = defineEvent({
  type: 'rule.raised_alert',
  category: 'alerts',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ agency: text, client: text, reason: text, rule: text, title: text }),
  subject: '{{client}}: {{title}}',
  body: '{{reason}}\n\nThe rule “{{rule}}” raised this alert.',
  actionLabel: 'Open the alert',
  because: 'a rule of your agency raised an alert and names you among those to tell.',
})
