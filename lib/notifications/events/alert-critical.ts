import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { maybe, text } from '../variables'

/** Also when an alert that was there already becomes critical. */
export const alertCritical = defineEvent({
  type: 'alert.critical',
  category: 'alerts',
  priority: 'critical',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ agency: text, client: text, description: maybe, title: text }),
  subject: 'Critical at {{client}}: {{title}}',
  body: '{{description}}',
  actionLabel: 'Open the alert',
  because: 'something critical happened at a client of your agency.',
})
