import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

/** From the agency to its client, or the other way round. */
export const documentShared = defineEvent({
  type: 'document.shared',
  category: 'documents',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ agency: text, client: text, document: text, person: text }),
  subject: '{{person}} shared {{document}}',
  body: '{{document}} is now among the documents of {{client}}.',
  actionLabel: 'Open the documents',
  because: 'this document was shared between you and the agency.',
})
