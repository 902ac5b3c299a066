import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

/** To the people of the client that the agency charges. */
export const invoiceSent = defineEvent({
  type: 'invoice.sent',
  category: 'documents',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ agency: text, amount: text, client: text, due: text, invoice: text }),
  subject: '{{agency}} sent you invoice {{invoice}}',
  body: '{{amount}} for {{client}}, due {{due}}. Open it to read it or to download its PDF.',
  actionLabel: 'Open the invoice',
  because: 'this invoice was sent to your company.',
})
